using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

[Trait("Engine", "Sqlite")]
public class SqliteSwitchesTests
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("foreign_keys", "1")]
    [InlineData("synchronous", "2")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("mmap_size", "0")]
    [InlineData("temp_store", "2")]
    [InlineData("journal_size_limit", "67108864")]
    public async Task Every_connection_has_the_switches_that_were_decided(string name, string value)
    {
        using var database = TestDatabase.New();
        await using var scope = database.Begin();
        await scope.Db.Database.OpenConnectionAsync();
        await using var command = scope.Db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA " + name;

        Assert.Equal(value, (await command.ExecuteScalarAsync())!.ToString());
    }
}
