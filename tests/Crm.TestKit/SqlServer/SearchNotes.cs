using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;

namespace Crm.TestKit.SqlServer;

/// <summary>Notes what the search index was asked for: what comes of it is SQL of one engine, which cannot be turned back.</summary>
public class SearchNotes : DispatchProxy
{
    private static readonly ConditionalWeakTable<object, Searched> Matches = [];
    private IEngine _engine = null!;

    internal static IEngine Around(IEngine engine)
    {
        var noted = Create<IEngine, SearchNotes>();
        ((SearchNotes)noted)._engine = engine;
        return noted;
    }

    /// <summary>What SQL with these values looks for in the search index, if that is what it does.</summary>
    internal static Searched? MatchedBy(object? values) => values is not null && Matches.TryGetValue(values, out var searched) ? searched : null;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_engine, args);
        if (answer is FormattableString sql && args is [SearchQuery query, string type, bool fromStart]) Matches.AddOrUpdate(sql.GetArguments(), new Searched(query, type, fromStart));
        return answer;
    }

    internal sealed record Searched(SearchQuery Query, string Type, bool FromStart);
}
