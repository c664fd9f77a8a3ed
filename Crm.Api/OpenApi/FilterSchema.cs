using System.Text.Json.Nodes;
using Crm.Application.Records;
using Microsoft.OpenApi;

namespace Crm.Api.OpenApi;

/// <summary>A filter as it stands in a body.</summary>
internal static class FilterSchema
{
    public const string Name = "Filter";

    /// <summary>Name of the member of bodies and answers that holds one.</summary>
    public const string Member = "where";

    public static OpenApiSchema Make(OpenApiDocument document)
    {
        OpenApiSchemaReference Itself() => new(Name, document);
        OpenApiSchema Several() => new() { Type = JsonSchemaType.Array, Items = Itself() };

        return new OpenApiSchema
        {
            Description = $"A comparison, or a group of filters: `and` (all hold), `or` (at least one does), `not`. At most {Filter.MaxComparisons} comparisons and {Filter.MaxDepth} groups within each other.",
            AnyOf =
            [
                Group("and", Several()),
                Group("or", Several()),
                Group("not", Itself()),
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    AdditionalPropertiesAllowed = false,
                    Required = new HashSet<string> { "field", "value" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Key of a field under `/meta/{entity}`, or of a related record: `owner.name`." },
                        ["op"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Description = "How it is compared; `eq` when nothing is said.",
                            Enum = [.. Enum.GetValues<FilterOperator>().Select(op => (JsonNode)FilterOperators.NameOf(op))],
                        },
                        ["value"] = Value(),
                    },
                },
            ],
        };
    }

    private static OpenApiSchema Value()
    {
        const JsonSchemaType scalar = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean;
        return new OpenApiSchema
        {
            Description = "One value; several for `in`, `nin`, `hasAll` and `between`; division codes (GB/T 2260) of provinces, cities and districts for `inside` and `notInside`; `true` or `false` for `isEmpty`; a span such as `thisWeek` or `last:30d` for `within` and `notWithin`.",
            AnyOf = [new OpenApiSchema { Type = scalar }, new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = scalar }, MaxItems = Filter.MaxValues }],
        };
    }

    private static OpenApiSchema Group(string word, IOpenApiSchema inner) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string> { word },
        Properties = new Dictionary<string, IOpenApiSchema> { [word] = inner },
    };
}
