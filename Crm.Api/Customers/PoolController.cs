using Crm.Api.Http;
using Crm.Application.Customers;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Customers;

/// <summary>公海 — customers that nobody looks after, to be claimed by whoever will.</summary>
[ApiController, Route("api/v1/pool"), Tags("Public pool")]
public sealed class PoolController(IMediator mediator) : ControllerBase
{
    /// <summary>List the public pool.</summary>
    /// <remarks>Everybody who may see customers sees all of it: what helps to choose one, with the phone masked. <c>sort=-pooledAt</c> has the newest first.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<PoolDescriptor>]
    public Task<ListPage<PoolRow>> ListPool([FromQuery] ListRequest list, CancellationToken cancellationToken) =>
        mediator.Send(new ListPool(list), cancellationToken);

    /// <summary>Claim a customer.</summary>
    /// <remarks>He is yours from then on. Of many who claim him at once one gets him; the others are told <c>already_claimed</c>.</remarks>
    /// <param name="id">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/claim")]
    public Task<CustomerDetail> ClaimCustomer(Guid id, CancellationToken cancellationToken) => mediator.Send(new ClaimCustomer(id), cancellationToken);

    /// <summary>Claim several customers.</summary>
    /// <remarks>Up to 200. The answer says of each whether he is yours now, and if not, why; one that cannot be claimed does not hold up the others.</remarks>
    /// <param name="input">Which customers.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("claims")]
    public Task<ClaimResult> ClaimCustomers(ClaimInput input, CancellationToken cancellationToken) => mediator.Send(new ClaimCustomers(input, this.Language()), cancellationToken);

    /// <summary>Get the rules of the public pool.</summary>
    /// <remarks>A customer goes back to the pool <c>recoverAfterDays</c> after his <c>idleSince</c>, unless he is protected.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("settings")]
    public Task<PoolSettingsRow> GetPoolSettings(CancellationToken cancellationToken) => mediator.Send(new GetPoolSettings(), cancellationToken);

    /// <summary>Set the rules of the public pool.</summary>
    /// <remarks>Written anew as a whole. They hold at once; nobody loses a customer about whom he was not warned <c>warningDays</c> before.</remarks>
    /// <param name="input">The rules.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("settings")]
    public Task<PoolSettingsRow> SetPoolSettings(PoolSettingsInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new SetPoolSettings(input, version), cancellationToken);
}
