using System.Text.Json;
using Crm.Api.Http;
using Crm.Api.Problems;
using Crm.Application.Common;
using Crm.Application.Export;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Domain.Jobs;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Jobs;

/// <summary>任务结果 — what came of a job, record by record, and the files that it made.</summary>
[ApiController, Route("api/v1/jobs/{id:guid}"), Tags("Jobs")]
public sealed class JobResultsController(IMediator mediator, ITableFiles tables) : ControllerBase
{
    /// <summary>List what came of each record of a job.</summary>
    /// <remarks>In the order in which the job dealt with them; <c>outcome=skipped</c> keeps those that could not be done, with the reasons. Kept for 30 days.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="outcome">Only <c>done</c>, <c>unchanged</c> or <c>skipped</c>.</param>
    /// <param name="limit">Rows of a page, 1 to 200; 50 when nothing is said.</param>
    /// <param name="cursor">Where to go on: <c>page.next</c> of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("rows")]
    public async Task<ListPage<JobItemRow>> ListJobRows(Guid id, [FromQuery] string? outcome, [FromQuery] int? limit, [FromQuery] string? cursor, CancellationToken cancellationToken)
    {
        var page = await mediator.Send(new ListJobItems(id, Read(outcome), limit ?? ListRequest.DefaultLimit, cursor), cancellationToken);
        var texts = ProblemTexts.For(Request.Headers.AcceptLanguage);
        return page with { Data = [.. page.Data.Select(row => row with { Reasons = [.. row.Reasons.Select(reason => Explain(reason, texts))] })] };
    }

    /// <summary>Download what a job made.</summary>
    /// <remarks>Always as an attachment, within seven days, and only while you may see it.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("file")]
    public async Task<FileStreamResult> DownloadJobFile(Guid id, CancellationToken cancellationToken) => Attachment((await mediator.Send(new DownloadJobFile(id, Errors: false), cancellationToken))!);

    /// <summary>Download what a job could not do.</summary>
    /// <remarks>For an import the rows as they were with the reasons, to be mended and sent again; for other jobs a CSV table of the records that were skipped, and why.</remarks>
    /// <param name="id">Id of the job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("errors")]
    public async Task<FileStreamResult> DownloadJobErrors(Guid id, CancellationToken cancellationToken) =>
        Attachment(await mediator.Send(new DownloadJobFile(id, Errors: true), cancellationToken) ?? await WriteSkippedAsync(id, cancellationToken));

    private FileStreamResult Attachment(DownloadedFile file)
    {
        Response.Headers.ContentSecurityPolicy = Downloads.Sandbox;
        return File(file.Content, file.ContentType, file.Name, enableRangeProcessing: true);
    }

    private async Task<DownloadedFile> WriteSkippedAsync(Guid id, CancellationToken cancellationToken)
    {
        var texts = ProblemTexts.For(Request.Headers.AcceptLanguage);
        var english = texts.Language == "en";
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var table = tables.Begin(
            ExportFormat.Csv,
            file,
            english ? [new("number", "No."), new("id", "ID"), new("title", "Name"), new("codes", "Codes"), new("reasons", "Reason")] : [new("number", "序号"), new("id", "ID"), new("title", "名称"), new("codes", "代码"), new("reasons", "原因")]))
        {
            for (string? cursor = null; ;)
            {
                var page = await mediator.Send(new ListJobItems(id, ItemOutcome.Skipped, ListRequest.MaxLimit, cursor), cancellationToken);
                foreach (var row in page.Data)
                    table.Write([row.Number, row.RecordId?.ToString(), row.Title, string.Join(' ', row.Reasons.Select(r => r.Code)), string.Join(' ', row.Reasons.Select(r => Explain(r, texts).Detail))]);
                if (!page.Page.HasMore) break;
                cursor = page.Page.Next;
            }

            table.Complete();
        }

        file.Position = 0;
        return new DownloadedFile(english ? "skipped.csv" : "未处理.csv", "text/csv; charset=utf-8", file);
    }

    private static JobReason Explain(JobReason reason, ProblemTexts texts) => reason with { Detail = texts.Sentence(reason.Code, reason.Params) ?? texts.Title(422) };

    private static ItemOutcome? Read(string? outcome) => outcome is null ? null
        : Enum.GetValues<ItemOutcome>().Where(o => o != ItemOutcome.Waiting && JsonNamingPolicy.SnakeCaseLower.ConvertName(o.ToString()) == outcome).Select(o => (ItemOutcome?)o).FirstOrDefault()
            ?? throw new InvalidException(FieldError.InQuery("outcome", "invalid_value"), unreadable: true);
}
