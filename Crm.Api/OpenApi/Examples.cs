using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Records;

namespace Crm.Api.OpenApi;

/// <summary>Examples of everything on the wire: single records from the table in <see cref="ExampleRecords"/>, lists and patches made of them.</summary>
internal static class Examples
{
    public static readonly Guid CustomerId = ExampleRecords.CustomerId;

    private static readonly JsonSerializerOptions WithoutNull = new(CrmJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An example of a body of this type; null when there is none.</summary>
    public static JsonNode? Of(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListPage<>)) return PageOf(type.GetGenericArguments()[0]);
        return ExampleRecords.ByType.TryGetValue(type, out var example) ? ToJson(example, leaveOutNull: SchemaNames.IsInput(type) || !type.Namespace!.StartsWith("Crm.Application", StringComparison.Ordinal)) : null;
    }

    public static JsonNode ToJson(object value, bool leaveOutNull) =>
        JsonSerializer.SerializeToNode(value, value.GetType(), leaveOutNull ? WithoutNull : CrmJson.Options)!;

    private static JsonObject PageOf(Type row) => new()
    {
        ["data"] = new JsonArray(Of(row)),
        ["page"] = ToJson(new PageInfo(null, false, ListRequest.DefaultLimit), leaveOutNull: false),
        ["total"] = null,
    };
}
