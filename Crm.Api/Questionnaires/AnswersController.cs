using Crm.Api.Http;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Questionnaires;

/// <summary>答卷 — what customers answered on follow-ups.</summary>
[ApiController, Route("api/v1"), Tags("Questionnaires")]
public sealed class AnswersController(IMediator mediator) : ControllerBase
{
    /// <summary>List answers.</summary>
    /// <remarks><c>filter[customerId]=…</c> is what a customer was asked and answered; <c>filter[given.mark]=recommend:9</c> who answered 9 to the question <c>recommend</c>.</remarks>
    /// <param name="list">What to list.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("answer-sets"), MayLag, ListOf<AnswerSetDescriptor>]
    public Task<ListPage<AnswerSetRow>> ListAnswerSets([FromQuery] ListRequest list, CancellationToken cancellationToken) => mediator.Send(new ListAnswerSets(list), cancellationToken);

    /// <summary>Get answers.</summary>
    /// <remarks>In words. <c>GET /follow-ups/{id}/answers</c> gives them question by question.</remarks>
    /// <param name="id">Id of the answers.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("answer-sets/{id:guid}")]
    public Task<AnswerSetRow> GetAnswerSet(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetAnswerSet(id), cancellationToken);

    /// <summary>Get the answers of a follow-up.</summary>
    /// <remarks>What is asked on it, and what was answered: the version to which somebody began to answer, whatever is asked today. Without questions where nothing is asked.</remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("follow-ups/{id:guid}/answers")]
    public Task<FollowUpAnswers> GetFollowUpAnswers(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetFollowUpAnswers(id), cancellationToken);

    /// <summary>Answer on a follow-up.</summary>
    /// <remarks>
    /// All answers at once, before the follow-up is completed or after. Without <c>submit</c> they are a draft that may be unfinished: a call is interrupted, and nothing is lost. <c>If-Match</c> is about the
    /// version of the answers. All that is wrong is named at once, by <c>/answers/{key}</c>.
    /// </remarks>
    /// <param name="id">Id of the follow-up.</param>
    /// <param name="input">All answers.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("follow-ups/{id:guid}/answers")]
    public Task<FollowUpAnswers> AnswerFollowUp(Guid id, AnswersInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new AnswerFollowUp(id, input, version, this.Language()), cancellationToken);
}
