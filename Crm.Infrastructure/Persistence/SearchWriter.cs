using Crm.Application;
using Crm.Application.Activities;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Writes what the search box finds together with the record, so that it is found right after it was saved.</summary>
internal static class SearchWriter
{
    private static readonly string[] SearchedFields =
        [nameof(Customer.Name), nameof(Customer.ShortName), nameof(Customer.EnglishName), nameof(Customer.CreditCode), nameof(Customer.Phones), nameof(Customer.Emails), nameof(Customer.Kind), nameof(DescribedRecord.Custom)];

    /// <summary>From so many on they are worth a statement of their own.</summary>
    private const int Several = 3;

    /// <summary>Adds or refreshes the index entries of everything that is about to be saved and is searched.</summary>
    public static async Task WriteAsync(CrmDbContext db, IEngine engine, IReadOnlyDictionary<Type, FieldSet> fields, CancellationToken cancellationToken)
    {
        var (added, changed) = (new List<SearchEntry>(), new Dictionary<Guid, SearchDocument>());
        foreach (var entry in db.ChangeTracker.Entries<Record>().Where(e => e.Entity is Customer or Contact or NamedRecord).ToList())
        {
            if (entry.State == EntityState.Added)
            {
                var document = SearchText.Build(SearchedTexts.Of(entry.Entity, fields[entry.Metadata.ClrType]));
                added.Add(new SearchEntry { RecordType = TypeOf(entry.Entity.GetType()), RecordId = entry.Entity.Id, Anchors = document.Anchors, Terms = document.Terms });
            }
            else if (entry.State == EntityState.Modified && entry.Properties.Any(p => p.IsModified && SearchedFields.Contains(p.Metadata.Name)))
            {
                changed[entry.Entity.Id] = SearchText.Build(SearchedTexts.Of(entry.Entity, fields[entry.Metadata.ClrType]));
            }
        }

        var existing = changed.Count == 0 ? [] : await ExistingAsync(db, changed, cancellationToken);
        if (added.Count + existing.Count < Several || !await engine.TryWriteSearchAsync(db, added, existing, cancellationToken))
        {
            db.AddRange(added);
            return;
        }

        foreach (var entry in existing) db.Entry(entry).State = EntityState.Detached; // written already
    }

    private static async Task<List<SearchEntry>> ExistingAsync(CrmDbContext db, Dictionary<Guid, SearchDocument> changed, CancellationToken cancellationToken)
    {
        var ids = changed.Keys.ToList();
        var existing = await db.Set<SearchEntry>().Where(e => ids.Contains(e.RecordId)).ToListAsync(cancellationToken);
        foreach (var entry in existing)
        {
            var document = changed[entry.RecordId];
            db.Entry(entry).Property(e => e.Anchors).CurrentValue = document.Anchors;
            db.Entry(entry).Property(e => e.Terms).CurrentValue = document.Terms;
        }

        return existing;
    }

    /// <summary>What the entries call a kind of record.</summary>
    public static string TypeOf(Type record) => record == typeof(Customer)
        ? RecentTypes.Customer
        : record == typeof(Contact) ? RecentTypes.Contact : SimpleEntities.All.First(entity => entity.Record == record).SearchType;
}

/// <summary>Which texts of a record the search box finds it by.</summary>
internal static class SearchedTexts
{
    /// <summary>The record's own texts, and those of the added fields that the search box looks into.</summary>
    public static IReadOnlyList<SearchableText> Of(Record record, FieldSet fields) =>
        record is DescribedRecord { Custom: { } custom } ? [.. Of(record), .. fields.Added.Where(f => f.Searchable).SelectMany(f => Added(f, custom))] : Of(record);

    /// <summary>The texts of the fields that the house declares.</summary>
    public static IReadOnlyList<SearchableText> Of(Record record) => record switch
    {
        Customer c =>
        [
            new(c.Name, c.Kind == CustomerKind.Person ? SearchTextKind.PersonName : SearchTextKind.Name),
            .. Optional(c.ShortName, SearchTextKind.Name),
            .. Optional(c.EnglishName, SearchTextKind.Latin),
            new(c.Number, SearchTextKind.Code),
            .. Optional(c.CreditCode, SearchTextKind.Code),
            .. Ways(c.Phones, c.Emails),
        ],
        Contact c => [new(c.Name, SearchTextKind.PersonName), .. Optional(c.EnglishName, SearchTextKind.Latin), .. Ways(c.Phones, c.Emails)],
        NamedRecord simple => [new(simple.Name, SearchTextKind.Name)],
        _ => [],
    };

    private static IEnumerable<SearchableText> Added(FieldDescriptor field, CustomValues values) => Optional(
        values[field.Key[FieldSet.CustomPrefix.Length..]] as string,
        field.Type switch
        {
            FieldType.Phone => SearchTextKind.Phone,
            FieldType.Email => SearchTextKind.Email,
            _ => SearchTextKind.Name,
        });

    private static IEnumerable<SearchableText> Optional(string? text, SearchTextKind kind) => text is null ? [] : [new SearchableText(text, kind)];

    private static IEnumerable<SearchableText> Ways(IReadOnlyList<Phone> phones, IReadOnlyList<Email> emails) =>
        phones.Select(p => new SearchableText(p.Number, SearchTextKind.Phone)).Concat(emails.Select(e => new SearchableText(e.Normalized, SearchTextKind.Email)));
}
