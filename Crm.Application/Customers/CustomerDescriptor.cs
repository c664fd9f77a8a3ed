using System.Linq.Expressions;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Lifecycle;
using Crm.Domain.Orders;
using Crm.Domain.Security;
using Crm.Domain.Settings;

namespace Crm.Application.Customers;

/// <summary>A customer, field by field.</summary>
public sealed class CustomerDescriptor : EntityDescriptor<Customer>
{
    /// <summary>Names every field once.</summary>
    public CustomerDescriptor()
        : base("customers", new Label("客户", "Customers"))
    {
        Add(Field("number", FieldType.Text, "客户编号", "Number", c => c.Number) with { Unique = true, Matchable = true, Normalize = number => number.Trim().ToUpperInvariant(), ReadOnly = true, Required = true, Sortable = true, Filterable = true, Searchable = true });
        Add(Field("kind", FieldType.Choice, "客户类型", "Kind", c => c.Kind) with { Required = true, Filterable = true, Choices = WordsOf<CustomerKind>(), Options = Named(("company", "企业", "Company"), ("person", "个人", "Person")) });
        Add(Field("name", FieldType.Text, "客户名称", "Name", c => c.Name) with
        {
            PersonalData = PersonalData.Contact, Required = true, Matchable = true, Sortable = true, SortBy = By(c => c.NameSortKey), Filterable = true, Searchable = true, MaxLength = Customer.NameMaxLength,
        });
        Add(Field("shortName", FieldType.Text, "简称", "Short name", c => c.ShortName) with { PersonalData = PersonalData.Contact, Filterable = true, Searchable = true, MaxLength = Customer.ShortNameMaxLength });
        Add(Field("englishName", FieldType.Text, "英文名称", "English name", c => c.EnglishName) with { PersonalData = PersonalData.Contact, Filterable = true, Searchable = true, MaxLength = Customer.NameMaxLength });
        Add(Field("status", FieldType.Code, "客户状态", "Status", c => c.Status) with { BulkEditable = true, Sortable = true, Filterable = true, CodeList = CodeLists.CustomerStatus });
        Add(Field("industry", FieldType.Code, "行业", "Industry", c => c.Industry) with { BulkEditable = true, Filterable = true, CodeList = CodeLists.Industry });
        Add(Field("source", FieldType.Code, "来源", "Source", c => c.Source) with { BulkEditable = true, Filterable = true, CodeList = CodeLists.CustomerSource });
        Add(Field("size", FieldType.Code, "规模", "Size", c => c.Size) with { BulkEditable = true, Filterable = true, CodeList = CodeLists.CustomerSize });
        Add(Field("rating", FieldType.Score, "评级", "Rating", c => c.Rating) with { BulkEditable = true, Sortable = true, Filterable = true });
        Add(Field("tags", FieldType.Tags, "标签", "Tags", c => c.Tags.Select(t => t.Tag!.Name)) with { BulkEditable = true, Filterable = true });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", c => c.OwnerId) with { BulkEditable = true, Filterable = true });
        Add(Field("parentId", FieldType.Relation, "上级客户", "Parent customer", c => c.ParentId) with { BulkEditable = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("phones", FieldType.Phone, "电话", "Phones", c => c.PrimaryPhone) with { PersonalData = PersonalData.Contact, Matchable = true, Normalize = PhoneNumber.Key, Stored = By(c => c.Phones), Searchable = true });
        Add(Field("emails", FieldType.Email, "邮箱", "E-mails", c => c.PrimaryEmail) with { PersonalData = PersonalData.Contact, Matchable = true, Stored = By(c => c.Emails), Searchable = true });
        Add(Field("website", FieldType.WebAddress, "网站", "Website", c => c.Website) with { BulkEditable = true, MaxLength = Customer.WebsiteMaxLength });
        Add(Field("provinceCode", FieldType.Region, "省份", "Province", c => c.Place.ProvinceCode) with { BulkEditable = true, Filterable = true });
        Add(Field("cityCode", FieldType.Region, "城市", "City", c => c.Place.CityCode) with { BulkEditable = true, Filterable = true });
        Add(Field("districtCode", FieldType.Region, "区县", "District", c => c.Place.DistrictCode) with { BulkEditable = true, Filterable = true });
        Add(Field("regionCode", FieldType.Region, "地区", "Region", c => c.RegionCode) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("addressLine1", FieldType.Text, "地址", "Address", c => c.Place.Line1) with { PersonalData = PersonalData.Contact, MaxLength = Place.LineMaxLength });
        Add(Field("addressLine2", FieldType.Text, "地址（续）", "Address, second line", c => c.Place.Line2) with { PersonalData = PersonalData.Contact, MaxLength = Place.LineMaxLength });
        Add(Field("postalCode", FieldType.Text, "邮编", "Postal code", c => c.Place.PostalCode) with { PersonalData = PersonalData.Contact, MaxLength = Place.PostalCodeMaxLength });
        Add(Field("creditCode", FieldType.Text, "统一社会信用代码", "Credit code", c => c.CreditCode) with { Unique = true, Matchable = true, Normalize = UnifiedSocialCreditCode.Normalize, Filterable = true, Searchable = true, MaxLength = UnifiedSocialCreditCode.Length });
        Add(Field("annualRevenue", FieldType.Money, "年营业额", "Annual revenue", c => (decimal?)c.AnnualRevenue!.Amount) with { BulkEditable = true, Stored = By(c => c.AnnualRevenue), Sortable = true, Filterable = true });
        Add(Field("foundedOn", FieldType.Date, "成立日期", "Founded on", c => c.FoundedOn) with { BulkEditable = true, Filterable = true });
        Add(Field("birthday", FieldType.Date, "生日", "Birthday", c => c.Birthday) with { PersonalData = PersonalData.Contact, Filterable = true });
        Add(Field("birthdayCalendar", FieldType.Choice, "生日历法", "Birthday calendar", c => c.BirthdayCalendar) with { PersonalData = PersonalData.Contact, Filterable = true, Choices = WordsOf<YearCalendar>(), Options = Named(("solar", "公历", "Solar"), ("lunar", "农历", "Lunar")) });
        Add(Field("description", FieldType.LongText, "备注", "Description", c => c.Description) with { BulkEditable = true, MaxLength = Customer.DescriptionMaxLength });
        Add(Field("preferences", FieldType.Preferences, "需求与偏好", "Needs and preferences", c => c.Preferences) with { PersonalData = PersonalData.Contact });
        Add(Field("doNotContact", FieldType.Choices, "免打扰", "Do not contact", c => c.DoNotContact) with { PersonalData = PersonalData.Contact, BulkEditable = true, Choices = WordsOf<ContactChannel>() });
        Add(Field("lastContactAt", FieldType.DateTime, "最近联系", "Last contact", c => c.LastContactAt) with { Absence = new Label("未跟进", "no contact"), Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("nextFollowUpAt", FieldType.DateTime, "下次跟进", "Next follow-up", c => c.NextFollowUpAt) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        AddTrade();
        AddTier();
        AddStage();
        Add(Field("segment", FieldType.Segments, "分群", "Segment", c => c.Segments.Select(m => m.SegmentId)) with { Logged = false, ReadOnly = true, Required = true, Filterable = true, RelatesTo = "segments" });
        Add(Field("idleSince", FieldType.DateTime, "无进展起始", "Idle since", PublicPool.IdleSince) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("protected", FieldType.YesNo, "不回收", "Protected", c => c.Protected) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("pooledAt", FieldType.DateTime, "进入公海时间", "In the pool since", c => c.PooledAt) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("poolReason", FieldType.Code, "放弃原因", "Reason for return", c => c.PoolReason) with { ReadOnly = true, Filterable = true, CodeList = CodeLists.PoolReason });
        Add(Field("poolNote", FieldType.Text, "放弃说明", "Note on return", c => c.PoolNote) with { ReadOnly = true, MaxLength = Customer.PoolNoteMaxLength });
        Add(Field("lastOwnerId", FieldType.Owner, "前负责人", "Previous owner", c => c.LastOwnerId) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", c => c.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", c => c.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<User, UserDescriptor>("owner", "负责人", "Owner", c => c.Owner));
        Add(To<Customer, CustomerDescriptor>("parent", "上级客户", "Parent customer", c => c.Parent));
        Add(ToParts(
            "contacts",
            "联系人",
            "Contacts",
            c => c.Contacts.Where(l => l.LeftOn == null && l.Contact!.DeletedAt == null), // who left is not at the customer any more
            PartField("name", FieldType.PersonName, "姓名", "Name", (CustomerContact l) => l.Contact!.Name) with { Required = true },
            PartField("title", FieldType.Text, "职务", "Title", (CustomerContact l) => l.Title),
            PartField("department", FieldType.Text, "部门", "Department", (CustomerContact l) => l.Department),
            PartField("role", FieldType.Code, "角色", "Role", (CustomerContact l) => l.Role) with { CodeList = CodeLists.ContactRole },
            PartField("isPrimary", FieldType.YesNo, "首要联系人", "Primary contact", (CustomerContact l) => l.IsPrimary) with { Required = true }));
    }

    /// <summary>The figures of trade, which follow from orders, returns and payments (module Orders keeps them).</summary>
    private void AddTrade()
    {
        Add(Field("firstOrderOn", FieldType.Date, "首单日期", "First order", c => c.Trade == null ? null : c.Trade.FirstOrderOn) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("lastOrderOn", FieldType.Date, "最近下单", "Last order", c => c.Trade == null ? null : c.Trade.LastOrderOn) with { Absence = new Label("未下单", "no order"), Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("orderCount", FieldType.Number, "订单数", "Orders", c => c.Trade == null ? 0 : c.Trade.Orders) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("orderCount12Months", FieldType.Number, "近 12 个月订单数", "Orders, 12 months", c => c.Trade == null ? 0 : c.Trade.OrdersLately) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        AddAmount("netRevenue", "累计净收入", "Net revenue", c => c.Trade == null ? 0 : c.Trade.NetRevenue, c => new Money(c.Trade == null ? 0 : c.Trade.NetRevenue, Money.Base));
        AddAmount("netRevenue12Months", "近 12 个月净收入", "Net revenue, 12 months", c => c.Trade == null ? 0 : c.Trade.NetRevenueLately, c => new Money(c.Trade == null ? 0 : c.Trade.NetRevenueLately, Money.Base));
        Add(Field("returnCount", FieldType.Number, "退货次数", "Returns", c => c.Trade == null ? 0 : c.Trade.ReturnCount) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        AddAmount("returned", "退货金额", "Returned", c => c.Trade == null ? 0 : c.Trade.Returned, c => new Money(c.Trade == null ? 0 : c.Trade.Returned, Money.Base));
        Add(Field("averageOrderGap", FieldType.Number, "平均下单间隔（天）", "Average days between orders", c => c.Trade == null ? null : c.Trade.AverageGapDays) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("medianOrderGap", FieldType.Number, "下单间隔中位数（天）", "Median days between orders", c => c.Trade == null ? null : c.Trade.MedianGapDays) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("favouriteCategoryId", FieldType.Relation, "偏好分类", "Favourite category", c => c.Trade == null ? null : c.Trade.FavouriteCategoryId) with { Logged = false, ReadOnly = true, Filterable = true, RelatesTo = "product-categories" });
        AddAmount("paid", "累计付款", "Paid", c => c.Trade == null ? 0 : c.Trade.Paid, c => new Money(c.Trade == null ? 0 : c.Trade.Paid, Money.Base));
        Add(Field("averageDaysLate", FieldType.Number, "平均逾期天数", "Average days late", c => c.Trade == null ? null : c.Trade.AverageDaysLate) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("lateShare", FieldType.Number, "逾期付款占比", "Share of late payments", c => c.Trade == null ? null : c.Trade.LateShare) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
    }

    /// <summary>The tier and the scores behind it (module Tiers gives them).</summary>
    private void AddTier()
    {
        Add(Field("tier", FieldType.Code, "客户等级", "Tier", c => c.Tier) with { Logged = false, ReadOnly = true, Filterable = true, CodeList = CodeLists.CustomerTier });
        Add(Field("tierSince", FieldType.Date, "等级起始日期", "Tier since", c => c.TierSince) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("tierIsManual", FieldType.YesNo, "人工指定等级", "Tier chosen by hand", c => c.TierIsManual) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("tierUntil", FieldType.Date, "人工等级截止日期", "Chosen tier until", c => c.TierUntil) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("rfmRecency", FieldType.Number, "RFM 近度", "RFM recency", c => c.Trade == null ? null : c.Trade.RecencyScore) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("rfmFrequency", FieldType.Number, "RFM 频度", "RFM frequency", c => c.Trade == null ? null : c.Trade.FrequencyScore) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("rfmMonetary", FieldType.Number, "RFM 金额", "RFM monetary", c => c.Trade == null ? null : c.Trade.MonetaryScore) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("valueClass", FieldType.Choice, "价值分类", "Value class", c => c.Trade == null ? null : c.Trade.ValueClass) with
        {
            Logged = false, ReadOnly = true, Filterable = true, Choices = WordsOf<ValueClass>(), Options = Named(("low", "低价值", "Low"), ("middle", "中价值", "Middle"), ("high", "高价值", "High")),
        });
    }

    /// <summary>The stage of life, which follows from the days of his orders (module Lifecycle tells it).</summary>
    private void AddStage()
    {
        Add(Field("stage", FieldType.Choice, "生命周期阶段", "Stage of life", c => c.Trade == null ? StageOfLife.Prospect : c.Trade.Stage) with
        {
            Logged = false, ReadOnly = true, Required = true, Sortable = true, SortBy = By(PlaceOfStage), Filterable = true, Choices = WordsOf<StageOfLife>(), Options = StageNames,
        });
        Add(Field("stageSince", FieldType.Date, "阶段起始日期", "In this stage since", c => c.Trade == null ? null : c.Trade.StageSince) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("silentOn", FieldType.Date, "沉默日期", "Silent on", c => c.Trade == null ? null : c.Trade.SilentOn) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("lostOn", FieldType.Date, "流失日期", "Lost on", c => c.Trade == null ? null : c.Trade.LostOn) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(ToParts(
            "stageChanges",
            "阶段变动",
            "Stage changes",
            c => c.StageChanges,
            PartField("step", FieldType.Text, "月份与走向", "Month and step", (StageChange s) => s.Step) with { Required = true },
            PartField("on", FieldType.Date, "日期", "Day", (StageChange s) => s.On) with { Required = true },
            PartField("from", FieldType.Choice, "原阶段", "From", (StageChange s) => s.From) with { Required = true, Choices = WordsOf<StageOfLife>(), Options = StageNames },
            PartField("to", FieldType.Choice, "新阶段", "To", (StageChange s) => s.To) with { Required = true, Choices = WordsOf<StageOfLife>(), Options = StageNames }));
    }

    /// <summary>Lists go by stage in the order in which it is lived through.</summary>
    private static readonly Expression<Func<Customer, int>> PlaceOfStage = c => c.Trade == null || c.Trade.Stage == StageOfLife.Prospect ? 0
        : c.Trade.Stage == StageOfLife.New ? 1
        : c.Trade.Stage == StageOfLife.Active ? 2
        : c.Trade.Stage == StageOfLife.Silent ? 3
        : c.Trade.Stage == StageOfLife.Lost ? 4 : 5;

    /// <summary>What people call the stages.</summary>
    internal static readonly IReadOnlyList<FieldOption> StageNames = Named(
        ("prospect", "潜在", "Prospect"), ("new", "新客户", "New"), ("active", "活跃", "Active"), ("silent", "沉默", "Silent"), ("lost", "流失", "Lost"), ("won_back", "挽回", "Won back"));

    private void AddAmount(string key, string zh, string en, Expression<Func<Customer, decimal>> amount, Expression<Func<Customer, Money>> money) =>
        Add(Field(key, FieldType.Money, zh, en, amount) with { Stored = money, Logged = false, ReadOnly = true, Sortable = true, Filterable = true });

    /// <inheritdoc/>
    public override string DefaultSort => "-updatedAt";
}
