namespace Crm.Application.Records;

/// <summary>Filters that have a name of their own, by which other filters call them: segments. Their module knows what they say.</summary>
public interface INamedFilters
{
    /// <summary>Adds to a setting what the segments say that the filter names.</summary>
    /// <exception cref="Common.InvalidException">One is unknown, names itself, or cannot be asked any more.</exception>
    internal Task<FilterSetting> ExpandAsync(FilterSetting setting, FieldPaths paths, Filter filter, CancellationToken cancellationToken);

    /// <summary>Those of the ids that are segments which whoever asks may name.</summary>
    Task<IReadOnlySet<Guid>> KnownAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
