using System.Collections.Concurrent;
using Crm.Application.Common;
using Crm.Domain.Security;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Crm.Api.Security;

/// <summary>How fast each user may search (<c>Search:PerMinute</c>, 0 for no limit). Every node counts for itself: what is to be held off would keep one node busy.</summary>
internal sealed class SearchPace(IConfiguration configuration, TimeProvider clock)
{
    /// <summary>More than anybody types, and enough for a program that reads page after page.</summary>
    private const int Usual = 1_200;

    private readonly int _perMinute = configuration.GetValue("Search:PerMinute", Usual);
    private readonly ConcurrentDictionary<Guid, Pace> _paces = [];

    /// <summary>Refuses a search that comes too soon.</summary>
    /// <exception cref="NotSignedInException"><c>too_many_searches</c>, with the time to wait.</exception>
    public void Step(Guid userId)
    {
        if (_perMinute <= 0) return;
        var wait = _paces.GetOrAdd(userId, _ => new Pace(_perMinute)).Step(clock.GetUtcNow().UtcDateTime);
        if (wait > TimeSpan.Zero) throw new NotSignedInException("too_many_searches", wait);
    }
}

/// <summary>Whoever asks too often must wait (429 with <c>Retry-After</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PacedAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (services.GetRequiredService<ICurrentUser>().UserId is { } userId) services.GetRequiredService<SearchPace>().Step(userId);
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
