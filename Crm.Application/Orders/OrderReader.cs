using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Reads orders as the one who asks may see and treat them.</summary>
internal sealed class OrderReader(ICrmDb db, IMapper mapper, IFieldCatalogue catalogue, OrderDescriptor descriptor, ICurrentUser user)
{
    public async Task<OrderDetail> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        var order = await db.Orders
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(o => o.Id == id)
            .AsNoTracking()
            .ProjectTo<OrderDetail>(mapper.ConfigurationProvider, new { custom })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Order));
        return order with { Can = OrderCan.Of(order.Status, order.DeletedAt is not null, user.May(Permissions.OrdersWrite), user.May(Permissions.OrdersDelete)) };
    }
}
