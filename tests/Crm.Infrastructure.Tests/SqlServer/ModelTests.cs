using Crm.Infrastructure.Persistence.DesignTime;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Engine = Crm.Infrastructure.Persistence.Providers.SqlServer;

namespace Crm.Infrastructure.Tests.SqlServer;

/// <summary>Rules of SQL Server that no other engine has, held against the model.</summary>
public sealed class ModelTests
{
    private const int MaxClusteredKey = 900;
    private const int MaxKey = 1700;

    [Fact]
    public void Every_key_and_index_fits()
    {
        var tooLong = Tables().SelectMany(t =>
            t.UniqueConstraints.Select(k => (k.Name, Bytes: k.Columns.Sum(Bytes), Max: MaxClusteredKey))
                .Concat(t.Indexes.Select(i => (i.Name, Bytes: i.Columns.Sum(Bytes), Max: MaxKey)))).Where(k => k.Bytes > k.Max);

        Assert.Empty(tooLong);
    }

    /// <summary>Error 1785: deleting one row must not reach a table on two ways, nor itself.</summary>
    [Fact]
    public void No_table_is_reached_by_two_cascades()
    {
        var cascades = Tables().SelectMany(t => t.ForeignKeyConstraints).Where(f => f.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull)
            .ToLookup(f => f.PrincipalTable.Name, f => f.Table.Name);

        Assert.NotEmpty(cascades);
        Assert.Empty(TwiceReached(cascades));
    }

    [Fact]
    public void The_rule_of_cascades_is_seen_when_it_is_broken()
    {
        var diamond = new[] { ("A", "B"), ("A", "C"), ("B", "D"), ("C", "D") }.ToLookup(e => e.Item1, e => e.Item2);
        var circle = new[] { ("A", "B"), ("B", "A") }.ToLookup(e => e.Item1, e => e.Item2);
        var link = new[] { ("A", "AB"), ("B", "AB") }.ToLookup(e => e.Item1, e => e.Item2);

        Assert.Equal(["D"], TwiceReached(diamond));
        Assert.NotEmpty(TwiceReached(circle));
        Assert.Empty(TwiceReached(link));
    }

    [Fact]
    public void Every_text_is_compared_by_code_point()
    {
        var texts = Tables().SelectMany(t => t.Columns).Where(c => c.StoreType.StartsWith("nvarchar", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, c => Assert.Equal((c.Table.Name, c.Name, Engine.Ordinal), (c.Table.Name, c.Name, c.Collation)));
    }

    [Fact]
    public void Every_change_of_the_model_has_its_migration() // compared by types and lengths; the other engines compare what comes of them
    {
        using var db = new CrmDbContextFactory().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    private static int Bytes(IColumn column) => column.StoreType switch
    {
        "uniqueidentifier" => 16,
        "bigint" or "datetime2" => 8,
        "int" => 4,
        "date" => 3,
        "bit" => 1,
        "decimal(19,4)" => 9,
        var text when text.StartsWith("nvarchar(", StringComparison.Ordinal) && int.TryParse(text["nvarchar(".Length..^1], out var length) => 2 * length,
        _ => int.MaxValue / 16,
    };

    private static List<string> TwiceReached(ILookup<string, string> cascades)
    {
        var found = new HashSet<string>();
        foreach (var start in cascades.Select(c => c.Key))
        {
            var reached = new HashSet<string> { start };
            var open = new Stack<string>([start]);
            while (open.TryPop(out var table))
            {
                foreach (var next in cascades[table])
                {
                    if (reached.Add(next)) open.Push(next);
                    else found.Add(next);
                }
            }
        }

        return [.. found];
    }

    private static List<ITable> Tables()
    {
        using var database = OnPaper.New();
        using var scope = database.Begin();
        return [.. scope.Db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables];
    }
}
