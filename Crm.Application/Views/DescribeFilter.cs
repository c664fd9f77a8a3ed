using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Views;

/// <summary>A filter to be said in words.</summary>
public sealed record FilterInput
{
    /// <inheritdoc cref="SearchInput.Where"/>
    public JsonElement? Where { get; init; }
}

/// <summary>Says in both languages what a filter of one kind of record leaves.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">The filter.</param>
[ByKindRequest]
public sealed record DescribeFilter(string Entity, FilterInput Input) : IRequest<FilterText>;

internal sealed class DescribeFilterHandler(ListedKinds kinds, FieldMap fields, FilterTranslator filters, FilterWords words, ICurrentUser user) : IRequestHandler<DescribeFilter, FilterText>
{
    public async Task<FilterText> Handle(DescribeFilter request, CancellationToken cancellationToken)
    {
        var kind = kinds.Get(request.Entity, user);
        var list = new SearchInput { Where = request.Input.Where }.ToList();
        await filters.EnsureAsync(kind.Descriptor, list, cancellationToken);
        return (await words.DescribeAsync(await fields.OfAsync(kind.Descriptor, cancellationToken), [list.Filter], cancellationToken))[0];
    }
}
