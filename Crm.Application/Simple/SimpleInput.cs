using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Application.Records;

namespace Crm.Application.Simple;

/// <summary>What can be written about a simple record; which members that are, its descriptor says.</summary>
/// <param name="json">As it was sent.</param>
[JsonConverter(typeof(AsJson))]
public sealed class SimpleInput(JsonObject json) : IDescribedInput
{
    /// <summary>As it was sent.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>What it says, once it has been read.</summary>
    internal IReadOnlyDictionary<string, object?> Values { get; set; } = new Dictionary<string, object?>();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; internal set; }

    internal T? Get<T>(string key) => (T?)Values.GetValueOrDefault(key);

    private sealed class AsJson : JsonConverter<SimpleInput>
    {
        public override SimpleInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<JsonObject>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, SimpleInput value, JsonSerializerOptions options) => value.Json.WriteTo(writer, options);
    }
}
