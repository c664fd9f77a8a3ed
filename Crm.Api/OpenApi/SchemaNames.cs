using System.Text.Json.Nodes;
using Crm.Api.Http;
using Crm.Application.Records;

namespace Crm.Api.OpenApi;

/// <summary>What types are called in the document: <c>CustomerRowPage</c> for a list, <c>CustomerPatch</c> for a merge patch of <c>CustomerInput</c>.</summary>
internal static class SchemaNames
{
    private const string InputSuffix = "Input";

    public static string Of(Type type)
    {
        if (type == typeof(JsonObject)) return "AnyRecord";
        if (!type.IsGenericType) return type.Name;

        var inner = Of(type.GetGenericArguments()[0]);
        if (MergePatchReader.IsPatch(type)) return inner[..^InputSuffix.Length] + "Patch";
        return type.GetGenericTypeDefinition() == typeof(ListPage<>) ? inner + "Page" : inner + type.Name.Split('`')[0];
    }

    public static bool IsInput(Type type) => type.Name.EndsWith(InputSuffix, StringComparison.Ordinal);
}
