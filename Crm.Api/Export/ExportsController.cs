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
    /// <summary>Export a list.</summary>
    /// <remarks>Makes a file of exactly this list: its columns, filter and order, and what you may see of it, as CSV, Excel workbook or JSON lines. Answers 202 with the job
    /// that makes it, and you are told when it is there. With <c>now=true</c> a list of at most 10,000 rows is answered at once, as the file itself (200). The job keeps who
    /// exported what.</remarks>
    /// <param name="input">Which list.</param>
    /// <param name="now">Whether the file itself is wanted.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost, SecretAnswer, ProducesResponseType(202)]
    public async Task<ActionResult<JobRow>> StartExport(ExportInput input, [FromQuery] bool now, CancellationToken cancellationToken)
    {
        var (job, file) = await mediator.Send(new StartExport(input, now, this.Language()), cancellationToken);
        if (file is null) return await this.Begun(Task.FromResult(job));
        Response.Headers.ContentSecurityPolicy = Downloads.Sandbox;
        return File(file.Content, file.ContentType, file.Name);
    }
}
