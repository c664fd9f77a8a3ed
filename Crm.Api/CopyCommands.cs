using System.Runtime.InteropServices;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Api;

/// <summary>
/// <c>dotnet run --project Crm.Api -- backup FILE</c> and <c>restore FILE</c>. Settings may follow the file, <c>--force</c> comes last.
/// </summary>
internal static class CopyCommands
{
    private const string Force = "--force";

    public static async Task<int> RunAsync(IServiceProvider services, string command, string[] arguments)
    {
        var force = arguments is [_, .., Force];
        if (arguments is not [var file, ..] || file.StartsWith('-') || Array.IndexOf(arguments, Force) != (force ? arguments.Length - 1 : -1))
        {
            await Console.Error.WriteLineAsync($"Usage: {command} FILE [--Setting:Name value …] [{Force}]");
            return ExitCodes.WrongUsage;
        }

        using var ended = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var copies = services.GetRequiredService<IEngine>().Copies(services.GetRequiredService<DataFolders>().Files, services.GetRequiredService<TimeProvider>());
        try
        {
            var done = command == "backup"
                ? copies.Backup(file, force, ended.Token)
                : copies.Restore(file, await KnownMigrationsAsync(services), force, ended.Token);
            foreach (var line in done) await Console.Out.WriteLineAsync(line);
            return ExitCodes.Ok;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"The {command} was broken off; nothing was changed.");
            return ExitCodes.Interrupted;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }
    }

    private static async Task<IReadOnlyCollection<string>> KnownMigrationsAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return [.. scope.ServiceProvider.GetRequiredService<CrmDbContext>().Database.GetMigrations()];
    }
}
