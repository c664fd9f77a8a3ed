using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Infrastructure.Persistence.Providers;

namespace Crm.TestKit.SqlServer;

/// <summary>Notes what the search index was asked for, so that another engine can be asked the same: what comes of it is SQL of one engine, which cannot be turned back.</summary>
public class SearchNotes : DispatchProxy
{
    private static readonly ConditionalWeakTable<object, Func<IEngine, FormattableString>> Matches = [];
    private IEngine _engine = null!;

    internal static IEngine Around(IEngine engine)
    {
        var noted = Create<IEngine, SearchNotes>();
        ((SearchNotes)noted)._engine = engine;
        return noted;
    }

    /// <summary>What SQL with these values looks for in the search index, if that is what it does.</summary>
    internal static Func<IEngine, FormattableString>? MatchedBy(object? values) => values is not null && Matches.TryGetValue(values, out var asked) ? asked : null;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_engine, args);
        var parts = PartsOf(answer);
        for (var i = 0; i < parts.Count; i++)
        {
            var place = i;
            Matches.AddOrUpdate(parts[i].GetArguments(), engine => PartAt(PartsOf(targetMethod.Invoke(engine, args)), place));
        }

        return answer;
    }

    private static FormattableString PartAt(IReadOnlyList<FormattableString> parts, int place) => parts[Math.Min(place, parts.Count - 1)]; // another engine may need fewer

    private static IReadOnlyList<FormattableString> PartsOf(object? answer) => answer switch
    {
        FormattableString sql => [sql],
        IReadOnlyList<FormattableString> parts => parts,
        _ => [],
    };
}
