using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.DesignTime;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;
using Crm.TestKit.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Engine = Crm.Infrastructure.Persistence.Providers.SqlServer;

namespace Crm.Infrastructure.Tests.SqlServer;

/// <summary>What is sent to SQL Server to make the database, read by Microsoft's parser.</summary>
public sealed partial class ScriptTests
{
    [Fact]
    public void The_script_of_all_migrations_is_TSql()
    {
        var script = Script();
        var batches = TSql.Parse(script);
        var tables = batches.Find<CreateTableStatement>();

        Assert.Contains("Customers", tables.Select(t => t.SchemaObjectName.BaseIdentifier.Value));
        Assert.Contains("CustomerNumbers", batches.Find<CreateSequenceStatement>().Select(s => s.Name.BaseIdentifier.Value));
        Assert.Contains("IX_Customers_CreditCode", batches.Find<CreateIndexStatement>().Where(i => i.FilterPredicate is not null).Select(i => i.Name.Value));
        Assert.DoesNotContain("PRAGMA", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("fts5", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("tsvector", script, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(batches.Find<CreateTriggerStatement>());
    }

    [Fact]
    public void Every_text_in_it_is_compared_by_code_point()
    {
        var texts = TSql.Parse(Script()).Find<ColumnDefinition>().Where(c => c.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar })
            .Where(c => c.ColumnIdentifier.Value is not ("MigrationId" or "ProductVersion")).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, c => Assert.Equal(Engine.Ordinal, c.Collation?.Value));
    }

    [Fact]
    public void Administrators_get_the_same_script() // as dotnet ef writes it
    {
        using var db = new CrmDbContextFactory().CreateDbContext([]);

        Assert.Equal(Script(), db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
    }

    [Fact]
    public void What_is_not_TSql_is_refused()
    {
        Assert.Throws<NotTSqlException>(() => TSql.Parse("""CREATE VIRTUAL TABLE "SearchFts" USING fts5("Terms")"""));
        Assert.Throws<NotTSqlException>(() => TSql.Parse("""SELECT * FROM "SearchEntries" WHERE "TermVector" @@ CAST(@p AS tsquery)"""));
        Assert.Throws<NotTSqlException>(() => TSql.Parse("PRAGMA foreign_keys"));
        Assert.Throws<NotTSqlException>(() => TSql.Parse("EXEC(N'SELECT * FROM [Customers] LIMIT 5')"));
    }

    [Theory]
    [InlineData("hejt", false)]
    [InlineData("海尔集团 青岛 139%_[", false)]
    [InlineData("海尔", true)]
    public void Searching_is_TSql(string q, bool fromStart)
    {
        using var database = OnPaper.New();
        using var scope = database.Begin();
        var engine = database.Services.GetRequiredService<IEngine>();
        using var command = scope.Db.Set<SearchEntry>().FromSql(engine.Match(SearchQuery.Parse(q), "customer", fromStart)).Where(e => e.RecordType == "customer").OrderByDescending(e => e.RowNo).Take(100).CreateDbCommand();

        Assert.NotEmpty(TSql.Parse(command.CommandText).Find<LikePredicate>());
        Assert.All(command.Parameters.Cast<Microsoft.Data.SqlClient.SqlParameter>().Where(p => p.Value is string), p => Assert.DoesNotMatch("[_\\[]|.%.", (string)p.Value!));
    }

    [Fact]
    public void The_TSql_of_the_notes_is_TSql()
    {
        var notes = File.ReadAllText(Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", "databases.md")));
        var blocks = Block().Matches(notes).Select(m => m.Groups[1].Value).ToList();

        Assert.True(blocks.Count >= 3);
        Assert.All(blocks, sql => Assert.NotEmpty(TSql.Parse(sql)));
    }

    private static string Script()
    {
        using var database = OnPaper.New();
        using var scope = database.Begin();
        return scope.Db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex("```tsql\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
