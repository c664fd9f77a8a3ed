using System.Text.Json;
using Crm.Application.Common;

namespace Crm.Application.Records;

/// <summary>All records that a list shows, as a body says it.</summary>
public abstract record ListSelectionInput
{
    /// <inheritdoc cref="SearchInput.Where"/>
    public JsonElement? Where { get; init; }

    /// <inheritdoc cref="ListRequest.Q"/>
    public string? Q { get; init; }

    /// <summary>Whether the bin is meant instead of what is in use.</summary>
    public bool Deleted { get; init; }

    /// <summary>The list.</summary>
    /// <exception cref="InvalidException">The filter cannot be read.</exception>
    internal ListRequest ToList(string? sort = null, string? timeZone = null) => new()
    {
        IsBody = true,
        Filter = Where is { ValueKind: not JsonValueKind.Null } where ? FilterParser.Read(where, "/where") : new AllOf([]),
        Q = Q,
        Deleted = Deleted,
        Sort = sort,
        TimeZone = timeZone,
    };
}
