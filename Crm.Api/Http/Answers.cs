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
}
