using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Application.Records;
using Crm.Domain.Common;

namespace Crm.Application.Simple;

/// <summary>A simple record as it is answered; which members it has, its descriptor says.</summary>
/// <param name="Id">The record.</param>
/// <param name="Version">Its version.</param>
/// <param name="Json">All of it.</param>
[JsonConverter(typeof(AsJson))]
public sealed record SimpleRow(Guid Id, int Version, JsonObject Json)
{
    private sealed class AsJson : JsonConverter<SimpleRow>
    {
        public override SimpleRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Answers are only written.");

        public override void Write(Utf8JsonWriter writer, SimpleRow value, JsonSerializerOptions options) => value.Json.WriteTo(writer, options);
    }
}

/// <summary>A simple record as it is read.</summary>
internal sealed record SimpleRead<T> : IRow
    where T : Record
{
    public Guid Id { get; init; }

    public T Record { get; init; } = null!;
}
