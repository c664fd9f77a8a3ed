using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Domain.Care;
using Crm.Domain.Customers;
using Crm.Domain.Jobs;
using Crm.Domain.Lifecycle;
using Crm.Domain.Questionnaires;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Domain.Tiers;
using Crm.Domain.Views;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore.Metadata;
using Record = Crm.Domain.Common.Record;

namespace Crm.Infrastructure.Tests.Persistence;

public partial class SchemaTests
{
    /// <summary>Seen by everybody who is let in: they belong to nobody.</summary>
    private static readonly Dictionary<string, string> InEverybodysSight = new()
    {
        ["SavedView"] = "is shared by its own rule, which its module asks by",
        ["Competitor"] = "is everybody's; its owner only looks after it",
    };

    /// <summary>Never put into the bin, though they could be.</summary>
    private static readonly Dictionary<string, string> WithoutBin = new()
    {
        [nameof(User)] = "is disabled and not deleted, because the history names him",
        [nameof(UserSession)] = "is ended and not deleted",
        [nameof(Team)] = "cannot be deleted",
        [nameof(PoolRules)] = "are written anew and not deleted",
        [nameof(Tag)] = "is deleted for good",
        [nameof(SavedView)] = "is deleted for good",
        [nameof(ListSettings)] = "are written anew and not deleted",
        [nameof(CustomField)] = "is archived and not deleted, because records keep its values",
        [nameof(FieldRule)] = "is deleted for good",
        [nameof(LifecycleRules)] = "are written anew and not deleted",
        [nameof(Questionnaire)] = "is deleted for good while nobody has answered it, and is not asked any more afterwards",
        [nameof(CareSettings)] = "are written anew and not deleted",
        [nameof(TierScheme)] = "is written anew and not deleted",
        [nameof(Job)] = "is kept as the record of what was done",
        [nameof(CodeListItem)] = "is retired and not deleted, because records keep its code",
    };

    [Theory]
    [MemberData(nameof(Catalogue.Parts), MemberType = typeof(Catalogue))]
    public async Task Migrations_lead_to_the_tables_of_the_model(string what)
    {
        var catalogue = Catalogue.Question(what);
        using var migrated = TestDatabase.New();
        using var created = TestDatabase.Empty();
        await using (var scope = created.Begin()) await scope.Db.Database.EnsureCreatedAsync();

        var (expected, actual) = (await created.RowsAsync(catalogue), await migrated.RowsAsync(catalogue));

        Assert.NotEmpty(expected);
        Assert.Equal((what, string.Join('\n', expected)), (what, string.Join('\n', actual)));
    }

    [Fact]
    public void Migrations_name_no_store_types()
    {
        var files = Directory.GetFiles(Path.Combine(Repository(), "Crm.Infrastructure", "Persistence", "Migrations"), "*.cs");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(StoreType(), File.ReadAllText(file)));
    }

    [Fact]
    public void What_belongs_to_somebody_is_out_of_the_sight_of_others() =>
        Assert.Equal(
            InEverybodysSight.Keys.Order(StringComparer.Ordinal),
            Records(e => e.FindProperty("OwnerId") is not null || e.FindProperty("CustomerId") is not null)
                .Where(e => e.GetDeclaredQueryFilters().All(f => f.Key != QueryFilters.Sight)).Select(e => e.ClrType.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_can_be_deleted_is_hidden_in_the_bin() =>
        Assert.Equal(
            WithoutBin.Keys.Order(StringComparer.Ordinal),
            Records(_ => true).Where(e => e.GetDeclaredQueryFilters().All(f => f.Key != QueryFilters.Bin)).Select(e => e.ClrType.Name).Order(StringComparer.Ordinal));

    /// <summary>JSON of our own making, bounded by what is in it, answers put into words, and the texts of the search index.</summary>
    private static readonly string[] MachineWritten =
    [
        "CareSettings.Content", "ChangeSet.Fields", "CustomField.Default", "FollowUp.Answers", "ImportMemory.Mapping", "ImportUpload.Staged", "Job.Place", "Job.Request", "Job.Result", "KeyAccountPlan.Content", "KeyAccountVersion.Content", "ListSettings.Content",
        "SavedView.Content", "SearchEntry.Anchors", "SearchEntry.Terms", "Segment.Where", "StageChange.Figures", "TierChange.Inputs", "TierProposal.Inputs", "TierScheme.Content",
    ];

    [Fact]
    public void Every_text_has_a_longest_length_but_lists_and_what_only_machines_write()
    {
        var unbounded = Model().GetEntityTypes().SelectMany(e => e.GetProperties())
            .Where(p => p.ClrType == typeof(string) && p.GetMaxLength() is null).Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}");

        Assert.Equal(MachineWritten, unbounded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_record_is_guarded_by_its_version() =>
        Assert.All(Records(_ => true), e => Assert.True(e.FindProperty(nameof(Record.Version))!.IsConcurrencyToken, e.ClrType.Name));

    private static IEnumerable<IEntityType> Records(Func<IEntityType, bool> which) => Model().GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(Record)) && which(e));

    private static IModel Model()
    {
        using var database = TestDatabase.Empty();
        using var scope = database.Begin();
        return scope.Db.Model;
    }

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"HasColumnType|\btype: """)]
    private static partial Regex StoreType();
}
