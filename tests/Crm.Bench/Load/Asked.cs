using Crm.Bench.Seeding;
using Crm.Domain.Activities;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Bench.Load;

/// <summary>What the scenarios ask for: ids and words that are in the database, the same on every run.</summary>
internal sealed record Asked
{
    private const int Words = 200;
    private const int MaxFollowUps = 80_000;

    public required Guid Hub { get; init; }

    public required IReadOnlyList<Guid> Customers { get; init; }

    public required IReadOnlyList<Guid> OpenFollowUps { get; init; }

    public required IReadOnlyList<Guid> Owners { get; init; }

    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>Two neighbouring characters: a third from cities, a third from brands (rare), a third from lines of business (frequent).</summary>
    public required IReadOnlyList<string> Pairs { get; init; }

    /// <summary>Initials of short names.</summary>
    public required IReadOnlyList<string> Initials { get; init; }

    /// <summary>Four to eight digits out of phone numbers.</summary>
    public required IReadOnlyList<string> Digits { get; init; }

    public required int Deep { get; init; }

    public static async Task<Asked> FromAsync(Seeded seeded, Options options)
    {
        await using var product = new ProductSchema(seeded.Store.Provider, seeded.Store.ConnectionString(seeded.Name), options.Keep);
        var (customers, followUps) = await product.WithDatabaseAsync(async (db, _) => (
            await db.Set<Customer>().IgnoreQueryFilters().Where(c => EF.Functions.Like(c.Number, "%7")).OrderBy(c => c.Number).Select(c => c.Id).Take(20_000).ToListAsync(),
            await db.Set<FollowUp>().IgnoreQueryFilters().Where(f => f.Status == FollowUpStatus.Planned).OrderBy(f => f.Id).Select(f => f.Id).Take(MaxFollowUps).ToListAsync()));

        var chance = new Chance(7);
        var companies = Enumerable.Range(0, Words).Select(_ => seeded.Company.Make(chance.Number(0, options.Customers))).ToList();
        var named = companies.Select(rows => rows.OfType<Customer>().First()).Where(c => c.ShortName is not null).ToList();
        return new Asked
        {
            Hub = seeded.Company.Make(seeded.Company.Hub).OfType<Customer>().First().Id,
            Customers = Shuffle(customers, chance),
            OpenFollowUps = Shuffle(followUps, chance),
            Owners = [.. seeded.Company.Owners],
            Users = seeded.Users,
            Pairs = [.. named.Select((c, i) => Pair(c, i % 3))],
            Initials = [.. named.Select(c => string.Concat(Pinyin.Syllables(c.ShortName!).Select(s => s.Reading[..1]))).Where(i => i.Length >= 3).Select(i => i[..Math.Min(i.Length, chance.Number(3, 6))])],
            Digits = [.. companies.Select((rows, i) => Fragment(i % 2 == 0 ? rows.OfType<Customer>().First().PrimaryPhone! : rows.OfType<Contact>().First().PrimaryPhone!, chance))],
            Deep = Math.Min(50_000, options.Customers / 2),
        };
    }

    private static string Pair(Customer customer, int part) => part switch
    {
        0 => customer.Name[..2],
        1 => customer.ShortName![..2],
        _ => customer.ShortName![^2..],
    };

    private static string Fragment(string phone, Chance chance)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        var length = chance.Number(4, 9);
        return digits.Substring(chance.Number(0, digits.Length - length), length);
    }

    private static List<Guid> Shuffle(List<Guid> ids, Chance chance)
    {
        for (var i = ids.Count - 1; i > 0; i--)
        {
            var j = chance.Number(0, i + 1);
            (ids[i], ids[j]) = (ids[j], ids[i]);
        }

        return ids;
    }
}
