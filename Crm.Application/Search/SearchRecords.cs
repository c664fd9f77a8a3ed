using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Search;

/// <summary>Finds customers, contacts and simple records (competitors, gifts and the like) by any part of the Chinese name, pinyin, initials, Latin words, phone digits, e-mail or number.</summary>
/// <param name="Q">What was typed, at most 100 characters.</param>
/// <param name="Types">customer, contact, competitor, service_plan, gift, festival; none means all that the user may read.</param>
/// <param name="Limit">Most hits, 1 to 50.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record SearchRecords(string? Q, IReadOnlyList<string> Types, int Limit) : IRequest<ListPage<SearchHit>>;

internal sealed class SearchRecordsHandler(ISearchIndex index, ICurrentUser user) : IRequestHandler<SearchRecords, ListPage<SearchHit>>
{
    private const int MaxHits = 50;
    private static readonly (string Type, string ReadPermission)[] Kinds =
    [
        (RecentTypes.Customer, Permissions.CustomersRead), (RecentTypes.Contact, Permissions.ContactsRead), .. SimpleEntities.All.Select(entity => (entity.SearchType, entity.ReadPermission)),
    ];

    public async Task<ListPage<SearchHit>> Handle(SearchRecords request, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (request.Q?.Length > ListRequest.MaxSearchLength) errors.Add(FieldError.InQuery("q", "too_long"));
        if (request.Types.Except(Kinds.Select(kind => kind.Type)).Any()) errors.Add(FieldError.InQuery("types", "unknown_value"));
        if (request.Limit is < 1 or > MaxHits) errors.Add(FieldError.OutOfRange("limit", 1, MaxHits));
        if (errors.Count > 0) throw new InvalidException(errors, unreadable: true);
        if (string.IsNullOrWhiteSpace(request.Q)) return Pages.Whole<SearchHit>([]);

        var readable = Kinds.Where(kind => user.May(kind.ReadPermission)).Select(kind => kind.Type);
        var types = (request.Types.Count > 0 ? readable.Intersect(request.Types) : readable).ToList();
        return Pages.Whole(await index.FindAsync(request.Q, types, request.Limit, cancellationToken));
    }
}
