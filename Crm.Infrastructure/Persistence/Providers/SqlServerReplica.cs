using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// A readable secondary of an availability group, or a replica of Azure SQL Hyperscale, reached with <c>ApplicationIntent=ReadOnly</c>. An
/// ordinary account may not ask how far it is behind, so it counts as following while it answers and is read-only; the window of
/// <c>Database:ReadAfterWriteSeconds</c> must be longer than it usually lags.
/// </summary>
internal sealed class SqlServerReplica(string primary, string replica) : IReplica
{
    private readonly string _replica = new SqlConnectionStringBuilder(replica) { ApplicationIntent = ApplicationIntent.ReadOnly }.ToString();

    public void Use(DbContextOptionsBuilder options) => options.UseSqlServer(_replica, server => server.UseCompatibilityLevel(SqlServer.CompatibilityLevel));

    public void Leave(CrmDbContext db) => db.Database.SetConnectionString(primary);

    public async Task<bool> IsFollowingAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        await using var connection = new SqlConnection(_replica);
        await connection.OpenAsync(cancellationToken);
        await using var command = new SqlCommand("SELECT CONVERT(nvarchar(20), DATABASEPROPERTYEX(DB_NAME(), N'Updateability'))", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is "READ_ONLY";
    }
}
