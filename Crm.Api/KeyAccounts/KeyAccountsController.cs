using Crm.Api.Http;
using Crm.Application.KeyAccounts;
using Crm.Application.Records;
using Crm.Domain.KeyAccounts;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.KeyAccounts;

/// <summary>大客户计划 — what the house wants with its most important customers, with whom, and when it looks at it again.</summary>
[ApiController, Route("api/v1/key-accounts"), Tags("Key accounts")]
public sealed class KeyAccountsController(IMediator mediator) : ControllerBase
{
    /// <summary>List customers of the programme.</summary>
    /// <remarks>Those in your sight, the next review first.</remarks>
    /// <param name="status">Only those of this status; active and paused ones when nothing is said.</param>
    /// <param name="limit">Rows of a page, 1 to 200.</param>
    /// <param name="cursor">Where to go on: <c>page.next</c> of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<KeyAccountRow>> ListKeyAccounts([FromQuery] KeyAccountStatus? status, [FromQuery] int? limit, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListKeyAccounts(status, limit ?? ListRequest.DefaultLimit, cursor), cancellationToken);

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
    public Task<KeyAccountView> GetKeyAccount(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new GetKeyAccount(customerId), cancellationToken);

    /// <summary>Replace a customer's key-account plan.</summary>
    /// <remarks>All of it at once; the first time he comes into the programme. What it said before stays in its history.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("/api/v1/customers/{customerId:guid}/key-account")]
    public Task<KeyAccountView> ReplaceKeyAccount(Guid customerId, KeyAccountInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceKeyAccount(customerId, input, version), cancellationToken);

    /// <summary>Write down a review.</summary>
    /// <remarks>And when the next one is.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="input">The review.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("/api/v1/customers/{customerId:guid}/key-account/reviews")]
    public Task<KeyAccountView> ReviewKeyAccount(Guid customerId, KeyAccountReviewInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReviewKeyAccount(customerId, input, version), cancellationToken);

    /// <summary>List the history of a key-account plan.</summary>
    /// <remarks>Its changes and reviews, the newest first, each with all that the plan said from then on; at most 100.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("/api/v1/customers/{customerId:guid}/key-account/history")]
    public Task<ListPage<KeyAccountStep>> ListKeyAccountSteps(Guid customerId, CancellationToken cancellationToken) => mediator.Send(new ListKeyAccountSteps(customerId), cancellationToken);
}
