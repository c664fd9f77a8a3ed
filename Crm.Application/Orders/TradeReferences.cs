using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Products;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Products;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>What an order, a return or a payment points to.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="OwnerId">The colleague whose sale it is.</param>
/// <param name="Number">Its number, of a new one.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Codes">Its codes.</param>
internal sealed record TradePointers(Guid? CustomerId, Guid? OwnerId, string? Number, IReadOnlyList<OrderLineInput> Lines, IReadOnlyList<CodeUse> Codes);

/// <summary>Checks what trade points to, with as many questions for five hundred as for one.</summary>
internal sealed class TradeReferences(ICrmDb db, CodeCheck codes)
{
    /// <summary>What is wrong with each; what was there before may stay.</summary>
    /// <param name="all">What each points to.</param>
    /// <param name="before">What each pointed to before; null for a new one.</param>
    /// <param name="numbers">All numbers that are taken, also out of sight and in the bin.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<List<FieldError>>> FindErrorsAsync(
        IReadOnlyList<TradePointers> all, IReadOnlyList<TradePointers?> before, IQueryable<string> numbers, CancellationToken cancellationToken)
    {
        var customers = await KnownAsync(db.Customers.Select(c => c.Id), all.Select(p => p.CustomerId), cancellationToken);
        var owners = await KnownAsync(db.Users.Where(u => u.Active).Select(u => u.Id), all.Select(p => p.OwnerId), cancellationToken);
        var products = await KnownAsync(db.Products.Select(p => p.Id), all.SelectMany(p => p.Lines).Select(l => l.ProductId), cancellationToken);
        var wanted = all.Select(p => p.Number).OfType<string>().Distinct().ToList();
        HashSet<string> taken = wanted.Count == 0 ? [] : [.. await numbers.Where(n => wanted.Contains(n)).ToListAsync(cancellationToken)];

        var errors = await codes.FindAllErrorsAsync([.. all.Select(p => p.Codes)], cancellationToken);
        for (var i = 0; i < all.Count; i++)
        {
            var (now, then, found) = (all[i], before[i], errors[i]);
            if (now.CustomerId is { } customerId && customerId != then?.CustomerId && !customers.Contains(customerId)) found.Add(FieldError.At("customerId", "unknown_customer"));
            if (now.OwnerId is { } ownerId && ownerId != then?.OwnerId && !owners.Contains(ownerId)) found.Add(FieldError.At("ownerId", "unknown_user"));
            if (now.Number is { } number && !taken.Add(number)) found.Add(FieldError.At("number", "duplicate_number"));
            var kept = then?.Lines.Select(l => l.ProductId).ToHashSet() ?? [];
            found.AddRange(now.Lines.Select((line, at) => (line, at))
                .Where(l => l.line.ProductId is { } id && !kept.Contains(id) && !products.Contains(id))
                .Select(l => FieldError.At($"lines/{l.at}/productId", "unknown_product")));
        }

        return errors;
    }

    /// <summary>Names of the products of lines that say nothing else; a line keeps the name of a product that has gone since.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<OrderLineInput> lines, CancellationToken cancellationToken)
    {
        var wanted = lines.Where(l => TextRules.Clean(l.Text) is null).Select(l => l.ProductId).OfType<Guid>().Distinct().ToList();
        if (wanted.Count == 0) return new Dictionary<Guid, string>();
        return await db.Set<Product>()
            .IgnoreQueryFilters([QueryFilters.Bin]) // a line keeps the product that has gone since
            .Where(p => wanted.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
    }

    private static async Task<HashSet<Guid>> KnownAsync(IQueryable<Guid> known, IEnumerable<Guid?> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : [.. await known.Where(id => ids.Contains(id)).ToListAsync(cancellationToken)];
    }
}

/// <summary>Saves trade, and makes the figures of all customers that it concerns anew, once.</summary>
internal static class TradeSaving
{
    /// <summary>Saves what is tracked; see <see cref="TradeBook"/>.</summary>
    public static async Task<int> SaveTradeAsync<T, TInput>(this ICrmDb db, TradeBook book, IReadOnlyList<RecordDraft<T, TInput>> open, CancellationToken cancellationToken)
        where T : DescribedRecord
        where TInput : class, IDescribedInput
    {
        if (open.Count == 1) return await db.SaveChangesAsync(cancellationToken); // its event does the rest
        var touched = open.SelectMany(d => d.Record.TakeEvents()).OfType<Domain.Orders.TradeChanged>().Select(e => e.CustomerId).Distinct().ToList();
        return await db.AloneAsync(
            touched.Select(KeepTrade.LockOf),
            async () =>
            {
                var saved = await db.SaveChangesAsync(cancellationToken);
                if (touched.Count == 0) return saved;
                await book.CalculateAsync(touched, cancellationToken);
                return await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }
}
