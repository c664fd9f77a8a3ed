using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>Turns filters into conditions, as the one who asks means them: his days, his team, the fields that there are now.</summary>
public sealed class FilterTranslator(FieldMap fields, INamedFilters segments, ICurrentUser user, IUserDirectory directory, TimeProvider clock)
{
    /// <summary>The word that stands for whoever asks, in fields that hold a user.</summary>
    public const string Me = "me";

    /// <summary>The word that stands for the members of his team in fields that hold a user, and for the team in those that hold a team.</summary>
    public const string MyTeam = "myTeam";

    /// <summary>The condition that a list puts on a record, search text apart.</summary>
    /// <exception cref="InvalidException">An unknown field, comparison or time zone, or a value that the field cannot have.</exception>
    public async Task<Expression<Func<T, bool>>> TranslateAsync<T>(EntityDescriptor<T> descriptor, ListRequest list, CancellationToken cancellationToken)
        where T : Record =>
        (await ExpressionsAsync(descriptor, list, cancellationToken)).Of<T>(list.Filter);

    /// <summary>Refuses a filter that could not be translated, before it is kept.</summary>
    /// <exception cref="InvalidException">As when it is translated.</exception>
    public async Task EnsureAsync(EntityDescriptor descriptor, ListRequest list, CancellationToken cancellationToken) =>
        (await ExpressionsAsync(descriptor, list, cancellationToken)).Check(descriptor.Record, list.Filter);

    private async Task<FilterExpressions> ExpressionsAsync(EntityDescriptor descriptor, ListRequest list, CancellationToken cancellationToken)
    {
        var zone = user.TimeZone;
        if (list.TimeZone is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)) throw list.Wrong("timeZone", "unknown_time_zone");

        var paths = await fields.OfAsync(descriptor, cancellationToken);
        var setting = await SettingAsync(list.Filter.Comparisons, zone!, cancellationToken);
        return new FilterExpressions(paths, await segments.ExpandAsync(setting, paths, list.Filter, cancellationToken));
    }

    /// <summary>What the words in these comparisons mean when he says them.</summary>
    internal async ValueTask<FilterSetting> SettingAsync(IEnumerable<Comparison> comparisons, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var (teamId, team) = comparisons.Any(c => c.Values.Contains(MyTeam)) ? await TeamAsync(cancellationToken) : (null, []);
        return new FilterSetting(user.UserId, teamId, team, clock.GetUtcNow().UtcDateTime, zone);
    }

    /// <summary>Whoever has no team is one of his own.</summary>
    private async Task<(Guid? TeamId, IReadOnlyList<Guid> Team)> TeamAsync(CancellationToken cancellationToken)
    {
        if (user.UserId is not { } me) return (null, []);
        var teamId = (await directory.FindAsync(me, cancellationToken))?.TeamId;
        return teamId is { } id ? (id, [.. (await directory.TeamAsync(id, cancellationToken)).Append(me).Distinct()]) : (null, [me]);
    }
}
