using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Infrastructure.Persistence.Providers;

namespace Crm.TestKit.SqlServer;

/// <summary>
/// Stands before the engine of a program. Knows when it speaks its own SQL, and notes what it was asked for the search index, so that another
/// engine can be asked the same: what comes of it is SQL of one engine, which cannot be turned back.
/// </summary>
public class NotedEngine : DispatchProxy
{
    private static readonly AsyncLocal<bool> Speaking = new();
    private static readonly ConditionalWeakTable<object, Func<IEngine, FormattableString>> Matches = [];
    private IEngine _engine = null!;

    internal static IEngine Around(IEngine engine)
    {
        var noted = Create<IEngine, NotedEngine>();
        ((NotedEngine)noted)._engine = engine;
        return noted;
    }

    /// <summary>Whether this is asked on behalf of something that the engine does, also after it had to wait.</summary>
    internal static bool IsSpeaking => Speaking.Value;

    /// <summary>What SQL with these values looks for in the search index, if that is what it does.</summary>
    internal static Func<IEngine, FormattableString>? MatchedBy(object? values) => values is not null && Matches.TryGetValue(values, out var asked) ? asked : null;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = Speak(targetMethod!, args);
        var parts = PartsOf(answer);
        for (var i = 0; i < parts.Count; i++)
        {
            var place = i;
            Matches.AddOrUpdate(parts[i].GetArguments(), engine => PartAt(PartsOf(targetMethod!.Invoke(engine, args)), place));
        }

        return answer;
    }

    private object? Speak(MethodInfo method, object?[]? args)
    {
        var before = Speaking.Value;
        Speaking.Value = true;
        try
        {
            return method.Invoke(_engine, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        }
        finally
        {
            Speaking.Value = before;
        }
    }

    private static FormattableString PartAt(IReadOnlyList<FormattableString> parts, int place) => parts[Math.Min(place, parts.Count - 1)]; // another engine may need fewer

    private static IReadOnlyList<FormattableString> PartsOf(object? answer) => answer switch
    {
        FormattableString sql => [sql],
        IReadOnlyList<FormattableString> parts => parts,
        _ => [],
    };
}
