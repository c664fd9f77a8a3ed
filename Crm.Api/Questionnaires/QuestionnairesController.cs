using Crm.Api.Http;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Questionnaires;

/// <summary>回访问卷 — what customers are asked when somebody follows up, and what they answered.</summary>
[ApiController, Route("api/v1/questionnaires"), Tags("Questionnaires")]
public sealed class QuestionnairesController(IMediator mediator) : ControllerBase
{
    /// <summary>List questionnaires.</summary>
    /// <remarks>All of them, by name. <c>active=true</c> gives those that can be chosen: they are asked and have a published version.</remarks>
    /// <param name="active">Only those that can be chosen, or only the others.</param>
    /// <param name="q">Part of a name, in either language.</param>
    /// <param name="limit">Most of them, up to 200; all when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<QuestionnaireRow>> ListQuestionnaires([FromQuery] bool? active, [FromQuery] string? q, [FromQuery] int? limit, CancellationToken cancellationToken) =>
        mediator.Send(new ListQuestionnaires(active, q, limit), cancellationToken);

    /// <summary>Make a questionnaire.</summary>
    /// <remarks>It asks nothing until questions were written and published.</remarks>
    /// <param name="input">The questionnaire.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ProducesResponseType(201)]
    public Task<ActionResult<QuestionnaireDetail>> AddQuestionnaire(QuestionnaireInput input, CancellationToken cancellationToken) => this.Made(mediator.Send(new AddQuestionnaire(input), cancellationToken), made => made.Id);

    /// <summary>Get a questionnaire.</summary>
    /// <remarks>With the questions that are asked, those of the draft, and its published versions.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}")]
    public Task<QuestionnaireDetail> GetQuestionnaire(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetQuestionnaire(id), cancellationToken);

    /// <summary>Replace a questionnaire.</summary>
    /// <remarks>Name, purpose and whether it is asked; its questions have addresses of their own.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="input">All of it.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("{id:guid}")]
    public Task<QuestionnaireDetail> ReplaceQuestionnaire(Guid id, QuestionnaireInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceQuestionnaire(id, input, version), cancellationToken);

    /// <summary>Delete a questionnaire.</summary>
    /// <remarks>For good. One that was answered, or that a follow-up, series or service plan names, is refused with 409 <c>questionnaire_in_use</c>: say that it is not asked any more instead.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteQuestionnaire(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => this.Done(mediator.Send(new DeleteQuestionnaire(id, version), cancellationToken));

    /// <summary>Write the questions of the draft.</summary>
    /// <remarks>All of them at once; a draft begins where there is none. It may still lack words and options; published versions never change.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="input">All questions.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("{id:guid}/draft")]
    public Task<QuestionnaireDetail> WriteQuestions(Guid id, QuestionsInput input, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new WriteQuestions(id, input, version), cancellationToken);

    /// <summary>Begin a draft.</summary>
    /// <remarks>A copy of the version that is asked. Where there is a draft already, it stays as it is.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/draft")]
    public Task<QuestionnaireDetail> DraftQuestions(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new DraftQuestions(id, version), cancellationToken);

    /// <summary>Throw the draft away.</summary>
    /// <remarks>Doing it twice changes nothing.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{id:guid}/draft")]
    public Task<QuestionnaireDetail> DiscardQuestions(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new DiscardQuestions(id, version), cancellationToken);

    /// <summary>Publish the draft.</summary>
    /// <remarks>It is asked from now on and never changes again. Every question needs its words in both languages, and keeps the type that its key had in earlier versions; all that is wrong is named at once.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/publication")]
    public Task<QuestionnaireDetail> PublishQuestions(Guid id, [FromIfMatch] int? version, CancellationToken cancellationToken) => mediator.Send(new PublishQuestions(id, version), cancellationToken);

    /// <summary>Get a version.</summary>
    /// <remarks>What was asked stays readable for ever.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="number">Number of the version.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/versions/{number:int}")]
    public Task<QuestionSheetView> GetQuestionnaireVersion(Guid id, int number, CancellationToken cancellationToken) => mediator.Send(new GetQuestionnaireVersion(id, number), cancellationToken);

    /// <summary>Get the results of a questionnaire.</summary>
    /// <remarks>
    /// Question by question what customers in your sight answered: how many, which options how often, mean and deviation of numbers and scales, and the net promoter score of a scale
    /// from 0 to 10. <c>GET /answer-sets?filter[questionnaireId]=…&amp;filter[status]=submitted&amp;filter[given.mark]=…</c> lists the answers behind a figure.
    /// </remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="from">First day; from the beginning when nothing is said.</param>
    /// <param name="to">Last day; up to now when nothing is said.</param>
    /// <param name="version">Number of a version; all when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/results"), MayLag]
    public Task<QuestionnaireResults> GetQuestionnaireResults(Guid id, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new GetQuestionnaireResults(id, new ResultSpan(from, to, version)), cancellationToken);

    /// <summary>List answers in own words.</summary>
    /// <remarks>To one question, the newest first.</remarks>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="key">Key of the question.</param>
    /// <param name="from">First day; from the beginning when nothing is said.</param>
    /// <param name="to">Last day; up to now when nothing is said.</param>
    /// <param name="version">Number of a version; all when nothing is said.</param>
    /// <param name="limit">Items of a page, 1 to 200.</param>
    /// <param name="cursor">Where to go on.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{id:guid}/results/{key}/texts"), MayLag]
    public Task<ListPage<AnswerText>> ListQuestionnaireTexts(
        Guid id, string key, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] int? version, [FromQuery] int? limit, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListQuestionnaireTexts(id, key, new ResultSpan(from, to, version), limit ?? 20, cursor), cancellationToken);
}
