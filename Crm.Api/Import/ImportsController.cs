using Crm.Api.Http;
using Crm.Application.Files;
using Crm.Application.Import;
using Crm.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Import;

/// <summary>导入 — files of customers, contacts, conversations and more, read, mapped, tried and imported.</summary>
[ApiController, Route("api/v1/imports"), Tags("Imports")]
public sealed class ImportsController(IMediator mediator) : ControllerBase
{
    /// <summary>Import a file.</summary>
    /// <remarks>
    /// CSV in any usual encoding, XLSX, XLS, or vCard for contacts; at most 200 MiB. The work is done as a job whose address is in <c>Location</c>: it
    /// tells progress and counts, can be paused, cancelled and undone, and has a file of the rows that failed, each with the reason, ready to be
    /// mended and sent again. Every row passes the same checks and rights as the form. With <c>dryRun</c> nothing is written.
    /// </remarks>
    /// <param name="form">The file and what to do with it.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, ImportLimits, RequestFormLimits(MultipartBodyLengthLimit = ImportLimitsAttribute.MaxBytes), ProducesResponseType(202)]
    public async Task<ActionResult<JobRow>> StartImport([FromForm] ImportForm form, CancellationToken cancellationToken)
    {
        await using var content = form.File?.OpenReadStream();
        return await this.Begun(mediator.Send(
            new StartImport(
                form.Entity ?? "", form.Mode, CommaList.Split(form.MatchOn), form.ReadMapping(), form.DryRun, UploadOf(form.File, content), form.UploadId, form.ReadingOptions(), this.Language()),
            cancellationToken));
    }

    /// <summary>Look into a file before it is imported.</summary>
    /// <remarks>
    /// Answers how the file is read, its columns with samples, the proposed mapping with how sure it is, the orders in which days can be read, and
    /// the values that stand for nothing known. The file is kept for a day under <c>uploadId</c>; send that instead of the file to look again in
    /// another way, and to import it.
    /// </remarks>
    /// <param name="form">The file and how to read it.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("preview"), ImportLimits, RequestFormLimits(MultipartBodyLengthLimit = ImportLimitsAttribute.MaxBytes)]
    public async Task<ImportPreview> PreviewImport([FromForm] PreviewForm form, CancellationToken cancellationToken)
    {
        await using var content = form.File?.OpenReadStream();
        return await mediator.Send(new PreviewImport(form.Entity ?? "", UploadOf(form.File, content), form.UploadId, form.ReadingOptions()), cancellationToken);
    }

    /// <summary>Get an empty file to fill.</summary>
    /// <remarks>A column for each field that can be imported, named in your language; <c>format=csv</c> instead of a sheet.</remarks>
    /// <param name="entity">Kind of record: <c>customers</c>, <c>contacts</c> and so on.</param>
    /// <param name="format"><c>xlsx</c> or <c>csv</c>; <c>xlsx</c> when nothing is said.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("template")]
    public async Task<FileStreamResult> GetImportTemplate([FromQuery] string? entity, [FromQuery] string? format, CancellationToken cancellationToken)
    {
        var csv = format == "csv";
        var template = await mediator.Send(new GetImportTemplate(entity ?? "", csv ? SourceFormat.Csv : SourceFormat.Xlsx, this.Language()), cancellationToken);
        return File(template.Content, csv ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", template.Name);
    }

    private static UploadedFile? UploadOf(IFormFile? file, Stream? content) => file is null ? null : new UploadedFile(file.FileName, content!);
}
