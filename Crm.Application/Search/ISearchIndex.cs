using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Search;

/// <summary>The index behind the search box. It is written together with the record, so it is never behind.</summary>
public interface ISearchIndex
{
    /// <summary>Whether the index holds this kind of record.</summary>
    bool Covers<T>()
        where T : Record;

    /// <summary>What a text finds of a kind of record, to narrow queries by.</summary>
    ISearchMatch Match<T>(string text)
        where T : Record;

    /// <summary>Records that may have one of these phone numbers: all that have one are among them, and perhaps others whose numbers are written with the same digits.</summary>
    /// <param name="numbers">Numbers as <see cref="PhoneNumber.Key"/> writes them.</param>
    ISearchMatch MatchPhones<T>(IReadOnlyCollection<string> numbers)
        where T : Record;

    /// <summary>The best matches for the text among what the user may see, best first.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="types">Kinds of record to look for: customer, contact, or a simple kind by its search type.</param>
    /// <param name="limit">Most hits.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken);
}

/// <summary>What a text finds, as a part of queries that are kept by their shape.</summary>
public interface ISearchMatch
{
    /// <summary>What tells apart the queries that are narrowed by it; belongs to the name of their shape.</summary>
    object Shape { get; }

    /// <summary>The values that it brings into the query, and so into its shape.</summary>
    IReadOnlyList<QueryValue> Values { get; }

    /// <summary>Only those records that the text finds.</summary>
    IQueryable<T> Narrow<T>(IQueryable<T> rows)
        where T : Record;
}

/// <summary>A record that was found.</summary>
/// <param name="Type">customer, contact, competitor, service_plan, gift or festival.</param>
/// <param name="Id">Id of the record.</param>
/// <param name="Title">Its name.</param>
/// <param name="Subtitle">What tells it from others of that name: short name, or where a person works.</param>
/// <param name="Number">Number of a customer.</param>
/// <param name="OwnerName">Who looks after it.</param>
/// <param name="MatchedOn">name, pinyin, initials, word, phone, email or number.</param>
public sealed record SearchHit(string Type, Guid Id, string Title, string? Subtitle, string? Number, string? OwnerName, string MatchedOn);
