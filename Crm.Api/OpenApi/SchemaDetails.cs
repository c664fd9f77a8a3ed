using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Domain.Common;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Crm.Api.OpenApi;

/// <summary>
/// Brings schemas to what is really on the wire: answers always have all their members, inputs only need some, patches none; words of an
/// enumeration are open, so that a new one breaks nobody; amounts are text.
/// </summary>
internal sealed class SchemaDetails : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema open) return;
        var type = Nullable.GetUnderlyingType(context.Type) ?? context.Type;
        if (type.IsEnum) Open(open, type);
        else if (MergePatchReader.IsPatch(type)) BecomePatch(open, type.GetGenericArguments()[0], context);
        else if (open.Properties is { Count: > 0 }) DescribeMembers(open, type);
        if (type == typeof(Money)) open.Properties!["amount"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = @"^\d{1,15}(\.\d{1,4})?$", Description = "Decimal text, at most four decimals." };
    }

    /// <summary>Open for words to come: known ones are examples, and stand under the extension that generators of clients know.</summary>
    private static void Open(OpenApiSchema schema, Type type)
    {
        string[] words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
        schema.Type = JsonSchemaType.String;
        schema.Format = null;
        schema.Enum = null;
        schema.Examples = [.. words.Select(word => (JsonNode)word)];
        schema.Description = $"{schema.Description} One of {string.Join(", ", words.Select(word => $"`{word}`"))}.".TrimStart();
        schema.AddExtension("x-extensible-enum", new JsonNodeExtension(new JsonArray([.. words.Select(word => (JsonNode)word)])));
    }

    private static void BecomePatch(OpenApiSchema schema, Type input, SchemaFilterContext context)
    {
        context.SchemaGenerator.GenerateSchema(input, context.SchemaRepository);
        var whole = context.SchemaRepository.Schemas[SchemaNames.Of(input)];
        schema.Type = JsonSchemaType.Object;
        schema.Description = "What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace.";
        schema.Properties = whole.Properties!.ToDictionary(member => member.Key, member => member.Value);
        schema.Required = null;
        schema.AdditionalPropertiesAllowed = false;
    }

    private static void DescribeMembers(OpenApiSchema schema, Type type)
    {
        var isInput = SchemaNames.IsInput(type);
        var leavesOut = RequiredMembers.LeftOutWhenEmpty(type);
        schema.AdditionalPropertiesAllowed = !isInput;
        schema.Required = isInput || leavesOut ? RequiredMembers.Of(type).ToHashSet() : [.. schema.Properties!.Keys];

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (!schema.Properties!.TryGetValue(name, out var member)) continue;
            if (property.PropertyType == typeof(JsonElement?) && name == FilterSchema.Member)
            {
                schema.Properties[name] = new OpenApiSchema { Description = member.Description, OneOf = [new OpenApiSchemaReference(FilterSchema.Name), new OpenApiSchema { Type = JsonSchemaType.Null }] };
                continue;
            }

            if (property.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType == typeof(AmountConverter))
            {
                var orNull = Nullable.GetUnderlyingType(property.PropertyType) is null ? default : JsonSchemaType.Null;
                schema.Properties[name] = new OpenApiSchema { Type = JsonSchemaType.String | orNull, Pattern = @"^-?\d{1,15}(\.\d{1,4})?$", Description = $"{member.Description} Decimal text, at most four decimals.".TrimStart() };
                continue;
            }

            var mayBeNull = !schema.Required.Contains(name) || !isInput;
            if (member is OpenApiSchema own) Correct(own, mayBeNull && !leavesOut);
            else if (member is OpenApiSchemaReference reference && mayBeNull && IsNullable(property))
                schema.Properties[name] = new OpenApiSchema { Description = reference.Description, OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        }
    }

    /// <summary>The context is made anew each time: it caches, and is not for several threads.</summary>
    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    /// <summary>Every member can be written where its input can; what must be given cannot be null.</summary>
    private static void Correct(OpenApiSchema member, bool mayBeNull)
    {
        member.ReadOnly = false;
        if (!mayBeNull) member.Type &= ~JsonSchemaType.Null;
    }
}
