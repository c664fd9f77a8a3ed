using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Chooses the engine from the settings Database:Provider and Database:ConnectionString.</summary>
public static class Engines
{
    private const string DefaultSqlite = "Data Source=data/crm.db";

    /// <summary>The engine that the settings name; SQLite without any.</summary>
    /// <exception cref="StartupRefusedException">An unknown provider, or a connection string that its engine cannot read or that is missing.</exception>
    public static IEngine Choose(IConfiguration configuration, ILoggerFactory logs)
    {
        var (provider, connectionString) = (configuration["Database:Provider"], configuration["Database:ConnectionString"]);
        try
        {
            return provider?.ToUpperInvariant() switch
            {
                null or "" or "SQLITE" => new Sqlite(connectionString ?? DefaultSqlite, logs.CreateLogger<Sqlite>()),
                "SQLSERVER" => new SqlServer(Required(connectionString), configuration["Database:ReadConnectionString"]),
                "POSTGRES" => new Postgres(Required(connectionString), configuration["Database:ReadConnectionString"]),
                _ => throw Wrong($"Database:Provider is \"{provider}\"; it must be Sqlite, SqlServer or Postgres."),
            };
        }
        catch (ArgumentException e)
        {
            throw Wrong($"Database:ConnectionString cannot be read: {e.Message}");
        }
    }

    private static string Required(string? connectionString) =>
        string.IsNullOrWhiteSpace(connectionString) ? throw Wrong("Database:ConnectionString is missing: it must say where the database server is.") : connectionString;

    private static StartupRefusedException Wrong(string message) => new(ExitCodes.WrongConfiguration, message);
}
