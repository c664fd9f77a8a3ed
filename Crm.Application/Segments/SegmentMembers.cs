using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Crm.Domain.Segments;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Segments;

/// <summary>The members of a segment in sight.</summary>
/// <param name="Id">The segment.</param>
/// <param name="List">Which of them.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListSegmentMembers(Guid Id, ListRequest List) : IRequest<ListPage<CustomerRow>>;

/// <summary>Puts customers into a static segment; they stay when the others are taken anew.</summary>
/// <param name="Id">The segment.</param>
/// <param name="Input">The customers.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record AddSegmentMembers(Guid Id, SegmentMembersInput Input) : IRequest<SegmentMembersResult>;

/// <summary>Takes a customer out of a static segment.</summary>
/// <param name="Id">The segment.</param>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RemoveSegmentMember(Guid Id, Guid CustomerId) : IRequest<SegmentMembersResult>;

/// <summary>Takes the members of a static segment anew.</summary>
/// <param name="Id">The segment.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record CaptureSegment(Guid Id, int? ExpectedVersion) : IRequest<SegmentMembersResult>;

/// <summary>The segments that a customer is in, of those that the user may use.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListSegmentsOfCustomer(Guid CustomerId) : IRequest<ListPage<SegmentOfCustomer>>;

internal sealed class AddSegmentMembersValidator : AbstractValidator<AddSegmentMembers>
{
    private const int Most = 500;

    public AddSegmentMembersValidator()
    {
        RuleFor(a => a.Input.CustomerIds).Present().OverridePropertyName("CustomerIds");
        RuleFor(a => a.Input.CustomerIds).Must(ids => ids is null || ids.Count <= Most).WithErrorCode("too_many").OverridePropertyName("CustomerIds");
    }
}

internal sealed class SegmentMemberHandlers(ICrmDb db, SegmentBook book, SegmentFilters segments, IMediator mediator, TimeProvider clock) :
    IRequestHandler<ListSegmentMembers, ListPage<CustomerRow>>,
    IRequestHandler<AddSegmentMembers, SegmentMembersResult>,
    IRequestHandler<RemoveSegmentMember, SegmentMembersResult>,
    IRequestHandler<CaptureSegment, SegmentMembersResult>,
    IRequestHandler<ListSegmentsOfCustomer, ListPage<SegmentOfCustomer>>
{
    private const int AtOnce = 50;

    public async Task<ListPage<CustomerRow>> Handle(ListSegmentMembers request, CancellationToken cancellationToken)
    {
        await db.Segments.EnsureExistsAsync(request.Id, cancellationToken);
        return await mediator.Send(new ListCustomers(request.List with { Filter = new AllOf([request.List.Filter, SegmentBook.ListOf(request.Id).Filter]) }), cancellationToken);
    }

    public Task<SegmentMembersResult> Handle(AddSegmentMembers request, CancellationToken cancellationToken) => ChangeAsync(
        request.Id,
        null,
        async segment =>
        {
            segment.EnsureStatic();
            var wanted = request.Input.CustomerIds!.Distinct().ToList();
            var known = await db.Customers.Where(c => wanted.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken);
            if (known.Count < wanted.Count) throw new InvalidException(FieldError.At("customerIds", "unknown_customer"));
            var there = await db.SegmentMembers.Where(m => m.SegmentId == request.Id && wanted.Contains(m.CustomerId)).Select(m => m.CustomerId).ToListAsync(cancellationToken);
            if (await db.SegmentMembers.CountAsync(m => m.SegmentId == request.Id, cancellationToken) + wanted.Count - there.Count > Segment.MaxMembers) throw new ConflictException("too_many_members");
            db.SegmentMembers.AddRange(wanted.Except(there).Select(id => new SegmentMember(request.Id, id, picked: true, clock.GetUtcNow().UtcDateTime)));
            await db.SaveChangesAsync(cancellationToken);
            return (wanted.Count - there.Count, 0);
        },
        cancellationToken);

    public Task<SegmentMembersResult> Handle(RemoveSegmentMember request, CancellationToken cancellationToken) => ChangeAsync(
        request.Id,
        null,
        async segment =>
        {
            segment.EnsureStatic();
            await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
            return (0, await db.SegmentMembers.Where(m => m.SegmentId == request.Id && m.CustomerId == request.CustomerId).ExecuteDeleteAsync(cancellationToken));
        },
        cancellationToken);

    public Task<SegmentMembersResult> Handle(CaptureSegment request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Id, request.ExpectedVersion, segment => book.TakeAsync(segment, cancellationToken), cancellationToken);

    public async Task<ListPage<SegmentOfCustomer>> Handle(ListSegmentsOfCustomer request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var found = new List<SegmentOfCustomer>();
        foreach (var some in (await db.Segments.AsNoTracking().Where(s => s.ArchivedAt == null).OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken)).Chunk(AtOnce))
        {
            var conditions = await segments.OfAsync([.. some.Select(one => one.Id)], cancellationToken); // nobody is in a segment that cannot be asked; its own page says why
            var usable = some.Where(one => conditions.ContainsKey(one.Id)).ToList();
            var customer = Expression.Parameter(typeof(Customer), "c");
            var isIn = Expression.NewArrayInit(typeof(bool), usable.Select(one => FilterExpressions.Replace(conditions[one.Id].Plain, customer)));
            var answer = await db.Customers.AsNoTracking().Where(c => c.Id == request.CustomerId).Select(Expression.Lambda<Func<Customer, bool[]>>(isIn, customer)).FirstAsync(cancellationToken);
            found.AddRange(usable.Where((_, i) => answer[i]).Select(s => new SegmentOfCustomer(s.Id, s.Name, s.Color, s.Kind)));
        }

        return Pages.Whole(found);
    }

    private Task<SegmentMembersResult> ChangeAsync(Guid id, int? expectedVersion, Func<Segment, Task<(int Added, int Removed)>> change, CancellationToken cancellationToken) => db.AloneAsync(
        [$"segment {id}"],
        async () =>
        {
            var (added, removed) = await change(await book.GetOwnAsync(id, expectedVersion, cancellationToken));
            return new SegmentMembersResult(added, removed, await book.MeasureAsync(id, cancellationToken));
        },
        cancellationToken);
}
