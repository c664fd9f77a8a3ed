using Crm.Api.Http;
using Crm.Application.KeyAccounts;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.KeyAccounts;

/// <summary>大客户计划 — what the house wants with its most important customers, with whom, and when it looks at it again.</summary>
[ApiController, Route("api/v1/key-accounts"), Tags("Key accounts")]
public sealed class KeyAccountsController(IMediator mediator) : ControllerBase
{
    /// <summary>List customers of the programme.</summary>
    /// <remarks>Those in your sight, the next review first; <c>filter[status][in]=active,paused</c> leaves out who has left it.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet, MayLag, ListOf<KeyAccountDescriptor>]
    public Task<ListPage<KeyAccountRow>> ListKeyAccounts([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListKeyAccounts(list), cancellationToken);

    /// <summary>Get a key-account plan.</summary>
    /// <remarks>All of it; also one in the bin.</remarks>
    /// <param name="id">Id of the plan.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<KeyAccountDetail> GetKeyAccount(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetKeyAccount(id), cancellationToken);

    /// <summary>Delete a key-account plan.</summary>
    /// <remarks>Puts it into the bin, from which it can be restored. Whoever leaves the programme has his plan closed instead: then it still tells what was agreed. Deleting twice changes nothing.</remarks>
    /// <param name="id">Id of the plan.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteKeyAccount(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => this.Done(mediator.Send(new DeleteKeyAccount(id, version), cancellationToken));

    /// <summary>Restore a key-account plan.</summary>
    /// <remarks>Takes it out of the bin. When the customer has another one by now, 409 <c>already_key_account</c>. Restoring twice changes nothing.</remarks>
    /// <param name="id">Id of the plan.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/restoration")]
    public Task<KeyAccountDetail> RestoreKeyAccount(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreKeyAccount(id), cancellationToken);

    /// <summary>Measure the programme.</summary>
    /// <remarks>
    /// Growth of revenue and visits kept in time, of customers who have been in the programme for at least half of the twelve months up to the day, against comparable ones outside: each is
    /// paired with the nearest by the revenue of the year before (nearest-neighbour matching without replacement, Rubin 1973), of the same tier or else value class, at most twice or half as
    /// large. Differences come with an interval of 95 % by Welch (1947). Customers in your sight.
    /// </remarks>
    /// <param name="asOf">The end of the year that is looked at; today when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("measure"), MayLag]
    public Task<KeyAccountMeasure> MeasureKeyAccounts([FromQuery] DateOnly? asOf, CancellationToken cancellationToken) => mediator.Send(new MeasureKeyAccounts(asOf), cancellationToken);

    /// <summary>Get a customer's key-account plan.</summary>
    /// <remarks>Without <c>plan</c> while he is not in the programme.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("/api/v1/customers/{customerId:guid}/key-account")]
    public Task<KeyAccountView> GetKeyAccountOfCustomer(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new GetKeyAccountOfCustomer(customerId), cancellationToken);

    /// <summary>Replace a customer's key-account plan.</summary>
    /// <remarks>All of it at once; the first time he comes into the programme. What it said before is in <c>GET /key-accounts/{id}/history</c>.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("/api/v1/customers/{customerId:guid}/key-account")]
    public Task<KeyAccountDetail> ReplaceKeyAccount(Guid customerId, KeyAccountInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceKeyAccount(customerId, input, version), cancellationToken);

    /// <summary>Write down a review.</summary>
    /// <remarks>And when the next one is.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">The review.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("/api/v1/customers/{customerId:guid}/key-account/reviews")]
    public Task<KeyAccountDetail> ReviewKeyAccount(Guid customerId, KeyAccountReviewInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReviewKeyAccount(customerId, input, version), cancellationToken);

    /// <summary>List the reviews of a key-account plan.</summary>
    /// <remarks>The newest first, each with all that the plan said then; at most 100. What was changed in between is in <c>GET /key-accounts/{id}/history</c>.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("/api/v1/customers/{customerId:guid}/key-account/reviews")]
    public Task<ListPage<KeyAccountReview>> ListKeyAccountReviews(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new ListKeyAccountReviews(customerId), cancellationToken);
}
