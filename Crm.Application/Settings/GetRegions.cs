using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Settings;

/// <summary>Provinces with their cities and districts by GB/T 2260, as of 2023.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetRegions : IRequest<ListPage<Region>>;

internal sealed class GetRegionsHandler : IRequestHandler<GetRegions, ListPage<Region>>
{
    public Task<ListPage<Region>> Handle(GetRegions request, CancellationToken cancellationToken) => Task.FromResult(Pages.Whole(Regions.Tree));
}
