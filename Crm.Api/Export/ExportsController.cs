using Crm.Api.Http;
using Crm.Application.Export;
using Crm.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Export;

/// <summary>导出 — lists as files.</summary>
[ApiController, Route("api/v1/exports"), Tags("Bulk")]
public sealed class ExportsController(IMediator mediator) : ControllerBase
{
    /// <summary>What <c>Accept</c> may ask for.</summary>
    private static readonly (string? Type, ExportFormat Format)[] Formats =
    [
        ("text/csv", ExportFormat.Csv),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ExportFormat.Xlsx),
        ("application/x-ndjson", ExportFormat.Jsonl), ("application/jsonl", ExportFormat.Jsonl),
    ];

    /// <summary>Export a list.</summary>
    /// <remarks>Makes a file of exactly this list: its columns, filter and order, and what you may see of it, as CSV, Excel workbook or JSON lines. Answers 202 with the job
    /// that makes it, and you are told when it is there. With <c>now=true</c>, or when <c>Accept</c> asks for <c>text/csv</c>, a workbook or <c>application/x-ndjson</c>, a list of at
    /// most 10,000 rows is answered at once, as the file itself (200). The job keeps who
    /// exported what.</remarks>
    /// <param name="input">Which list.</param>
    /// <param name="now">Whether the file itself is wanted.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, SecretAnswer, ProducesResponseType(202)]
    public async Task<ActionResult<JobRow>> StartExport(ExportInput input, [FromQuery] bool now, CancellationToken cancellationToken)
    {
        var wanted = Request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).Select(type => Formats.FirstOrDefault(f => f.Type == type.MediaType)).FirstOrDefault(f => f.Type is not null);
        var (job, file) = await mediator.Send(new StartExport(wanted.Type is null ? input : input with { Format = wanted.Format }, now || wanted.Type is not null, this.Language()), cancellationToken);
        if (file is null)
        {
            Request.Headers.Accept = default; // too long to be answered at once: told in JSON
            return await this.Begun(Task.FromResult(job));
        }

        Response.Headers.ContentSecurityPolicy = Downloads.Sandbox;
        return File(file.Content, wanted.Format == ExportFormat.Jsonl && wanted.Type is not null ? wanted.Type : file.ContentType, file.Name);
    }
}
