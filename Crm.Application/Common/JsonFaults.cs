using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.Application.Common;

/// <summary>Says in our own words what was wrong with JSON that could not be read, and where.</summary>
public static partial class JsonFaults
{
    /// <summary>The error to answer with: <c>unknown_field</c>, <c>wrong_type</c>, or <c>malformed_json</c> when it is no JSON, too deep, or names a member twice.</summary>
    public static InvalidException Describe(JsonException fault)
    {
        var unmapped = UnmappedMember().Match(fault.Message);
        var duplicate = DuplicateMember().Match(fault.Message);
        var code = unmapped.Success ? "unknown_field" : duplicate.Success || IsSyntax(fault) ? "malformed_json" : "wrong_type";

        // Reading a whole document at once leaves the path empty; the name is then only in the message.
        var pointer = Pointer(fault.Path);
        if (pointer.Length == 0 && duplicate.Success) pointer = "/" + Escape(duplicate.Groups[1].Value);
        return new InvalidException(new FieldError(pointer, code), unreadable: true);
    }

    /// <summary>The input that this JSON holds.</summary>
    /// <exception cref="InvalidException">A member is unknown or of the wrong type; its pointer tells which.</exception>
    public static T Read<T>(JsonObject json)
    {
        try
        {
            return json.Deserialize<T>(CrmJson.Options)!;
        }
        catch (JsonException fault)
        {
            throw Describe(fault);
        }
    }

    /// <summary><c>$.phones[0].number</c> becomes <c>/phones/0/number</c> (RFC 6901).</summary>
    internal static string Pointer(string? path) =>
        string.Concat(PathStep().Matches(path ?? "").Select(step => "/" + Escape(step.Groups["name"].Value)));

    /// <summary>The pointer to a member of the body.</summary>
    internal static string PointerTo(string member) => "/" + Escape(member);

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The reader's own exception is internal; it comes alone or inside the serializer's.</summary>
    private static bool IsSyntax(JsonException fault) =>
        fault.GetType() != typeof(JsonException) || fault.InnerException is JsonException;

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any")]
    private static partial Regex UnmappedMember();

    [GeneratedRegex("^Duplicate property '(.*)' encountered")]
    private static partial Regex DuplicateMember();

    [GeneratedRegex(@"\['(?<name>[^']*)'\]|\[(?<name>\d+)\]|\.(?<name>[^.\[]+)")]
    private static partial Regex PathStep();
}
