using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Api.Simple;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Simple;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Crm.Api.OpenApi;

/// <summary>Describes the operations of simple records from their descriptors: names in sentences, typed bodies and answers, examples.</summary>
internal sealed class SimpleOperations : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var action = (ControllerActionDescriptor)context.ApiDescription.ActionDescriptor;
        if (SimpleRecordAttribute.OfController(action.ControllerTypeInfo) is not { } entity) return;

        operation.Summary = Name(operation.Summary, entity);
        operation.Description = Name(operation.Description, entity);
        foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>()) parameter.Description = Name(parameter.Description, entity);

        var schemas = new Schemas(entity, context);
        if (operation.RequestBody is OpenApiRequestBody { Content: { } bodies })
        {
            foreach (var body in bodies.Values.OfType<OpenApiMediaType>())
                (body.Schema, body.Example) = action.ActionName.StartsWith("Create", StringComparison.Ordinal) ? (schemas.Input(), schemas.InputExample()) : (schemas.Patch(), schemas.PatchExample());
        }

        foreach (var answer in operation.Responses!.Values.OfType<OpenApiResponse>().SelectMany(r => r.Content?.Values.OfType<OpenApiMediaType>() ?? []))
            (answer.Schema, answer.Example) = action.ActionName == "List" + entity.Names.Many ? (schemas.Page(), schemas.PageExample()) : (schemas.Whole(), schemas.Example());
    }

    private static string? Name(string? text, SimpleEntity entity) =>
        text?.Replace("{one}", entity.One.En, StringComparison.Ordinal).Replace("{many}", entity.Descriptor.Label.En.ToLowerInvariant(), StringComparison.Ordinal);

    /// <summary>The schemas of one kind, made when they are first asked for.</summary>
    private sealed class Schemas(SimpleEntity entity, OperationFilterContext context)
    {
        private const string Id = "01930a6e-7d2c-7c5e-9f00-0000000000";
        private readonly IEnumerable<FieldDescriptor> _written = entity.Descriptor.Fields.Where(f => !f.ReadOnly);

        private string One => entity.Names.One;

        public OpenApiSchemaReference Input() => Add(One + "Input", () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"What can be written about a {entity.One.En}. POST takes it whole; PATCH merges what is sent into what is there.",
            AdditionalPropertiesAllowed = false,
            Required = _written.Where(f => f.Required).Select(f => f.Key).ToHashSet(),
            Properties = Written(),
        });

        public OpenApiSchemaReference Patch() => Add(One + "Patch", () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace.",
            AdditionalPropertiesAllowed = false,
            Properties = Written(),
        });

        public OpenApiSchemaReference Whole() => Add(One, () =>
        {
            var properties = new Dictionary<string, IOpenApiSchema> { ["id"] = Text("Version-7 UUID.", "uuid", mayBeNull: false) };
            foreach (var field in entity.Descriptor.Fields) properties[field.Key] = Of(field, mayBeNull: !field.Required);
            foreach (var field in _written.Where(f => f.Type == FieldType.Owner)) properties[field.Key[..^2] + "Name"] = Text($"Name of that user: {field.Label.En} ({field.Label.Zh}).", null, mayBeNull: true);
            properties["custom"] = Added(mayBeNull: false);
            properties["createdBy"] = Text("Who saved it first; null for the system.", "uuid", mayBeNull: true);
            properties["createdByName"] = Text("Name of that user.", null, mayBeNull: true);
            properties["updatedBy"] = Text("Who changed it last; null for the system.", "uuid", mayBeNull: true);
            properties["updatedByName"] = Text("Name of that user.", null, mayBeNull: true);
            properties["deletedAt"] = Text("When it was put into the bin (UTC); null while it is in use.", "date-time", mayBeNull: true);
            properties["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "Starts at 1 and rises by one with every saved change; also the ETag." };
            properties["can"] = context.SchemaGenerator.GenerateSchema(typeof(RecordCan), context.SchemaRepository);
            return new OpenApiSchema { Type = JsonSchemaType.Object, Description = $"A {entity.One.En}.", Properties = properties, Required = properties.Keys.ToHashSet() };
        });

        public OpenApiSchemaReference Page() => Add(One + "Page", () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "A page of a list.",
            Required = new HashSet<string> { "data", "page", "total" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["data"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "The rows.", Items = Whole() },
                ["page"] = context.SchemaGenerator.GenerateSchema(typeof(PageInfo), context.SchemaRepository),
                ["total"] = new OpenApiSchema { OneOf = [context.SchemaGenerator.GenerateSchema(typeof(Total), context.SchemaRepository), new OpenApiSchema { Type = JsonSchemaType.Null }] },
            },
        });

        public JsonObject InputExample() => new(_written.Where(f => f.Type != FieldType.Owner).Select(f => KeyValuePair.Create(f.Key, ExampleOf(f))));

        public JsonObject PatchExample() => new(_written.Where(f => f is { Required: false, Type: not FieldType.Owner }).Take(2).Select(f => KeyValuePair.Create(f.Key, ExampleOf(f))));

        public JsonObject Example()
        {
            var example = new JsonObject { ["id"] = Id + "11" };
            foreach (var field in entity.Descriptor.Fields) example[field.Key] = ExampleOf(field);
            foreach (var field in _written.Where(f => f.Type == FieldType.Owner)) example[field.Key[..^2] + "Name"] = "李明";
            foreach (var stamp in new[] { "created", "updated" }) (example[stamp + "By"], example[stamp + "ByName"]) = (Id + "03", "李明");
            example["custom"] = new JsonObject();
            example["deletedAt"] = null;
            example["version"] = 3;
            example["can"] = JsonSerializer.SerializeToNode(new RecordCan(true, false, false), CrmJson.Options);
            return example;
        }

        public JsonObject PageExample() => new()
        {
            ["data"] = new JsonArray(Example()),
            ["page"] = JsonSerializer.SerializeToNode(new PageInfo(null, false, ListRequest.DefaultLimit), CrmJson.Options),
            ["total"] = null,
        };

        private Dictionary<string, IOpenApiSchema> Written() =>
            new(_written.Select(f => KeyValuePair.Create(f.Key, (IOpenApiSchema)Of(f, mayBeNull: !f.Required)))) { ["custom"] = Added(mayBeNull: true) };

        private static OpenApiSchema Added(bool mayBeNull) => new()
        {
            Type = mayBeNull ? JsonSchemaType.Object | JsonSchemaType.Null : JsonSchemaType.Object,
            Description = "Values of the added fields by key.",
            AdditionalProperties = new OpenApiSchema(),
        };

        private OpenApiSchemaReference Add(string name, Func<OpenApiSchema> make)
        {
            if (!context.SchemaRepository.Schemas.ContainsKey(name)) context.SchemaRepository.AddDefinition(name, make());
            return new OpenApiSchemaReference(name, context.Document);
        }

        private static OpenApiSchema Of(FieldDescriptor field, bool mayBeNull)
        {
            var about = $"{field.Label.En} ({field.Label.Zh}).";
            var schema = field.Type switch
            {
                FieldType.Number or FieldType.Score => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                FieldType.Percent => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
                FieldType.YesNo => new OpenApiSchema { Type = JsonSchemaType.Boolean },
                FieldType.Date => Text("", "date", mayBeNull: false),
                FieldType.DateTime => Text("", "date-time", mayBeNull: false),
                FieldType.Owner or FieldType.Relation => Text("", "uuid", mayBeNull: false),
                _ => Text("", null, mayBeNull: false),
            };
            schema.Description = about + (field.CodeList is { } list ? $" Code of the list `{list}`." : field.MaxLength is { } max ? $" At most {max} characters." : "");
            schema.Maximum = field.Max?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            schema.Minimum = field.Min?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (mayBeNull) schema.Type |= JsonSchemaType.Null;
            return schema;
        }

        private static OpenApiSchema Text(string about, string? format, bool mayBeNull) =>
            new() { Type = mayBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String, Format = format, Description = about };

        private static JsonNode? ExampleOf(FieldDescriptor field) => field switch
        {
            { Type: FieldType.Number } => 12,
            { Type: FieldType.Percent } => 12.5,
            { Type: FieldType.Score } => 4,
            { Type: FieldType.YesNo } => true,
            { Type: FieldType.Date } => "2026-03-02",
            { Type: FieldType.DateTime } => "2026-03-02T01:15:00.000Z",
            { Type: FieldType.Owner } => Id + "03",
            { Type: FieldType.Relation } => null,
            { Type: FieldType.WebAddress } => "https://www.example.com",
            { Type: FieldType.Email } => "info@company.example",
            { Type: FieldType.Phone } => "0532-8889 6600",
            { Type: FieldType.Region } => "370000",
            { Type: FieldType.Choice } => field.Choices[0],
            { Type: FieldType.Code } => null,
            _ => field.Label.Zh,
        };
    }
}
