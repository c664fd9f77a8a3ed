using Crm.Api;
using Crm.Api.OpenApi;
using Crm.Application;
using Crm.Application.Common;
using Crm.Infrastructure;
using Crm.Infrastructure.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.ListenByDefault();
builder.Logging.LogJson();
builder.Services.AddCrmApplication();
builder.Services.AddCrmInfrastructure(builder.Configuration);
builder.Services.AddCrmApi();

await using var app = builder.Build();
app.UseCrmApi();

if (args is ["openapi", ..]) return await OpenApiCommand.RunAsync(app.Services, args[1..]);

try
{
    var firstStart = await Startup.PrepareAsync(app.Services);
    await app.StartAsync();
    await Announcement.WriteAsync(app.Urls, firstStart);
}
catch (StartupRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return refused.ExitCode;
}
catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{taken.Message} Another program listens there. End it, or choose another address: --urls http://localhost:5081");
    return ExitCodes.AddressInUse;
}

await app.WaitForShutdownAsync();
return ExitCodes.Ok;

/// <summary>The program; named so that tests can start it.</summary>
public partial class Program;
