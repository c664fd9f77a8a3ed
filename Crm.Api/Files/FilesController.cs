using System.ComponentModel.DataAnnotations;
using Crm.Api.Http;
using Crm.Application.Files;
using Crm.Application.Records;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Files;

/// <summary>文件 — contracts, quotations, recordings and pictures on a customer or a conversation.</summary>
[ApiController, Route("api/v1"), Tags("Files")]
public sealed class FilesController(IMediator mediator) : ControllerBase
{
    /// <summary>List the files of a customer.</summary>
    /// <remarks>Also those on conversations with the customer; the newest first.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("customers/{customerId:guid}/files")]
    public Task<ListPage<FileRow>> ListCustomerFiles(Guid customerId, CancellationToken cancellationToken) =>
        mediator.Send(new ListCustomerFiles(customerId), cancellationToken);

    /// <summary>Upload a file to a customer.</summary>
    /// <remarks>At most 20 MiB. Taken are pdf, png, jpg, gif, webp, Word, Excel, PowerPoint, zip, txt, csv, mp3 and wav, when the content fits the extension.</remarks>
    /// <param name="customerId">Id of the customer.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("customers/{customerId:guid}/files"), UploadLimits, ProducesResponseType(201)]
    public Task<ActionResult<FileRow>> UploadCustomerFile(Guid customerId, [Required] IFormFile file, CancellationToken cancellationToken) =>
        Uploaded(file, upload => mediator.Send(new UploadCustomerFile(customerId, upload), cancellationToken));

    /// <summary>Upload a file to a conversation.</summary>
    /// <remarks>It shows on the customer's file too. The limits are those of files on customers.</remarks>
    /// <param name="interactionId">Id of the conversation.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("interactions/{interactionId:guid}/files"), UploadLimits, ProducesResponseType(201)]
    public Task<ActionResult<FileRow>> UploadInteractionFile(Guid interactionId, [Required] IFormFile file, CancellationToken cancellationToken) =>
        Uploaded(file, upload => mediator.Send(new UploadInteractionFile(interactionId, upload), cancellationToken));

    /// <summary>Get what a file is.</summary>
    /// <remarks>Name, type and size; the bytes are under <c>/files/{id}/content</c>.</remarks>
    /// <param name="id">Id of the file.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("files/{id:guid}")]
    public Task<FileRow> GetFile(Guid id, CancellationToken cancellationToken) => mediator.Send(new GetFile(id), cancellationToken);

    /// <summary>Download a file.</summary>
    /// <remarks>Always as an attachment, and only while you may see the customer.</remarks>
    /// <param name="id">Id of the file.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("files/{id:guid}/content")]
    public async Task<FileStreamResult> DownloadFile(Guid id, CancellationToken cancellationToken)
    {
        var (file, content) = await mediator.Send(new DownloadFile(id), cancellationToken);
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        return File(content, file.ContentType, file.Name, enableRangeProcessing: true);
    }

    /// <summary>Delete a file.</summary>
    /// <remarks>It no longer shows and can no longer be downloaded.</remarks>
    /// <param name="id">Id of the file.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("files/{id:guid}"), ProducesResponseType(204)]
    public Task<NoContentResult> DeleteFile(Guid id, CancellationToken cancellationToken) =>
        this.Done(mediator.Send(new DeleteFile(id), cancellationToken));

    private async Task<ActionResult<FileRow>> Uploaded(IFormFile file, Func<UploadedFile, Task<FileRow>> store)
    {
        await using var content = file.OpenReadStream();
        var stored = await store(new UploadedFile(file.FileName, content));
        return Created($"/api/v1/files/{stored.Id}", stored);
    }
}
