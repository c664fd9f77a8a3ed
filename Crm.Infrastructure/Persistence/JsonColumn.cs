using System.Text.Json;
using Crm.Application.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Short lists of values that are always read and replaced whole (phones, preferences) live as JSON text in the row: one read, one write,
/// the same on every engine. What must be found in them goes through the search index.
/// </summary>
internal static class JsonColumn
{
    public static PropertyBuilder<IReadOnlyList<T>> HasJsonList<T>(this PropertyBuilder<IReadOnlyList<T>> property) =>
        property.HasConversion(
            items => JsonSerializer.Serialize(items, CrmJson.Options),
            text => JsonSerializer.Deserialize<List<T>>(text, CrmJson.Options) ?? new List<T>(),
            new ValueComparer<IReadOnlyList<T>>(
                (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
                items => items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
                items => items.ToList()));
}
