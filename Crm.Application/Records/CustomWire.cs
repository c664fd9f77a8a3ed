using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>An input about a record whose fields an administrator can add to.</summary>
public interface IDescribedInput
{
    /// <summary>Values of the added fields by key; null clears one.</summary>
    IReadOnlyDictionary<string, JsonElement>? Custom { get; }
}

/// <summary>Values of added fields as they are on the wire.</summary>
public static class CustomWire
{
    /// <summary>No value.</summary>
    public static readonly IReadOnlyDictionary<string, object> Nothing = new Dictionary<string, object>();

    /// <summary>The values of the fields that there are now; what belongs to an archived field is not shown.</summary>
    public static IReadOnlyDictionary<string, object> Answer(CustomValues? values, IReadOnlySet<string>? fields) =>
        values is null || fields is null ? Nothing : values.Keys.Where(fields.Contains).ToDictionary(key => key, key => values[key]!, StringComparer.Ordinal);

    /// <summary>All values as an input would write them.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Input(CustomValues? values) =>
        values?.Keys.ToDictionary(key => key, key => JsonSerializer.SerializeToElement(values[key], CrmJson.Options), StringComparer.Ordinal);
}
