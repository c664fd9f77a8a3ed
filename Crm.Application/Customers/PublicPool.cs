using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>The public pool (公海): the customers that nobody looks after.</summary>
internal static class PublicPool
{
    /// <summary>The code of <see cref="CodeLists.PoolReason"/> with which the system takes a customer back.</summary>
    public const string NoFollowUp = "no_follow_up";

    /// <summary>
    /// Since when nothing was done with a customer: the last conversation, the last follow-up done or the day his owner took him over, whichever was
    /// last; nothing while he is in the pool.
    /// </summary>
    public static readonly Expression<Func<Customer, DateTime?>> IdleSince = c => c.OwnerId == null
        ? null
        : c.LastContactAt > (c.OwnedSince ?? c.CreatedAt) && !(c.LastFollowUpAt > c.LastContactAt)
            ? c.LastContactAt
            : c.LastFollowUpAt > (c.OwnedSince ?? c.CreatedAt) ? c.LastFollowUpAt : (c.OwnedSince ?? c.CreatedAt);

    /// <summary>The rules of the company, to be read.</summary>
    public static async Task<PoolRules> RulesAsync(this ICrmDb db, CancellationToken cancellationToken) =>
        await db.PoolRules.AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? PoolRules.Default();
}

/// <summary>
/// The customers in the public pool as everybody sees them who may see customers: what helps to choose one, and not whom to call. They are customers
/// out of everybody's sight; the pool is where they are shown all the same.
/// </summary>
public sealed class PoolDescriptor : EntityDescriptor<Customer>
{
    /// <summary>Names every field once.</summary>
    public PoolDescriptor()
        : base("pool", new Label("公海", "Public pool"))
    {
        Add(Field("number", FieldType.Text, "客户编号", "Number", c => c.Number) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("kind", FieldType.Choice, "客户类型", "Kind", c => c.Kind) with { ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<CustomerKind>(), Options = Named(("company", "企业", "Company"), ("person", "个人", "Person")) });
        Add(Field("name", FieldType.Text, "客户名称", "Name", c => c.Name) with { ReadOnly = true, Required = true, Sortable = true, SortBy = (Expression<Func<Customer, string>>)(c => c.NameSortKey), Filterable = true });
        Add(Field("status", FieldType.Code, "客户状态", "Status", c => c.Status) with { ReadOnly = true, Sortable = true, Filterable = true, CodeList = CodeLists.CustomerStatus });
        Add(Field("industry", FieldType.Code, "行业", "Industry", c => c.Industry) with { ReadOnly = true, Filterable = true, CodeList = CodeLists.Industry });
        Add(Field("source", FieldType.Code, "来源", "Source", c => c.Source) with { ReadOnly = true, Filterable = true, CodeList = CodeLists.CustomerSource });
        Add(Field("size", FieldType.Code, "规模", "Size", c => c.Size) with { ReadOnly = true, Filterable = true, CodeList = CodeLists.CustomerSize });
        Add(Field("rating", FieldType.Score, "评级", "Rating", c => c.Rating) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("provinceCode", FieldType.Region, "省份", "Province", c => c.Place.ProvinceCode) with { ReadOnly = true, Filterable = true });
        Add(Field("cityCode", FieldType.Region, "城市", "City", c => c.Place.CityCode) with { ReadOnly = true, Filterable = true });
        Add(Field("districtCode", FieldType.Region, "区县", "District", c => c.Place.DistrictCode) with { ReadOnly = true, Filterable = true });
        Add(Field("regionCode", FieldType.Region, "地区", "Region", c => c.RegionCode) with { ReadOnly = true, Filterable = true });
        Add(Field("tags", FieldType.Tags, "标签", "Tags", c => c.Tags.Select(t => t.Tag!.Name)) with { ReadOnly = true, Filterable = true });
        Add(Field("pooledAt", FieldType.DateTime, "进入公海时间", "In the pool since", c => c.PooledAt) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("poolReason", FieldType.Code, "放弃原因", "Reason for return", c => c.PoolReason) with { ReadOnly = true, Filterable = true, CodeList = CodeLists.PoolReason });
        Add(Field("lastOwnerId", FieldType.Owner, "前负责人", "Previous owner", c => c.LastOwnerId) with { ReadOnly = true, Filterable = true });
        Add(Field("lastContactAt", FieldType.DateTime, "最近联系", "Last contact", c => c.LastContactAt) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", c => c.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-pooledAt";

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override IQueryable<Customer> Within(IQueryable<Customer> all) => all
        .IgnoreQueryFilters([QueryFilters.Sight]) // the pool is for everybody
        .Where(c => c.OwnerId == null);
}
