using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Application.Common;

/// <summary>
/// A JSON merge patch (RFC 7396) for one kind of input: members that are absent stay, null clears, arrays replace. It is merged into
/// what the record says now, and the result is read and validated like a whole input.
/// </summary>
/// <typeparam name="TInput">The input it changes.</typeparam>
public sealed class MergePatch<TInput>(JsonObject patch)
    where TInput : class
{
    /// <summary>The top-level members that the patch names.</summary>
    public IReadOnlyList<string> Members { get; } = [.. patch.Select(member => member.Key)];

    /// <summary>The input as it would be after the patch.</summary>
    /// <exception cref="InvalidException">A member is unknown or of the wrong type; its pointer tells which.</exception>
    public TInput ApplyTo(TInput current)
    {
        var target = (JsonObject)JsonSerializer.SerializeToNode(current, CrmJson.Options)!;
        Merge(target, patch);
        return JsonFaults.Read<TInput>(target);
    }

    /// <summary>The members that the patch would change to something else than they are now.</summary>
    public IReadOnlyList<string> DifferencesFrom(TInput current)
    {
        var now = (JsonObject)JsonSerializer.SerializeToNode(current, CrmJson.Options)!;
        return [.. patch.Where(member => !JsonNode.DeepEquals(now[member.Key], member.Value)).Select(member => member.Key)];
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing) Merge(existing, inner);
            else target[name] = value?.DeepClone();
        }
    }
}
