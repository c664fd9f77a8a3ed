using Crm.Api.Problems;
using Crm.Application.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Http;

/// <summary>Answers that are not simply 200.</summary>
internal static class Answers
{
    /// <summary>201 with the address of what was made: that of the collection and the new id.</summary>
    public static async Task<ActionResult<T>> Made<T>(this ControllerBase controller, Task<T> making, Func<T, object> idOf)
    {
        var made = await making;
        return controller.Created($"{controller.Request.Path}/{idOf(made)}", made);
    }

    /// <summary>204 when it is done.</summary>
    public static async Task<NoContentResult> Done(this ControllerBase controller, Task doing)
    {
        await doing;
        return controller.NoContent();
    }

    /// <summary>202 with the address of the job that does it.</summary>
    public static async Task<ActionResult<JobRow>> Begun(this ControllerBase controller, Task<JobRow> starting)
    {
        var job = await starting;
        controller.Response.Headers.RetryAfter = "1";
        return controller.Accepted(job.Links.Self, job);
    }

    /// <summary>The language of the texts that the reader gets.</summary>
    public static string Language(this ControllerBase controller) => ProblemTexts.For(controller.Request.Headers.AcceptLanguage).Language;
}
