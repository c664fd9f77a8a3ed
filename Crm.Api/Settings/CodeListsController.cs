using Crm.Api.Http;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Settings;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Settings;

/// <summary>代码表 — the choices behind industry, source, status and the like.</summary>
[ApiController, Route("api/v1/code-lists"), Tags("Settings")]
public sealed class CodeListsController(IMediator mediator) : ControllerBase
{
    /// <summary>List code lists.</summary>
    /// <remarks>All lists with their choices, also those that can no longer be chosen.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<ListPage<CodeListRow>> ListCodeLists(CancellationToken cancellationToken) =>
        mediator.Send(new ListCodeLists(), cancellationToken);

    /// <summary>Get a code list.</summary>
    /// <remarks>With its choices in their order.</remarks>
    /// <param name="key">Key of the list, for example <c>industry</c>.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{key}")]
    public Task<CodeListRow> GetCodeList(string key, CancellationToken cancellationToken) =>
        mediator.Send(new GetCodeList(key), cancellationToken);

    /// <summary>Add a choice to a code list.</summary>
    /// <remarks>The code stays for ever; the labels can change.</remarks>
    /// <param name="key">Key of the list, for example <c>industry</c>.</param>
    /// <param name="input">The choice.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{key}/items"), ProducesResponseType(201)]
    public Task<ActionResult<CodeListItemRow>> AddCodeListItem(string key, CodeListItemInput input, CancellationToken cancellationToken) =>
        this.Made(mediator.Send(new AddCodeListItem(key, input), cancellationToken), item => item.Code);

    /// <summary>Change a choice of a code list.</summary>
    /// <remarks>A JSON merge patch: members that are absent stay as they are, <c>null</c> clears. <c>active: false</c> retires it; records that have it keep it.</remarks>
    /// <param name="key">Key of the list, for example <c>industry</c>.</param>
    /// <param name="code">Code of the choice.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="version">The version you have seen.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{key}/items/{code}")]
    public Task<CodeListItemRow> ChangeCodeListItem(string key, string code, MergePatch<CodeListItemInput> patch, [FromIfMatch] int? version, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCodeListItem(key, code, patch, version), cancellationToken);
}
