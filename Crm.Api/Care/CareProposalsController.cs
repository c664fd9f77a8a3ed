using Crm.Api.Http;
using Crm.Application.Care;
using Crm.Application.Common;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Care;

/// <summary>关怀 — greetings and gifts for customers on their occasions.</summary>
[ApiController, Route("api/v1/care-proposals"), Tags("Care")]
public sealed class CareProposalsController(IMediator mediator) : ControllerBase
{
    /// <summary>List greetings and gifts.</summary>
    /// <remarks><c>filter[status]=proposed&amp;sort=occasionOn</c> is what waits for approval.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<CareProposalDescriptor>]
    public Task<ListPage<CareProposalRow>> ListCareProposals([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListCareProposals(list), cancellationToken);

    /// <summary>Propose greetings and gifts now.</summary>
    /// <remarks>For the occasions ahead of customers in your sight who have a service plan, as the nightly work does. Nothing is proposed twice for an occasion of a year.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("proposing")]
    public Task<ProposedCare> ProposeCare(CancellationToken cancellationToken) => mediator.Send(new ProposeCare(), cancellationToken);

    /// <summary>Approve several greetings and gifts.</summary>
    /// <remarks>Up to 200. The answer says of each whether it is approved now, and if not, why; one that cannot be approved does not hold up the others.</remarks>
    /// <param name="input">Which ones.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("approvals")]
    public Task<CareApprovals> ApproveSeveralCare(CareApprovalsInput input, CancellationToken cancellationToken) => mediator.Send(new ApproveSeveralCare(input, this.Language()), cancellationToken);

    /// <summary>Get a greeting or gift.</summary>
    /// <remarks>With what you may do with it now.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<CareProposalRow> GetCareProposal(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetCareProposal(id), cancellationToken);

    /// <summary>Change a greeting or gift.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears, arrays replace what was there. Only while nobody has approved it.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{id:guid}")]
    public Task<CareProposalRow> ChangeCareProposal(Guid id, MergePatch<CareProposalInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCareProposal(id, patch, version), cancellationToken);

    /// <summary>Approve a greeting or gift.</summary>
    /// <remarks>
    /// A gift that costs more than is left of the customer's budget is approved by whom his service plan names, else refused with <c>gift_budget_exceeded</c>; beyond the budget of the house or the team
    /// only by administrators. A person who would be given more than the limit of the year is only given it when <c>acceptLimit</c> says that this is known.
    /// </remarks>
    /// <param name="id">Its id.</param>
    /// <param name="input">What is known and accepted.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/approval")]
    public Task<CareProposalRow> ApproveCare(Guid id, CareApprovalInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ApproveCare(id, input, version), cancellationToken);

    /// <summary>Order a gift or send a greeting.</summary>
    /// <remarks>A greeting by e-mail goes out once; what goes by another way is noted. Doing it twice changes nothing.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/sending")]
    public Task<CareProposalRow> SendCare(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new SendCare(id, version), cancellationToken);

    /// <summary>Note that a greeting or gift arrived.</summary>
    /// <remarks>Doing it twice changes nothing.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="input">When.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/delivery")]
    public Task<CareProposalRow> DeliverCare(Guid id, DeliveryInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new DeliverCare(id, input, version), cancellationToken);

    /// <summary>Skip a greeting or gift.</summary>
    /// <remarks>It is not proposed again for this occasion of this year.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/skipping")]
    public Task<CareProposalRow> SkipCare(Guid id, CareReasonInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new SkipCare(id, input, version), cancellationToken);

    /// <summary>Cancel a greeting or gift.</summary>
    /// <remarks>What was approved or ordered is called off; its cost no longer counts, and a gift goes back into stock.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="input">Why.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/cancellation")]
    public Task<CareProposalRow> CancelCare(Guid id, CareReasonInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new CancelCare(id, input, version), cancellationToken);
}
