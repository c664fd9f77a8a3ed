using Crm.Application.Common;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Crm.Api.OpenApi;

/// <summary><c>dotnet run --project Crm.Api -- openapi FILE</c>: writes the description of the API without starting it or touching a database.</summary>
internal static class OpenApiCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        if (arguments is not [var path])
        {
            await Console.Error.WriteLineAsync("Usage: openapi FILE");
            return ExitCodes.WrongUsage;
        }

        await using var scope = services.CreateAsyncScope();
        var document = scope.ServiceProvider.GetRequiredService<ISwaggerProvider>().GetSwagger(OpenApiSetup.Document);
        var json = await document.SerializeAsJsonAsync(OpenApiSetup.Version);
        await File.WriteAllTextAsync(path, json.ReplaceLineEndings("\n") + "\n");
        return ExitCodes.Ok;
    }
}
