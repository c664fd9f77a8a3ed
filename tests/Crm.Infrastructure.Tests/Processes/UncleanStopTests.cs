using System.Net.Http.Json;
using Crm.Application.Common;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>What a start makes of the end before it.</summary>
[Trait("Engine", "Sqlite")]
public sealed class UncleanStopTests : IDisposable
{
    private const int PageSize = 4096;
    private const string Checked = "was not closed cleanly";
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task A_clean_stop_leaves_one_file_and_nothing_to_check()
    {
        await using (var crm = await CrmProcess.StartAsync(_database.Folder))
        {
            await WriteAsync(crm);
            await crm.StopAsync();
        }

        Assert.Empty(Directory.GetFiles(_database.Folder, "crm.db-*"));
        await using var again = await CrmProcess.StartAsync(_database.Folder);
        Assert.DoesNotContain(Checked, again.Log);
    }

    [Fact]
    public async Task After_a_power_cut_the_file_is_checked_and_the_log_tells_how_long_it_took()
    {
        await KilledAsync();

        await using var again = await CrmProcess.StartAsync(_database.Folder);

        Assert.False(again.HasExited);
        Assert.Matches(Checked + @"; its \d+ bytes were checked in \d+ ms: ok", again.Log);
    }

    [Fact]
    public async Task On_a_damaged_file_nothing_starts_until_a_backup_is_restored()
    {
        var copy = Path.Combine(_database.Folder, "copy.db");
        Assert.Equal(ExitCodes.Ok, (await CrmProcess.RunAsync(_database.Folder, "backup", copy)).Code);
        var page = await _database.ScalarAsync<long>("SELECT rootpage FROM sqlite_master WHERE name = 'TaxProfiles'");
        SqliteConnection.ClearAllPools();
        await KilledAsync();
        Damage(_database.File, page);

        await AssertRefusedAsync();
        await AssertRefusedAsync(); // looking once does not make it well

        var (code, _, errors) = await CrmProcess.RunAsync(_database.Folder, "restore", copy);
        Assert.True(code == ExitCodes.Ok, errors);
        await using var crm = await CrmProcess.StartAsync(_database.Folder);
        using var client = await crm.SignInAsync();
        Assert.DoesNotContain(Checked, crm.Log);
    }

    private async Task AssertRefusedAsync()
    {
        await using var crm = await CrmProcess.StartAsync(_database.Folder);
        var (code, errors) = await crm.ExitAsync();

        Assert.Equal(ExitCodes.DatabaseDamaged, code);
        Assert.Contains(_database.File, errors);
        Assert.Contains("table TaxProfiles, page", errors);
        Assert.Contains("restore FILE", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    private async Task KilledAsync()
    {
        await using var crm = await CrmProcess.StartAsync(_database.Folder);
        await WriteAsync(crm);
        await crm.KillAsync();
    }

    private static async Task WriteAsync(CrmProcess crm)
    {
        using var client = await crm.SignInAsync();
        (await client.PostAsJsonAsync("/api/v1/customers", new { name = "海尔智家" })).EnsureSuccessStatusCode();
    }

    /// <summary>Garbage where a table begins, as a disk leaves that did not keep what it promised.</summary>
    private static void Damage(string file, long page)
    {
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var garbage = new byte[PageSize];
        new Random(1).NextBytes(garbage);
        bytes.Position = (page - 1) * PageSize;
        bytes.Write(garbage);
    }
}
