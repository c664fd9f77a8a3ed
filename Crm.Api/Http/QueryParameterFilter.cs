using System.Collections.Concurrent;
using System.Collections.Frozen;
using Crm.Api.Activities;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Records;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Http;

/// <summary>Refuses query parameters that an operation does not know: a misspelt filter must not look like one that matched everything.</summary>
internal sealed class QueryParameterFilter : IResourceFilter
{
    private static readonly ConcurrentDictionary<string, Known> KnownByAction = new();

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var query = context.HttpContext.Request.Query;
        if (query.Count == 0) return;

        var known = KnownByAction.GetOrAdd(context.ActionDescriptor.Id, _ => Known.Of(context.ActionDescriptor));
        var errors = new List<FieldError>();
        foreach (var (name, values) in query)
        {
            if (!known.Has(name)) errors.Add(FieldError.InQuery(name, "unknown_parameter"));
            else if (values.Count > 1) errors.Add(FieldError.InQuery(name, "given_twice"));
        }

        if (errors.Count > 0) throw new InvalidException(errors, unreadable: true);
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }

    private sealed record Known(FrozenSet<string> Names, bool HasFilters)
    {
        public static Known Of(ActionDescriptor action) => new(
            action.Parameters.Where(p => p.BindingInfo?.BindingSource == BindingSource.Query).SelectMany(NamesOf).ToFrozenSet(StringComparer.Ordinal),
            action.Parameters.Any(p => p.ParameterType == typeof(ListRequest)));

        public bool Has(string name) => Names.Contains(name) || (HasFilters && FilterParser.IsFilter(name));

        private static IReadOnlyList<string> NamesOf(ParameterDescriptor parameter) =>
            parameter.ParameterType == typeof(ListRequest) ? ListRequestBinder.Parameters
            : parameter.ParameterType == typeof(TimelineRequest) ? TimelineRequestBinder.Parameters
            : [parameter.BindingInfo!.BinderModelName ?? parameter.Name];
    }
}
