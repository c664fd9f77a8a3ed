using Crm.Api.Http;
using Crm.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Jobs;

/// <summary>下载 — files behind sealed links.</summary>
[ApiController, Route("api/v1/downloads"), Tags("Jobs")]
public sealed class DownloadsController(IMediator mediator) : ControllerBase
{
    /// <summary>Download the file behind a link.</summary>
    /// <remarks>The link is <c>links.file</c> of a job; whoever has it needs no token, for 24 hours, as long as the one it was given to may still see the file. Always as an attachment.</remarks>
    /// <param name="link">The sealed part of the link.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{link}"), AllowAnonymous]
    public async Task<FileStreamResult> DownloadLinkedFile(string link, CancellationToken cancellationToken)
    {
        var file = await mediator.Send(new DownloadLinkedFile(link), cancellationToken);
        Response.Headers.ContentSecurityPolicy = Downloads.Sandbox;
        return File(file.Content, file.ContentType, file.Name, enableRangeProcessing: true);
    }
}
