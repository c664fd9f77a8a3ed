using Crm.Api.Http;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Segments;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Segments;

/// <summary>客户分群 — customers who have something in common, under a name.</summary>
[ApiController, Route("api/v1/segments"), Tags("Segments")]
public sealed class SegmentsController(IMediator mediator) : ControllerBase
{
    /// <summary>List segments.</summary>
    /// <remarks>
    /// Your own and those that are shared, by name; <c>filter[archived]=false</c> leaves out what was laid aside. Wherever a filter over customers is taken, <c>segment</c> is a field of it:
    /// <c>GET /customers?filter[segment]={id}</c>.
    /// </remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, ListOf<SegmentDescriptor>]
    public Task<ListPage<SegmentRow>> ListSegments([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListSegments(list), cancellationToken);

    /// <summary>Get a segment.</summary>
    /// <remarks>With its filter in words, its newest size, and the fields of its filter that are gone; also one in the bin.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<SegmentRow> GetSegment(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetSegment(id), cancellationToken);

    /// <summary>Make a segment.</summary>
    /// <remarks>A live one holds whoever its filter holds for, at every moment; a static one those it held for when they were taken, and those who were picked.</remarks>
    /// <param name="input">The segment.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<SegmentRow>> AddSegment(SegmentInput input, CancellationToken cancellationToken) => this.Made(mediator.Send(new AddSegment(input), cancellationToken), segment => segment.Id);

    /// <summary>Replace a segment.</summary>
    /// <remarks>
    /// All of it at once. <c>archived</c> lays it aside; whatever names it goes on working. A filter by which
    /// the segment would name itself, directly or through others, is refused with 400 <c>segment_cycle</c>.
    /// </remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("{id:guid}")]
    public Task<SegmentRow> ReplaceSegment(Guid id, SegmentInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceSegment(id, input, version), cancellationToken);

    /// <summary>Delete a segment.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored; deleting twice changes nothing. One that a view, a rule, a plan or another segment names is refused with 409 <c>segment_in_use</c>: lay it aside instead.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteSegment(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => this.Done(mediator.Send(new DeleteSegment(id, version), cancellationToken));

    /// <summary>Restore a segment.</summary>
    /// <remarks>Takes it out of the bin with its members and sizes. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<SegmentRow> RestoreSegment(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreSegment(id), cancellationToken);

    /// <summary>Count a filter.</summary>
    /// <remarks>How many customers in your sight it would hold for; nothing is kept.</remarks>
    /// <param name="input">The filter.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("preview"), MayLag]
    public Task<SegmentCount> PreviewSegment(SegmentPreviewInput input, CancellationToken cancellationToken) => mediator.Send(new PreviewSegment(input.Where), cancellationToken);

    /// <summary>List the members of a segment.</summary>
    /// <remarks>Customers in your sight, filtered, ordered and page by page like <c>GET /customers</c>.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/members"), MayLag, ListOf<CustomerDescriptor>]
    public Task<ListPage<CustomerRow>> ListSegmentMembers(Guid id, [FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListSegmentMembers(id, list), cancellationToken);

    /// <summary>Put customers into a static segment.</summary>
    /// <remarks>Up to 500 in your sight. They stay when the others are taken anew.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="input">The customers.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/members")]
    public Task<SegmentMembersResult> AddSegmentMembers(Guid id, SegmentMembersInput input, CancellationToken cancellationToken) => mediator.Send(new AddSegmentMembers(id, input), cancellationToken);

    /// <summary>Take a customer out of a static segment.</summary>
    /// <remarks>Doing it twice changes nothing.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}/members/{customerId:guid}")]
    public Task<SegmentMembersResult> RemoveSegmentMember(Guid id, Guid customerId, CancellationToken cancellationToken) => mediator.Send(new RemoveSegmentMember(id, customerId), cancellationToken);

    /// <summary>Take the members of a static segment anew.</summary>
    /// <remarks>Whoever its filter holds for now comes in, as a live one would hold him; whoever it does not hold for any more leaves, unless he was picked. The list of members shows those in your sight.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/capture")]
    public Task<SegmentMembersResult> CaptureSegment(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new CaptureSegment(id, version), cancellationToken);

    /// <summary>List the sizes of a segment.</summary>
    /// <remarks>How many customers of the company it had, day by day, the first one first; counted every night and whenever it changes.</remarks>
    /// <param name="id">Id of the segment.</param>
    /// <param name="from">First day; a year before the last when nothing is said.</param>
    /// <param name="to">Last day.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/sizes")]
    public Task<ListPage<SegmentDay>> ListSegmentSizes(Guid id, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, CancellationToken cancellationToken) =>
        mediator.Send(new ListSegmentSizes(id, from, to), cancellationToken);

    /// <summary>Get the overlap of two segments.</summary>
    /// <remarks>How many customers in your sight are in the one, in both and in the other, and the index of Jaccard.</remarks>
    /// <param name="id">Id of the one.</param>
    /// <param name="other">Id of the other.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/overlap/{other:guid}"), MayLag]
    public Task<SegmentOverlap> GetSegmentOverlap(Guid id, Guid other, CancellationToken cancellationToken) => mediator.Send(new GetSegmentOverlap(id, other), cancellationToken);

    /// <summary>List the segments that a customer is in.</summary>
    /// <remarks>Those you may use, live and static, by name.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("/api/v1/customers/{customerId:guid}/segments")]
    public Task<ListPage<SegmentOfCustomer>> ListSegmentsOfCustomer(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new ListSegmentsOfCustomer(customerId), cancellationToken);
}
