using System.Text.Json.Nodes;
using Crm.Application.Records;
using Microsoft.OpenApi;

namespace Crm.Api.OpenApi;

/// <summary>What a list can be sorted and filtered by, told from its descriptor.</summary>
internal static class ListParameters
{
    /// <summary>Name of the schema of one field's filter.</summary>
    public const string FieldFilter = "FieldFilter";

    public static OpenApiParameter Sort(EntityDescriptor descriptor) => new()
    {
        Name = "sort",
        In = ParameterLocation.Query,
        Description = $"Fields in order, separated by commas, with a minus for descending; empty values come last. `{descriptor.DefaultSort}` when nothing is said. "
            + $"Sortable: {Names(descriptor.Fields.Where(field => field.Sortable))}.",
        Schema = SharedParts.Text(),
        Example = descriptor.DefaultSort,
    };

    public static OpenApiParameter Filter(EntityDescriptor descriptor, OpenApiDocument document)
    {
        var fields = descriptor.Fields.Where(field => field.Filterable).ToList();
        return new OpenApiParameter
        {
            Name = "filter",
            In = ParameterLocation.Query,
            Style = ParameterStyle.DeepObject,
            Explode = true,
            Description = "`filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; "
                + "`me` stands for you in fields that hold a user. "
                + string.Join("; ", fields.Select(field => $"`{field.Key}`: {string.Join(' ', field.Operators.Select(FilterOperators.NameOf))}")) + ".",
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalPropertiesAllowed = false,
                Properties = fields.ToDictionary(field => field.Key, IOpenApiSchema (_) => new OpenApiSchemaReference(FieldFilter, document)),
            },
            Example = new JsonObject(), // Swagger UI would fill every field with "string"
        };
    }

    public static OpenApiParameter TimelineFilter() => new()
    {
        Name = "filter",
        In = ParameterLocation.Query,
        Style = ParameterStyle.DeepObject,
        Explode = true,
        Description = "`filter[type]=call,visit` keeps these channels; `filter[kind]=interaction` or `follow_up` keeps one kind.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Properties = new Dictionary<string, IOpenApiSchema> { ["kind"] = SharedParts.Text(), ["type"] = SharedParts.Text() },
        },
        Example = new JsonObject(),
    };

    /// <summary>A value, or a comparison with one.</summary>
    public static OpenApiSchema FieldFilterSchema() => new()
    {
        Description = "A value to be equal to, or comparisons.",
        AnyOf =
        [
            SharedParts.Text(),
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalPropertiesAllowed = false,
                Properties = Enum.GetValues<FilterOperator>().ToDictionary(FilterOperators.NameOf, IOpenApiSchema (_) => SharedParts.Text()),
            },
        ],
    };

    private static string Names(IEnumerable<FieldDescriptor> fields) => string.Join(", ", fields.Select(field => $"`{field.Key}`"));
}
