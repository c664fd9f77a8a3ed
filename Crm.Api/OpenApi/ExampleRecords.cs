using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Api.Bulk;
using Crm.Api.Security;
using Crm.Application.Activities;
using Crm.Application.Bulk;
using Crm.Application.Care;
using Crm.Application.Changes;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Export;
using Crm.Application.Files;
using Crm.Application.FollowUpKpis;
using Crm.Application.Import;
using Crm.Application.Jobs;
using Crm.Application.KeyAccounts;
using Crm.Application.Lifecycle;
using Crm.Application.Managers;
using Crm.Application.Notifications;
using Crm.Application.Offers;
using Crm.Application.Orders;
using Crm.Application.Products;
using Crm.Application.Receivables;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Search;
using Crm.Application.Security;
using Crm.Application.Segments;
using Crm.Application.Settings;
using Crm.Application.Tiers;
using Crm.Application.Views;
using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Jobs;
using Crm.Domain.Lifecycle;
using Crm.Domain.Offers;
using Crm.Domain.Orders;
using Crm.Domain.Questionnaires;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Domain.Segments;
using Crm.Domain.Tiers;
using Crm.Domain.Views;

namespace Crm.Api.OpenApi;

/// <summary>One believable record of each kind; together they tell one story, so that the examples agree with each other.</summary>
internal static class ExampleRecords
{
    public static readonly Guid CustomerId = Id(1);

    private static readonly AbsenceRow Absence = new()
    {
        Id = new Guid("01930000-0000-7000-8000-000000000060"), UserName = "李明", From = new DateOnly(2026, 12, 7), To = new DateOnly(2026, 12, 11), Kind = AbsenceKind.Leave, DeputyName = "周敏", Version = 1,
    };

    private static readonly Guid ContactId = Id(2);
    private static readonly Guid OwnerId = Id(3);
    private static readonly Guid TeamId = Id(4);
    private static readonly Guid FollowUpId = Id(5);
    private static readonly Guid InteractionId = Id(6);
    private static readonly DateTime Opened = new(2026, 3, 2, 1, 15, 0, DateTimeKind.Utc);
    private static readonly DateTime Called = new(2026, 11, 18, 6, 30, 0, DateTimeKind.Utc);
    private static readonly DateTime Due = new(2026, 11, 25, 2, 0, 0, DateTimeKind.Utc);

    private const string CompanyName = "青岛海月智能装备有限公司";
    private const string PersonName = "王海燕";
    private const string OwnerName = "李明";
    private const string CreditCode = "91370212MA3C8TQ15J";
    private const string Mobile = "138 0532 6688";
    private const string CompanyPhone = "0532-8889 6600";
    private const string CompanyEmail = "sales@haiyue.example";
    private const string PersonEmail = "wang.hy@haiyue.example";

    private static readonly CustomerRow CustomerRow = new()
    {
        Id = CustomerId, Number = "C000123", Kind = CustomerKind.Company, Name = CompanyName, ShortName = "海月智能", Industry = "machinery", Source = "trade_show",
        Size = "100-299", Status = "negotiating", Rating = 4, ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212", PrimaryPhone = CompanyPhone,
        PrimaryEmail = CompanyEmail, CreditCode = CreditCode, AnnualRevenue = new Money(128_000_000m, "CNY"), Tags = ["重点客户"], OwnerId = OwnerId, OwnerName = OwnerName,
        LastContactAt = Called, NextFollowUpAt = Due, IdleSince = Called, CreatedAt = Opened, UpdatedAt = Called, Version = 3,
    };

    private static readonly CustomerDetail CustomerDetail = new()
    {
        Id = CustomerId, Number = "C000123", Kind = CustomerKind.Company, Name = CompanyName, ShortName = "海月智能", EnglishName = "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
        Industry = "machinery", Source = "trade_show", Size = "100-299", Status = "negotiating", Rating = 4, ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212", RegionCode = "370212",
        AddressLine1 = "松岭路 88 号", AddressLine2 = "海月科技园 3 号楼", PostalCode = "266100", Website = "https://www.haiyue.example",
        Phones = [Phone.From(PhoneLabel.Office, CompanyPhone, true)], Emails = [Email.From(EmailLabel.Work, CompanyEmail, true)], AnnualRevenue = new Money(128_000_000m, "CNY"),
        FoundedOn = new DateOnly(2012, 5, 18), Custom = new Dictionary<string, object> { ["channelTier"] = "gold" }, CreditCode = CreditCode, Description = "计划明年上半年更换两条装配线。", Tags = ["重点客户"],
        Preferences = [new Preference("contact_time", "上午 10 点以后再打电话", PreferenceSource.Stated, new DateOnly(2026, 3, 2))], DoNotContact = [ContactChannel.Sms],
        OwnerId = OwnerId, OwnerName = OwnerName, LastContactAt = Called, NextFollowUpAt = Due, IdleSince = Called, CreatedAt = Opened, CreatedBy = OwnerId, CreatedByName = OwnerName,
        UpdatedAt = Called, UpdatedBy = OwnerId, UpdatedByName = OwnerName, Version = 3, Can = new CustomerCan(true, false, false, false),
    };

    private static readonly CustomFieldRow CustomField = new()
    {
        Key = "channelTier", Type = CustomFieldType.Choice, LabelZh = "渠道等级", LabelEn = "Channel tier", SectionZh = "渠道", SectionEn = "Channel",
        Options = [new CustomFieldOption("gold", "金牌", "Gold", Color: "yellow"), new CustomFieldOption("silver", "银牌", "Silver")], Indexed = true, Position = 10, Version = 1,
    };

    private static readonly AddressRow Address = new()
    {
        Id = Id(7), Label = AddressLabel.Shipping, ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212", Line1 = "松岭路 88 号", Line2 = "2 号库",
        PostalCode = "266100", Recipient = "赵强", Phone = "139 5322 0017", IsPrimary = true, Version = 1,
    };

    private static readonly TaxProfileRow TaxProfile = new()
    {
        Id = Id(8), Title = CompanyName, TaxNumber = CreditCode, InvoiceType = InvoiceType.Special, RegisteredAddress = "青岛市崂山区松岭路 88 号", RegisteredPhone = CompanyPhone,
        BankName = "中国银行青岛崂山支行", BankAccount = "2385 1234 5678", IsDefault = true, Version = 1,
    };

    private static readonly CustomerContactRow CustomerContact = new()
    {
        ContactId = ContactId, Name = PersonName, Role = "decision_maker", Title = "采购总监", Department = "采购部", IsPrimary = true, PrimaryPhone = Mobile, PrimaryEmail = PersonEmail, Version = 1,
    };

    private static readonly InteractionDetail Interaction = new()
    {
        Id = InteractionId, CustomerId = CustomerId, CustomerName = CompanyName, Contacts = [new Reference(ContactId, PersonName)], Channel = InteractionChannel.Call,
        Direction = Direction.Outbound, Subject = "确认报价明细", Body = "对价格基本认可，希望交期提前两周。", StartedAt = Called, DurationMinutes = 18, Outcome = "interested",
        OwnerId = OwnerId, OwnerName = OwnerName, CreatedAt = Called, UpdatedAt = Called, Version = 1, Can = new RecordCan(true, true, false),
    };

    private static readonly FollowUpRow FollowUp = new()
    {
        Id = FollowUpId, Subject = "上门演示新产线方案", Channel = InteractionChannel.Visit, DueAt = Due, Due = Due, Status = FollowUpStatus.Planned, Notes = "带上交期承诺函。",
        CustomerId = CustomerId, CustomerName = CompanyName, ContactId = ContactId, ContactName = PersonName, OwnerId = OwnerId, OwnerName = OwnerName, CreatedAt = Called,
        UpdatedAt = Called, Version = 1, Can = new FollowUpCan(true, true, false, true),
    };

    private static readonly FollowUpSeriesRow Series = new()
    {
        Id = Id(50), Subject = "每月设备例行回访", Channel = InteractionChannel.Visit, StartsOn = new DateOnly(2026, 12, 4), StartTime = new TimeOnly(10, 0), StartMinute = 600, DurationMinutes = 60, TimeZone = "Asia/Shanghai",
        Rule = "FREQ=MONTHLY;BYDAY=1FR", NextDays = [new DateOnly(2026, 12, 4), new DateOnly(2027, 1, 1)], OwnerId = OwnerId, OwnerName = OwnerName, CustomerId = CustomerId, CustomerName = CompanyName,
        ContactId = ContactId, ContactName = PersonName, PlannedTo = new DateOnly(2027, 1, 25), CreatedAt = Called, UpdatedAt = Called, Version = 1, Can = new RecordCan(true, true, false),
    };

    private static readonly FollowUpRow Done = FollowUp with
    {
        Status = FollowUpStatus.Done, Result = "演示顺利，等待内部评审。", CompletedAt = Due, InteractionId = InteractionId, Version = 2, Can = new FollowUpCan(false, false, true, true),
    };

    private static readonly TimelineItem TimelineItem = new()
    {
        Kind = TimelineKind.Interaction, Id = InteractionId, At = Called, Channel = InteractionChannel.Call, Direction = Direction.Outbound, Subject = "确认报价明细",
        Body = "对价格基本认可，希望交期提前两周。", DurationMinutes = 18, Outcome = "interested", OwnerId = OwnerId, OwnerName = OwnerName, CustomerId = CustomerId,
        CustomerName = CompanyName, Contacts = [new Reference(ContactId, PersonName)], Version = 1, Can = new RecordCan(true, true, false),
    };

    private static readonly ChangeRow Change = new()
    {
        Id = Id(12), Entity = "customers", RecordId = CustomerId, Version = 3, Verb = ChangeVerb.Changed, At = Called, UserId = OwnerId, UserName = OwnerName, Source = ChangeSource.Form,
        RequestId = "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7", Fields = [new FieldChange("status", "potential", "negotiating"), new FieldChange("rating", null, 4)], Can = new ChangeCan(true),
    };

    private static readonly UserRow User = new()
    {
        Id = OwnerId, Name = OwnerName, Email = "liming@crm.example", Role = Role.Sales, TeamId = TeamId, TeamName = "华东一组", Active = true, LastSignInAt = Called, CreatedAt = Opened, Version = 4,
    };

    private static readonly AuthResult SignedIn = new(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl",
        600,
        new Me(OwnerId, OwnerName, "liming@crm.example", Role.Sales, TeamId, "华东一组", ["customers.read", "customers.write"], false, "Asia/Shanghai"));

    private static readonly JobRow Job = new()
    {
        Id = Id(12), Kind = "bulk", Title = "修改 1,200 个客户", Entity = "customers", Status = JobStatus.Running, Progress = new JobProgress(400, 1200, 3),
        Result = new JsonObject { ["changed"] = 390, ["unchanged"] = 7, ["skipped"] = 3 }, Links = new JobLinks($"/api/v1/jobs/{Id(12)}"), CreatedAt = Called, CreatedBy = OwnerId,
        CreatedByName = OwnerName, StartedAt = Called, UpdatedAt = Called,
    };

    private static readonly ProductRow Product = new()
    {
        Id = Id(40), Code = "HL-200", Name = "协作机器人 HL-200", Unit = "台", CategoryId = Id(41), CategoryName = "机器人", Price = new Money(86_000m, "CNY"), Active = true, CreatedAt = Opened, UpdatedAt = Opened,
        Version = 1,
    };

    private static readonly ProductCategoryRow ProductCategory = new() { Id = Id(41), Name = "机器人", CreatedAt = Opened, UpdatedAt = Opened, Version = 1 };

    private static readonly OrderLineRow Line = new()
    {
        Position = 1, ProductId = Id(40), ProductCode = "HL-200", Text = "协作机器人 HL-200", Quantity = 2, Unit = "台", UnitPrice = 86_000m, TaxPercent = 13, Net = 172_000m, Tax = 22_360m,
    };

    private static readonly OrderLineInput LineInput = new() { ProductId = Id(40), Quantity = 2, UnitPrice = 86_000m, TaxPercent = 13 };

    private static readonly OrderRow OrderRow = new()
    {
        Id = Id(42), Number = "O000017", CustomerId = CustomerId, CustomerName = CompanyName, OwnerId = OwnerId, OwnerName = OwnerName, OrderedAt = Called, OrderedOn = new DateOnly(2026, 11, 18),
        Status = OrderStatus.Confirmed, Channel = "visit", PaymentMethod = "bank_transfer", Total = new Money(191_460.42m, "CNY"), Revenue = 169_434m, CreatedAt = Called, UpdatedAt = Called, Version = 1,
    };

    private static readonly OrderDetail Order = new()
    {
        Id = Id(42), Number = "O000017", CustomerId = CustomerId, CustomerName = CompanyName, OwnerId = OwnerId, OwnerName = OwnerName, OrderedAt = Called, OrderedOn = new DateOnly(2026, 11, 18),
        Status = OrderStatus.Confirmed, Channel = "visit", PaymentMethod = "bank_transfer", Total = new Money(191_460.42m, "CNY"), Revenue = 169_434m, Currency = "CNY", Goods = 172_000m, Discount = 2_566m,
        Tax = 22_026.42m, Lines = [Line], CreatedAt = Called, UpdatedAt = Called, Version = 1, Can = new OrderCan(true, false, true, true, true, false, false),
    };

    private static readonly SalesReturnDetail SalesReturn = new()
    {
        Id = Id(43), Number = "R000002", CustomerId = CustomerId, CustomerName = CompanyName, OrderId = Id(42), OrderNumber = "O000017", ReturnedAt = Due, ReturnedOn = new DateOnly(2026, 11, 25),
        Reason = "defect", Total = new Money(97_180m, "CNY"), Revenue = 86_000m, Goods = 86_000m, Tax = 11_180m,
        Lines = [Line with { Quantity = 1, Net = 86_000m, Tax = 11_180m }], CreatedAt = Due, UpdatedAt = Due, Version = 1, Can = new RecordCan(true, false, false),
    };

    private static readonly PaymentRow Payment = new()
    {
        Id = Id(44), CustomerId = CustomerId, CustomerName = CompanyName, OrderId = Id(42), OrderNumber = "O000017", PaidOn = new DateOnly(2026, 11, 27), DueOn = new DateOnly(2026, 11, 30),
        Amount = new Money(50_000m, "CNY"), Method = "bank_transfer", Reference = "20261127-0091", CreatedAt = Due, UpdatedAt = Due, Version = 1,
    };

    private static readonly Filter KpiSpan = new AllOf([new Comparison("due", FilterOperator.Gte, ["2026-08-29T16:00:00.000Z"], ""), new Comparison("due", FilterOperator.Lt, ["2026-11-25T02:00:00.000Z"], "")]);

    private static readonly Filter KpiList = new AllOf([new Comparison("kind", FilterOperator.Eq, ["step"], ""), new Comparison("onTime", FilterOperator.Eq, ["true"], "")]);

    private static readonly FollowUpFigures KpiFigures = new()
    {
        Due = 263, DoneOnTime = 81, DoneLate = 150, Missed = 20, Open = 12, Cancelled = 5, Coverage = new MeasuredShare(0.308, 0.2553, 0.3662), PromisesDue = 20, PromisesKept = 18, PromisesBroken = 2, Kept = new MeasuredShare(0.9, 0.699, 0.9721),
    };

    private static readonly System.Text.Json.JsonElement HighValue = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>("""{"field":"valueClass","op":"eq","value":"high"}""");

    private static readonly KeyAccountInput KeyAccount = new()
    {
        StartedOn = new DateOnly(2026, 1, 5), NextReviewOn = new DateOnly(2026, 12, 1),
        Goals = [new KeyAccountGoal { Text = "机器人采购份额提高到一半", Measure = "年度采购份额", Target = "50%", Due = new DateOnly(2027, 6, 30) }],
        Stakeholders = [new KeyAccountStakeholder { ContactId = ContactId, Role = "技术决策人", Influence = 5, Attitude = 1, OwnerId = OwnerId }],
        Potentials = [new KeyAccountPotential { CategoryId = Id(41), Amount = 3_000_000m, ShareOfWallet = 35 }],
        Risks = [new KeyAccountRisk { Text = "竞争对手报价更低", Likelihood = 3, Impact = 4, Countermeasure = "提供全周期成本对比" }],
        Actions = [new KeyAccountAction { Text = "安排高层互访", OwnerId = OwnerId, Due = new DateOnly(2026, 12, 10), DoneOn = new DateOnly(2026, 12, 8) }],
    };

    private static readonly KeyAccountDetail KeyAccountDetail = new()
    {
        Id = Id(85), CustomerId = CustomerId, CustomerName = CompanyName, Tier = "vip", OwnerId = OwnerId, OwnerName = OwnerName, StartedOn = new DateOnly(2026, 1, 5), LastReviewOn = new DateOnly(2026, 9, 1), NextReviewOn = new DateOnly(2026, 12, 1),
        OpenGoals = 1, OpenActions = 1, NextActionOn = new DateOnly(2026, 12, 10), CreatedAt = Called, UpdatedAt = Called, Version = 3, Can = new RecordCan(true, true, false),
        Goals = KeyAccount.Goals, Stakeholders = KeyAccount.Stakeholders, Potentials = KeyAccount.Potentials, Risks = KeyAccount.Risks, Actions = KeyAccount.Actions,
        Names = new Dictionary<Guid, string> { [ContactId] = PersonName, [OwnerId] = OwnerName, [Id(41)] = "机器人" },
    };

    private static readonly SegmentRow SegmentRow = new()
    {
        Id = Id(81), Name = "华东高价值", Description = "一季度重点拜访。", Color = "blue", Kind = SegmentKind.Live, Where = HighValue, FilterText = new FilterText("价值分类是高价值", "Value class is High"),
        OwnerId = OwnerId, OwnerName = OwnerName, Shared = true, Size = new SegmentDay(new DateOnly(2026, 11, 27), 128), Can = new RecordCan(true, true, false), CreatedAt = Called, UpdatedAt = Called, Version = 1,
    };

    private static readonly StageChangeRow StageChange = new()
    {
        From = StageOfLife.New, To = StageOfLife.Active, On = new DateOnly(2026, 7, 30),
        Figures = new StageFigures { Orders = 2, LastOrderOn = new DateOnly(2026, 7, 30), MedianGapDays = 112, GapDays = 60, LastGapDays = 112, SilentAfterDays = 120, LostAfterDays = 240 },
    };

    private static readonly TierSchemeInput Scheme = new()
    {
        Rules = [new TierRuleInput { Id = Id(50), Name = "高价值", Tier = "gold", Where = Json("""{"field":"valueClass","op":"eq","value":"high"}""") }],
    };

    private static readonly TierInputs Inputs = new()
    {
        RecencyDays = 9, Orders = 3, Monetary = 326_934m, FirstOrderOn = new DateOnly(2026, 4, 9), RecencyScore = 5, FrequencyScore = 3, MonetaryScore = 5, ValueClass = ValueClass.High,
    };

    private static readonly TierProposalRow Proposal = new() { CustomerId = CustomerId, CustomerName = CompanyName, From = "silver", Tier = "gold", Rule = "高价值", Inputs = Inputs, At = Called };

    private static readonly TierChangeRow TierChange = new() { From = "silver", Tier = "gold", Cause = TierCause.Rule, At = Called, RuleId = Id(50), Rule = "高价值", Inputs = Inputs };

    private static readonly OccasionRow Birthday = new()
    {
        Kind = OccasionKind.Birthday, On = new DateOnly(2026, 9, 25), Key = $"birthday:{ContactId:N}", Calendar = YearCalendar.Lunar, Years = 38, CustomerId = CustomerId, CustomerName = CompanyName,
        ContactId = ContactId, ContactName = PersonName, OwnerId = OwnerId, OwnerName = OwnerName,
    };

    private static readonly CareProposalRow Care = new()
    {
        Id = Id(60), CustomerId = CustomerId, CustomerName = CompanyName, OwnerId = OwnerId, ContactId = ContactId, ContactName = PersonName, OccasionKind = OccasionKind.Birthday, Occasion = "生日",
        OccasionOn = new DateOnly(2026, 9, 25), OccasionKey = $"birthday:{ContactId:N}", OccasionYear = 2026, Kind = CareKind.Gift, Channel = ContactChannel.Visit, Status = CareStatus.Proposed,
        Text = "王海燕女士，您好！值此生日之际，祝您生日快乐，身体健康，万事如意！", GiftId = Id(61), GiftName = "茶礼盒", Cost = 268, CreatedAt = Called, UpdatedAt = Called, Version = 1,
        Can = new CareCan(true, true, true, false, false, false),
    };

    private static readonly CareSettingsInput CareSettings = new()
    {
        HouseBudget = 50_000, TeamBudget = 10_000, ContactLimit = 500,
        Rules = [new CareRule { Kind = OccasionKind.Birthday, LeadDays = 14, Gift = true, Text = "{name}，您好！祝您生日快乐！", EnglishText = "Dear {name}, a very happy birthday!" }],
    };

    private static readonly CareSpending Spending = new(TeamId, "华东一组", 10_000, 2_680, 536);

    private static readonly CustomerOccasionRow OwnDay = new()
    {
        Id = Id(62), Kind = OccasionKind.Contract, Name = "年度框架协议", Since = new DateOnly(2022, 4, 1), NextOn = new DateOnly(2027, 4, 1), Version = 1,
    };

    private static readonly OfferRow Offer = new()
    {
        Id = Id(63), CustomerId = CustomerId, CustomerName = CompanyName, Kind = OfferKind.Discount, CategoryId = Id(41), CategoryName = "制冷设备", DiscountPercent = 8, HighestDiscount = 10,
        ValidFrom = new DateOnly(2026, 11, 1), ValidTo = new DateOnly(2027, 3, 31), Reason = "首批十台", Status = OfferStatus.Active, GrantedById = OwnerId, GrantedByName = OwnerName,
        ActivatedAt = Called, CreatedAt = Called, UpdatedAt = Called, Version = 2, Can = new OfferCan(false, false, false, true, false),
    };

    private static readonly QuestionInput Recommend = new() { Key = "recommend", Text = "您有多大可能把我们推荐给同行？", TextEn = "How likely are you to recommend us to a colleague?", Type = QuestionType.Scale, Required = true };

    private static readonly Question[] Asked =
    [
        new() { Key = "recommend", Text = "您有多大可能把我们推荐给同行？", TextEn = "How likely are you to recommend us to a colleague?", Type = QuestionType.Scale, Required = true },
        new()
        {
            Key = "missing", Text = "哪里没有做好？", TextEn = "What was missing?", Type = QuestionType.MultipleChoice, ShownWhen = new QuestionCondition("recommend", ["0", "1", "2", "3", "4", "5", "6"]),
            Options = [new QuestionOption("delivery", "交货", "Delivery"), new QuestionOption("service", "服务", "Service")],
        },
    ];

    private static readonly QuestionnaireDetail Questionnaire = new()
    {
        Id = Id(64), Name = "拜访后满意度", NameEn = "After a visit", Purpose = "了解拜访效果", PurposeEn = "How the visit went", Active = true, PublishedNumber = 1, Answered = true, UpdatedAt = Called, Version = 3,
        Can = new RecordCan(false, false, false), Published = new QuestionSheetView(1, Opened, Asked), Versions = [new QuestionnaireVersionRow(1, Opened, 42)],
    };

    private static readonly IReadOnlyDictionary<string, JsonElement> Answered = new Dictionary<string, JsonElement> { ["recommend"] = JsonSerializer.SerializeToElement(9) };

    private static readonly AnswerSetRow AnswerSet = new()
    {
        Id = Id(65), QuestionnaireId = Id(64), QuestionnaireName = "拜访后满意度", QuestionnaireNameEn = "After a visit", SheetNumber = 1, FollowUpId = FollowUpId, CustomerId = CustomerId, CustomerName = CompanyName,
        OwnerId = OwnerId, Status = AnswerStatus.Submitted, AnsweredById = OwnerId, AnsweredByName = OwnerName, AnsweredAt = Called, Answers = "您有多大可能把我们推荐给同行？ 9", CreatedAt = Called, UpdatedAt = Called, Version = 1,
    };

    private static readonly CodeListItemRow CodeListItem = new("machinery", "机械设备制造", "Machinery", 40, true, "teal", 1);

    private static readonly ImportPreview Preview = new()
    {
        UploadId = Id(20), ExpiresAt = Due, FileName = "客户.csv", HeaderRow = 1, Rows = 2,
        Layout = new SourceLayout { Format = SourceFormat.Csv, Encoding = "gb18030", Separator = ",", Quote = "\"", IsProven = false },
        Columns =
        [
            new PreviewColumn { Name = "客户名称", Filled = 2, Samples = [CompanyName], Field = "name", Confidence = 1 },
            new PreviewColumn { Name = "成立日期", Filled = 2, Samples = ["05/03/2004"], Field = "foundedOn", Confidence = 1, DayFormats = [new DayExample(DayFormat.MonthDayYear, "05/03/2004", new DateOnly(2004, 5, 3))] },
        ],
        Mapping = new ImportMapping
        {
            Columns = [new ColumnMapping { Column = "客户名称", Field = "name" }, new ColumnMapping { Column = "成立日期", Field = "foundedOn", DayFormat = DayFormat.MonthDayYear }],
        },
        Targets = [new PreviewTarget("name", "客户名称", "Name", FieldType.Text, false, false, true), new PreviewTarget("foundedOn", "成立日期", "Founded on", FieldType.Date, false, false, false)],
        MatchKeys = ["id", "number", "name", "creditCode"],
    };

    /// <summary>The table.</summary>
    private static readonly object Idle = new { and = new object[] { new { field = "ownerId", op = "eq", value = "me" }, new { field = "lastContactAt", op = "notWithin", value = "last:30d" } } };
    private static readonly FilterText IdleText = new("负责人是我 且 30 天未跟进", "Owner is me and no contact for 30 days");
    private static readonly ColumnInput Column = new() { Key = "name", Width = 240, Frozen = true };
    private static readonly ListSettingsInput Settings = new() { Columns = [Column], Density = ListDensity.Regular, DefaultView = "mine", Pinned = ["all", "mine"] };
    private static readonly Dictionary<string, JsonNode?> Sums = new() { ["annualRevenue"] = new JsonArray(new JsonObject { ["amount"] = "128000000.00", ["currency"] = "CNY" }) };
    private static readonly Dictionary<string, JsonNode?> Averages = new() { ["rating"] = "4" };

    public static readonly IReadOnlyDictionary<Type, object> ByType = new Dictionary<Type, object>
    {
        [typeof(LoginInput)] = new LoginInput("liming@crm.example", "correct horse battery staple"),
        [typeof(PasswordInput)] = new PasswordInput("correct horse battery staple", "四月的海边有七只白鸥在飞翔呢哈"),
        [typeof(AuthResult)] = SignedIn,
        [typeof(Me)] = SignedIn.User,
        [typeof(ImportPreview)] = Preview,
        [typeof(UserRow)] = User,
        [typeof(UserInput)] = new UserInput { Name = OwnerName, Email = "liming@crm.example", Role = Role.Sales, TeamId = TeamId },
        [typeof(MergePatch<UserInput>)] = new { role = "sales_manager" },
        [typeof(NewUser)] = new NewUser(User with { MustChangePassword = true, LastSignInAt = null, Version = 1 }, "Kp4xT-9mWqa-Hd7nY-3vRzc"),
        [typeof(NewPassword)] = new NewPassword("Kp4xT-9mWqa-Hd7nY-3vRzc"),
        [typeof(TeamRow)] = new TeamRow(TeamId, "华东一组", 1),
        [typeof(TeamInput)] = new TeamInput("华东一组"),
        [typeof(CustomerRow)] = CustomerRow,
        [typeof(CustomerDetail)] = CustomerDetail,
        [typeof(CustomerInput)] = new CustomerInput
        {
            Name = CompanyName, ShortName = "海月智能", Industry = "machinery", Source = "trade_show", ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212",
            AddressLine1 = "松岭路 88 号", Phones = [new PhoneInput(CompanyPhone, PhoneLabel.Office, true)], Emails = [new EmailInput(CompanyEmail, IsPrimary: true)],
            AnnualRevenue = new Money(128_000_000m, "CNY"), CreditCode = CreditCode, Tags = ["重点客户"],
        },
        [typeof(OccasionRow)] = Birthday,
        [typeof(VisitRound)] = new VisitRound("2026-12-04 370211", new DateOnly(2026, 12, 4), "370211", [new PlannedVisit(FollowUpId, "上门演示新产线方案", Due, CustomerId, CompanyName, "长江路 18 号", OwnerId, OwnerName)]),
        [typeof(ServiceDeviation)] = new ServiceDeviation(CustomerId, DeviationKind.Rhythm, CustomerId, "青岛海月智能装备有限公司", OwnerId, OwnerName, Id(24), "金牌服务", "Gold service", "gold", new DateOnly(2026, 10, 9), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 20), 2),
        [typeof(CareProposalRow)] = Care,
        [typeof(MergePatch<CareProposalInput>)] = new { giftId = Id(61), channel = "visit" },
        [typeof(CareApprovalInput)] = new CareApprovalInput(false),
        [typeof(CareApprovalsInput)] = new CareApprovalsInput([Id(60)]),
        [typeof(CareApprovals)] = new CareApprovals(0, [new CareApproved(Id(60), false, "gift_budget_exceeded", "客户今年的礼品预算不足，须由服务计划指定的审批人批准。")]),
        [typeof(CareReasonInput)] = new CareReasonInput("客户公司规定不收礼品"),
        [typeof(DeliveryInput)] = new DeliveryInput(new DateOnly(2026, 9, 25)),
        [typeof(ProposedCare)] = new ProposedCare(12),
        [typeof(CareSettingsInput)] = CareSettings,
        [typeof(CareSettingsView)] = new CareSettingsView(CareSettings, 1),
        [typeof(CareBudgetView)] = new CareBudgetView(2026, null, [Spending], Spending with { Id = null, Name = null, Budget = null }),
        [typeof(CustomerCareView)] = new CustomerCareView { Year = 2026, Budget = 1_000, Spent = 268, ContactLimit = 500, Occasions = [Birthday], Proposals = [Care] },
        [typeof(CustomerOccasionInput)] = new CustomerOccasionInput { Kind = OccasionKind.Contract, Name = "年度框架协议", Since = new DateOnly(2022, 4, 1) },
        [typeof(MergePatch<CustomerOccasionInput>)] = new { name = "三年框架协议" },
        [typeof(CustomerOccasionRow)] = OwnDay,
        [typeof(OfferRow)] = Offer,
        [typeof(OfferInput)] = new OfferInput { CustomerId = CustomerId, Kind = OfferKind.Discount, DiscountPercent = 8, HighestDiscount = 10, ValidFrom = new DateOnly(2026, 11, 1), ValidTo = new DateOnly(2027, 3, 31), Reason = "首批十台" },
        [typeof(MergePatch<OfferInput>)] = new { discountPercent = "6" },
        [typeof(OfferReasonInput)] = new OfferReasonInput("合同已终止"),
        [typeof(QuestionnaireInput)] = new QuestionnaireInput { Name = "拜访后满意度", NameEn = "After a visit", Purpose = "了解拜访效果", PurposeEn = "How the visit went" },
        [typeof(QuestionsInput)] = new QuestionsInput([Recommend]),
        [typeof(QuestionnaireRow)] = new QuestionnaireRow
        {
            Id = Id(64), Name = "拜访后满意度", NameEn = "After a visit", Purpose = "了解拜访效果", PurposeEn = "How the visit went", Active = true, PublishedNumber = 1, Answered = true, UpdatedAt = Called, Version = 3,
        },
        [typeof(QuestionnaireDetail)] = Questionnaire,
        [typeof(QuestionSheetView)] = new QuestionSheetView(1, Opened, Asked),
        [typeof(AnswersInput)] = new AnswersInput { Answers = Answered, Submit = true },
        [typeof(AnswerSetRow)] = AnswerSet,
        [typeof(FollowUpAnswers)] = new FollowUpAnswers
        {
            Id = Id(65), FollowUpId = FollowUpId, FollowUpVersion = 2, QuestionnaireId = Id(64), QuestionnaireName = "拜访后满意度", QuestionnaireNameEn = "After a visit", SheetNumber = 1, Questions = Asked,
            Answers = new Dictionary<string, object> { ["recommend"] = 9 }, Status = AnswerStatus.Submitted, AnsweredAt = Called, AnsweredById = OwnerId, AnsweredByName = OwnerName, Version = 1, CanAnswer = true,
        },
        [typeof(QuestionnaireResults)] = new QuestionnaireResults
        {
            QuestionnaireId = Id(64), From = new DateOnly(2026, 7, 1), To = new DateOnly(2026, 9, 30), Sets = 42, Customers = 40,
            Questions =
            [
                new QuestionResult
                {
                    Key = "recommend", Text = "您有多大可能把我们推荐给同行？", TextEn = "How likely are you to recommend us to a colleague?", Type = QuestionType.Scale, Answered = 42,
                    Options = [new OptionResult("9", "9", "9", 18, 42.9, "recommend:9")], Mean = 8.31, Deviation = 1.4, Min = 3, Max = 10, Nps = 38.1,
                },
            ],
        },
        [typeof(AnswerText)] = new AnswerText(Id(65), FollowUpId, CustomerId, CompanyName, Called, "安装很快，希望说明书再详细一些。"),
        [typeof(PlannedSteps)] = new PlannedSteps(12),
        [typeof(PoolRow)] = new PoolRow
        {
            Id = CustomerId, Number = "C000123", Kind = CustomerKind.Company, Name = CompanyName, Status = "dormant", Industry = "machinery", Source = "trade_show", Size = "100-299", Rating = 3,
            ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212", MaskedPhone = "053•-•••• ••00", PooledAt = Due, PoolReason = "no_demand", PoolNote = "明年三月再联系。",
            LastOwnerId = OwnerId, LastOwnerName = OwnerName, LastContactAt = Called, CreatedAt = Opened, Version = 4,
        },
        [typeof(ClaimInput)] = new ClaimInput([CustomerId]),
        [typeof(ClaimResult)] = new ClaimResult(1, [new ClaimedRow(CustomerId, true, null, null)]),
        [typeof(PoolSettingsRow)] = new PoolSettingsRow(200, 7, 60, 7, 1),
        [typeof(PoolSettingsInput)] = new PoolSettingsInput { ClaimLimit = 200, CooldownDays = 7, RecoverAfterDays = 60, WarningDays = 7 },
        [typeof(ReturnInput)] = new ReturnInput("no_demand", "明年三月再联系。"),
        [typeof(ProtectionInput)] = new ProtectionInput(true),
        [typeof(MergePatch<CustomerInput>)] = new { status = "negotiating", rating = 4, website = (string?)null },
        [typeof(CustomerOverview)] = new CustomerOverview
        {
            Customer = CustomerDetail, Counters = new CustomerCounters { Contacts = 1, Interactions = 6, OpenFollowUps = 1, Files = 2 }, NextStep = FollowUp, OpenFollowUps = [FollowUp],
            Contacts = [CustomerContact], Addresses = [Address], TaxProfiles = [TaxProfile], Timeline = Pages.Whole<TimelineItem>([TimelineItem]),
        },
        [typeof(TimelineItem)] = TimelineItem,
        [typeof(AddressRow)] = Address,
        [typeof(AddressInput)] = new AddressInput
        {
            Label = AddressLabel.Shipping, ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212", Line1 = "松岭路 88 号", Line2 = "2 号库", PostalCode = "266100",
            Recipient = "赵强", Phone = "139 5322 0017", IsPrimary = true,
        },
        [typeof(MergePatch<AddressInput>)] = new { recipient = "孙丽", phone = "139 5322 0018" },
        [typeof(TaxProfileRow)] = TaxProfile,
        [typeof(TaxProfileInput)] = new TaxProfileInput
        {
            Title = CompanyName, TaxNumber = CreditCode, InvoiceType = InvoiceType.Special, RegisteredAddress = "青岛市崂山区松岭路 88 号", RegisteredPhone = CompanyPhone,
            BankName = "中国银行青岛崂山支行", BankAccount = "2385 1234 5678", IsDefault = true,
        },
        [typeof(MergePatch<TaxProfileInput>)] = new { bankName = "招商银行青岛分行", bankAccount = "5329 0001 2345" },
        [typeof(CustomerContactRow)] = CustomerContact,
        [typeof(LinkContactInput)] = new LinkContactInput { ContactId = ContactId, Role = "decision_maker", Title = "采购总监", Department = "采购部", IsPrimary = true },
        [typeof(MergePatch<CustomerContactInput>)] = new { leftOn = "2026-11-30", isPrimary = false },
        [typeof(ContactRow)] = new ContactRow
        {
            Id = ContactId, Name = PersonName, PrimaryPhone = Mobile, PrimaryEmail = PersonEmail, Wechat = "haiyan_wang", PrimaryCustomerId = CustomerId, PrimaryCustomerName = CompanyName,
            Title = "采购总监", OwnerId = OwnerId, OwnerName = OwnerName, LastContactAt = Called, CreatedAt = Opened, UpdatedAt = Called, Version = 2,
        },
        [typeof(ContactDetail)] = new ContactDetail
        {
            Id = ContactId, Name = PersonName, Salutation = "ms", Gender = Gender.Female, Phones = [Phone.From(PhoneLabel.Mobile, Mobile, true)], Emails = [Email.From(EmailLabel.Work, PersonEmail, true)],
            Wechat = "haiyan_wang", Customers = [new ContactCustomerRow { CustomerId = CustomerId, CustomerName = CompanyName, Role = "decision_maker", Title = "采购总监", Department = "采购部", IsPrimary = true }],
            OwnerId = OwnerId, OwnerName = OwnerName, LastContactAt = Called, CreatedAt = Opened, CreatedBy = OwnerId, CreatedByName = OwnerName, UpdatedAt = Called, UpdatedBy = OwnerId,
            UpdatedByName = OwnerName, Version = 2, Can = new RecordCan(true, false, false),
        },
        [typeof(NewContactInput)] = new NewContactInput
        {
            Name = PersonName, Salutation = "ms", Gender = Gender.Female, Phones = [new PhoneInput(Mobile, IsPrimary: true)], Emails = [new EmailInput(PersonEmail, IsPrimary: true)], Wechat = "haiyan_wang",
            Customers = [new PlaceAtCustomerInput { CustomerId = CustomerId, Role = "decision_maker", Title = "采购总监", Department = "采购部", IsPrimary = true }],
        },
        [typeof(MergePatch<ContactInput>)] = new { wechat = "haiyan_wang", birthday = "1985-09-12" },
        [typeof(InteractionDetail)] = Interaction,
        [typeof(InteractionInput)] = new InteractionInput
        {
            CustomerId = CustomerId, ContactIds = [ContactId], Channel = InteractionChannel.Call, Direction = Direction.Outbound, Subject = "确认报价明细",
            Body = "对价格基本认可，希望交期提前两周。", StartedAt = Called, DurationMinutes = 18, Outcome = "interested",
        },
        [typeof(MergePatch<InteractionInput>)] = new { durationMinutes = 25 },
        [typeof(FollowUpRow)] = FollowUp,
        [typeof(FollowUpInput)] = new FollowUpInput
        {
            Subject = "上门演示新产线方案", Channel = InteractionChannel.Visit, DueAt = Due, CustomerId = CustomerId, ContactId = ContactId, Notes = "带上交期承诺函。",
        },
        [typeof(MergePatch<FollowUpInput>)] = new { dueAt = (string?)null, dueOn = "2026-11-27" },
        [typeof(CompletionInput)] = new CompletionInput
        {
            Result = "演示顺利，等待内部评审。",
            Interaction = new InteractionInput { Subject = "上门演示新产线方案", Body = "技术负责人参加，评价良好。", StartedAt = Due, DurationMinutes = 90 },
            Next = new FollowUpInput { Subject = "电话询问评审结果", Channel = InteractionChannel.Call, DueOn = new DateOnly(2026, 12, 2) },
            Promises = [new PromiseInput { Text = "寄样机检测报告", DueOn = new DateOnly(2026, 11, 30) }],
        },
        [typeof(CompletionResult)] = new CompletionResult(Done, Interaction, FollowUp with { Id = Id(9), Subject = "电话询问评审结果", Channel = InteractionChannel.Call },
            [FollowUp with { Id = Id(51), Kind = FollowUpKind.Promise, Subject = "寄样机检测报告", PromisedInId = InteractionId, DueAt = null, DueOn = new DateOnly(2026, 11, 30) }]),
        [typeof(FollowUpSeriesRow)] = Series,
        [typeof(FollowUpSeriesInput)] = new FollowUpSeriesInput
        {
            Subject = "每月设备例行回访", Channel = InteractionChannel.Visit, StartsOn = new DateOnly(2026, 12, 4), StartTime = new TimeOnly(10, 0), DurationMinutes = 60, TimeZone = "Asia/Shanghai",
            Rule = "FREQ=MONTHLY;BYDAY=1FR", CustomerId = CustomerId, ContactId = ContactId,
        },
        [typeof(MergePatch<FollowUpSeriesInput>)] = new { startTime = "14:00:00" },
        [typeof(CalendarFeedView)] = new CalendarFeedView(true, Opened, Called),
        [typeof(NewCalendarFeed)] = new NewCalendarFeed("/api/v1/calendar/6b1d0c….ics", Opened),
        [typeof(ReminderChoiceInput)] = new ReminderChoiceInput(15, ReminderMail.Daily),
        [typeof(SeriesEndInput)] = new SeriesEndInput(new DateOnly(2027, 1, 1)),
        [typeof(SeriesRuleInput)] = new SeriesRuleInput(new DateOnly(2026, 12, 4), "FREQ=MONTHLY;BYDAY=1FR", []),
        [typeof(SeriesDays)] = new SeriesDays([new DateOnly(2026, 12, 4), new DateOnly(2027, 1, 1)]),
        [typeof(ReasonInput)] = new ReasonInput("客户已推迟项目。"),
        [typeof(TodayView)] = new TodayView
        {
            Now = Called, Upcoming = [FollowUp], WithoutNextStep = [CustomerRow with { NextFollowUpAt = null }], Counts = new TodayCounts(0, 0, 1, 1),
            RecentlyViewed = [new RecentRow(RecentTypes.Customer, CustomerId, CompanyName, "C000123", Called)],
        },
        [typeof(ProductRow)] = Product with { Can = new RecordCan(true, false, false) },
        [typeof(ProductInput)] = new ProductInput { Code = "HL-200", Name = "协作机器人 HL-200", Unit = "台", CategoryId = Id(41), Price = new Money(86_000m, "CNY") },
        [typeof(MergePatch<ProductInput>)] = new { price = new { amount = "88000", currency = "CNY" } },
        [typeof(ProductCategoryRow)] = ProductCategory,
        [typeof(ProductCategoryInput)] = new ProductCategoryInput { Name = "机器人" },
        [typeof(MergePatch<ProductCategoryInput>)] = new { name = "工业机器人" },
        [typeof(OrderRow)] = OrderRow,
        [typeof(OrderDetail)] = Order,
        [typeof(OrderInput)] = new OrderInput { CustomerId = CustomerId, Status = OrderStatus.Confirmed, Channel = "visit", PaymentMethod = "bank_transfer", Discount = 2_566m, Lines = [LineInput] },
        [typeof(MergePatch<OrderInput>)] = new { status = "shipped", wantedOn = "2026-12-10" },
        [typeof(CancellationInput)] = new CancellationInput("客户改用租赁方案。"),
        [typeof(TradeMonth)] = new TradeMonth { Month = "2026-11", Orders = 1, GrossRevenue = 169_434m, Returns = 86_000m, NetRevenue = 83_434m },
        [typeof(TierSchemeInput)] = Scheme,
        [typeof(TierSchemeView)] = new TierSchemeView { Scheme = Scheme, RuleTexts = [new FilterText("价值分类是高价值", "Value class is High")], Version = 1 },
        [typeof(TierPreview)] = new TierPreview
        {
            Tiers = [new TierCount("gold", 120, 131), new TierCount(null, 880, 869)], Moves = [new TierMove(null, "gold", 11)], Movers = [new TierMover(CustomerId, CompanyName, null, "gold", "高价值", "High value")],
        },
        [typeof(RfmView)] = new RfmView { AsOf = new DateOnly(2026, 11, 27), Bands = 3, Customers = 995, Recency = [166, 394], Frequency = [5, 6], Monetary = [355.6m, 558], Scores = [new RfmCell(333, 41)] },
        [typeof(TierProposalRow)] = Proposal,
        [typeof(TierVerdictInput)] = new TierVerdictInput([CustomerId], true),
        [typeof(TierVerdict)] = new TierVerdict(1),
        [typeof(TierChoiceInput)] = new TierChoiceInput("vip", "集团总部直接签约，需要专人服务。", new DateOnly(2027, 6, 30)),
        [typeof(CustomerTierView)] = new CustomerTierView
        {
            AsOf = new DateOnly(2026, 11, 27), Tier = "gold", Since = Called, Why = TierChange, Figures = Inputs, History = [TierChange], CanChoose = true,
        },
        [typeof(CustomerTradeView)] = new CustomerTradeView
        {
            AsOf = new DateOnly(2026, 11, 27), FirstOrderOn = new DateOnly(2026, 4, 9), LastOrderOn = new DateOnly(2026, 11, 18), OrderCount = 3, OrderCount12Months = 3,
            Revenue = new Money(412_934m, "CNY"), NetRevenue = new Money(326_934m, "CNY"), NetRevenue12Months = new Money(326_934m, "CNY"), ReturnCount = 1, Returned = new Money(86_000m, "CNY"),
            AverageOrderGap = 111.5m, MedianOrderGap = 111.5m, FavouriteCategoryId = Id(41), FavouriteCategoryName = "机器人", Paid = new Money(316_480m, "CNY"), AverageDaysLate = -1.5m, LateShare = 0,
            Months = [new TradeMonth { Month = "2026-11", Orders = 1, GrossRevenue = 169_434m, Returns = 86_000m, NetRevenue = 83_434m }],
        },
        [typeof(KeyAccountInput)] = KeyAccount,
        [typeof(KeyAccountView)] = new KeyAccountView { Plan = KeyAccountDetail, CanChange = true },
        [typeof(KeyAccountDetail)] = KeyAccountDetail,
        [typeof(KeyAccountReviewInput)] = new KeyAccountReviewInput { On = new DateOnly(2026, 11, 27), NextOn = new DateOnly(2027, 2, 26), Note = "份额目标按期，采购总监换人。" },
        [typeof(KeyAccountReview)] = new KeyAccountReview { At = Called, UserId = OwnerId, UserName = OwnerName, ReviewedOn = new DateOnly(2026, 9, 1), Note = "一季度目标完成。", Plan = KeyAccount },
        [typeof(KeyAccountRow)] = new KeyAccountRow
        {
            Id = Id(85), CustomerId = CustomerId, CustomerName = CompanyName, Tier = "vip", OwnerId = OwnerId, OwnerName = OwnerName, StartedOn = new DateOnly(2026, 1, 5), LastReviewOn = new DateOnly(2026, 9, 1), NextReviewOn = new DateOnly(2026, 12, 1),
            OpenGoals = 1, OpenActions = 1, NextActionOn = new DateOnly(2026, 12, 10), CreatedAt = Called, UpdatedAt = Called, Version = 3, Can = new RecordCan(true, true, false),
        },
        [typeof(KeyAccountMeasure)] = new KeyAccountMeasure
        {
            AsOf = new DateOnly(2026, 11, 27), From = new DateOnly(2025, 11, 28), InProgramme = 14, Matched = 12, Outside = 873, Growth = new MeasuredDifference(0.21, 12, 0.05, 12, 0.16, 0.02, 0.3),
            VisitsOnTime = new MeasuredDifference(0.92, 12, 0.7, 9, 0.22, 0.05, 0.39),
            Revenue = new MeasuredRevenue(new Money(4_800_000m, "CNY"), new Money(5_900_000m, "CNY"), new Money(4_600_000m, "CNY"), new Money(4_830_000m, "CNY")),
            Pairs = [new MeasuredPair(CustomerId, CompanyName, Id(71), "宁波海顺物流有限公司", 0.31, 0.08)],
        },
        [typeof(SegmentRow)] = SegmentRow,
        [typeof(SegmentInput)] = new SegmentInput { Name = "华东高价值", Description = "一季度重点拜访。", Color = "blue", Where = HighValue, Shared = true },
        [typeof(SegmentPreviewInput)] = new SegmentPreviewInput { Where = HighValue },
        [typeof(SegmentCount)] = new SegmentCount(128),
        [typeof(SegmentMembersInput)] = new SegmentMembersInput([CustomerId]),
        [typeof(SegmentMembersResult)] = new SegmentMembersResult(1, 0, 129),
        [typeof(SegmentDay)] = new SegmentDay(new DateOnly(2026, 11, 27), 128),
        [typeof(SegmentOverlap)] = new SegmentOverlap(96, 32, 48, 0.1818m),
        [typeof(SegmentOfCustomer)] = new SegmentOfCustomer(Id(81), "华东高价值", "blue", SegmentKind.Live),
        [typeof(LifecycleRulesInput)] = new LifecycleRulesInput(),
        [typeof(LifecycleRulesView)] = new LifecycleRulesView { Rules = new LifecycleRulesInput(), InForceFrom = new DateOnly(2026, 11, 1), Version = 1 },
        [typeof(LifecycleFlow)] = new LifecycleFlow
        {
            Now = [new StageStock(StageOfLife.Active, 612)],
            Months = [new LifecycleMonth { Month = "2026-11", Flows = [new StageFlow(StageOfLife.Active, StageOfLife.Silent, 14, "2026-11:active:silent")], Stock = [new StageStock(StageOfLife.Active, 612)] }],
        },
        [typeof(FollowUpKpi)] = new FollowUpKpi
        {
            From = new DateOnly(2026, 8, 30), To = new DateOnly(2026, 11, 27), Until = Due, GroupBy = KpiGrouping.Tier, Where = KpiSpan, Total = KpiFigures,
            Groups = [new FollowUpKpiGroup { Key = "vip", Where = new Comparison("customer.tier", FilterOperator.Eq, ["vip"], ""), CustomersWhere = new Comparison("tier", FilterOperator.Eq, ["vip"], ""), Figures = KpiFigures, Contact = [new ContactTally(SinceContact.Within7, 12)] }],
            Months = [new FollowUpKpiMonth("2026-11", KpiSpan, KpiFigures)],
            Contact = [new ContactBar(SinceContact.Within7, 12, new Comparison("lastContactAt", FilterOperator.Gte, ["2026-11-19T16:00:00.000Z"], ""))],
            Lists = new FollowUpKpiLists
            {
                Due = KpiList, DoneOnTime = KpiList, DoneLate = KpiList, Missed = KpiList, Open = KpiList, Cancelled = KpiList, PromisesDue = KpiList, PromisesKept = KpiList, PromisesBroken = KpiList,
            },
        },
        [typeof(FollowUpEffect)] = new FollowUpEffect
        {
            From = new DateOnly(2026, 8, 30), To = new DateOnly(2026, 11, 27), Until = Due, OrderDays = 30, LateDays = 7, Where = KpiSpan, OrderedWhere = new Comparison("daysToOrder", FilterOperator.Lte, ["30"], ""),
            Visited = new FollowUpOutcome { Steps = 70, Customers = 70, Ordered = 56, Share = new MeasuredShare(0.8, 0.6919, 0.8770), Where = KpiList },
            Postponed = new FollowUpOutcome { Steps = 80, Customers = 80, Ordered = 48, Share = new MeasuredShare(0.6, 0.4904, 0.7004), Where = new Comparison("status", FilterOperator.In, ["planned", "missed"], "") },
            Between = 9, Difference = new MeasuredShareDifference(0.2, 0.0524, 0.3339),
        },
        [typeof(CustomerLifecycleView)] = new CustomerLifecycleView
        {
            AsOf = new DateOnly(2026, 11, 27), Stage = StageOfLife.Active, Since = new DateOnly(2026, 7, 30), Why = StageChange, SilentOn = new DateOnly(2027, 6, 30), LostOn = new DateOnly(2028, 2, 8), DaysSinceLastOrder = 9, History = [StageChange],
        },
        [typeof(SalesReturnRow)] = SalesReturn,
        [typeof(SalesReturnDetail)] = SalesReturn,
        [typeof(SalesReturnInput)] = new SalesReturnInput { OrderId = Id(42), Reason = "defect", Lines = [LineInput with { Quantity = 1 }] },
        [typeof(MergePatch<SalesReturnInput>)] = new { reason = "damaged" },
        [typeof(PaymentRow)] = Payment,
        [typeof(PaymentInput)] = new PaymentInput { OrderId = Id(42), PaidOn = new DateOnly(2026, 11, 27), Amount = new Money(50_000m, "CNY"), Method = "bank_transfer", Reference = "20261127-0091" },
        [typeof(MergePatch<PaymentInput>)] = new { reference = "20261127-0092" },
        [typeof(ChangeRow)] = Change,
        [typeof(UndoInput)] = new UndoInput { Force = false },
        [typeof(UndoneChange)] = new UndoneChange
        {
            Entity = "customers", RecordId = CustomerId, Version = 5, Verb = ChangeVerb.Changed, Undone = [new FieldChange("rating", 4, null)],
            Kept = [new KeptField { Field = "status", Reason = KeptReason.ChangedSince, Before = "potential", Now = "active", ChangeId = Id(13), At = Due, UserId = OwnerId, UserName = OwnerName }],
        },
        [typeof(FileRow)] = new FileRow
        {
            Id = Id(10), Name = "海月智能-装配线报价.pdf", ContentType = "application/pdf", Size = 482_133, CustomerId = CustomerId, UploadedAt = Called, UploadedBy = OwnerId, Version = 1,
        },
        [typeof(SearchHit)] = new SearchHit("customer", CustomerId, CompanyName, "海月智能", "C000123", OwnerName, "initials"),
        [typeof(JobRow)] = Job,
        [typeof(JobEvent)] = new JobEvent(Job.Id, Job.Kind, Job.Status, Job.Progress, false, 7),
        [typeof(JobItemRow)] = new JobItemRow(17, CustomerId, CompanyName, ItemOutcome.Skipped, [new JobReason("permission_missing", null, new Dictionary<string, object?> { ["permission"] = "customers.assign" }) { Detail = "缺少权限 customers.assign。" }]),
        [typeof(ExportInput)] = new { entity = "customers", where = new { field = "status", op = "eq", value = "negotiating" }, sort = "-updatedAt", columns = new[] { "number", "name", "status", "ownerId" }, format = "xlsx" },
        [typeof(AbsenceInput)] = new { from = "2026-12-07", to = "2026-12-11", kind = "leave", deputyId = Id(61) },
        [typeof(AbsenceRow)] = Absence,
        [typeof(ManagerInput)] = new ManagerInput { Duties = "华东重点客户", DeputyId = Id(61), DailyCapacity = 10, MostCustomers = 250 },
        [typeof(ManagerRow)] = new ManagerRow
        {
            Id = OwnerId, Name = OwnerName, Role = Role.Sales, TeamId = TeamId, TeamName = "华东一组", Active = true, Duties = "华东重点客户", DeputyId = Id(61), DeputyName = "周敏", DailyCapacity = 10, MostCustomers = 250,
            Customers = 212, Tiers = [new TierTally("vip", 12), new TierTally("gold", 60), new TierTally(null, 140)], Weeks = [new WeekLoad(new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 6), 38, 50)], Overdue = 2, WithoutNextStep = 0,
            NextAbsence = new AbsenceSpan(Id(60), Absence.From, Absence.To, AbsenceKind.Leave, Id(61), "周敏"), Version = 5, Can = new ManagerCan(true, true),
        },
        [typeof(HandOverInput)] = new { receivers = new[] { new { userId = Id(61), share = 60 }, new { userId = Id(62), share = 40 } }, method = "share", note = "请在两周内拜访", expectedCount = 212 },
        [typeof(HandOverPreview)] = new HandOverPreview(212, [new TierTally("vip", 12), new TierTally(null, 200)], 205, 9, [new HandOverShare(Id(61), "周敏", 127, [new TierTally("vip", 7), new TierTally(null, 120)], 123, 6, 240, 250)], 0),
        [typeof(BulkInput)] = new { action = "change", values = new { status = "negotiating" }, where = new { field = "industry", op = "eq", value = "machinery" }, expectedCount = 1200 },
        [typeof(BulkPreview)] = new BulkPreview(1200, 200, 195, 3, [new BulkSkip("permission_missing", null, 2)]),
        [typeof(BatchInput)] = new
        {
            mode = "upsert",
            matchOn = "externalRef",
            items = new[] { new { clientRef = "row-1", externalRefs = new[] { new { system = "sap", id = "0000104711" } }, name = CompanyName, status = "negotiating" } },
        },
        [typeof(BatchAnswer)] = new BatchAnswer([new BatchItemAnswer { ClientRef = "row-1", Status = 201, Id = CustomerId, Created = true, Version = 1 }]),
        [typeof(JsonObject)] = new { name = CompanyName, status = "negotiating" },
        [typeof(WrittenRecord)] = new WrittenRecord(CustomerId, true, 1),
        [typeof(ExternalRefsInput)] = new ExternalRefsInput([new ExternalRefInput("sap", "0000104711")]),
        [typeof(NotificationList)] = new NotificationList([new NotificationRow(Id(13), "job_ended", Called, null, new NotifiedJob(Job.Id, Job.Kind, Job.Title, JobStatus.PartiallySucceeded))], 1),
        [typeof(NotificationChoiceInput)] = new NotificationChoiceInput(true),
        [typeof(TagRow)] = new TagRow { Id = Id(11), Name = "重点客户", Color = "red", Version = 1 },
        [typeof(TagInput)] = new TagInput { Name = "重点客户", Color = "red" },
        [typeof(MergePatch<TagInput>)] = new { color = "orange" },
        [typeof(CodeListRow)] = new CodeListRow("industry", "行业", "Industry", [CodeListItem]),
        [typeof(CodeListItemRow)] = CodeListItem,
        [typeof(CodeListItemInput)] = new CodeListItemInput { Code = "machinery", LabelZh = "机械设备制造", LabelEn = "Machinery", Position = 40, Color = "teal" },
        [typeof(MergePatch<CodeListItemInput>)] = new { labelEn = "Machinery and plant", active = false },
        [typeof(Region)] = new Region("370000", "山东省", [new Region("370200", "青岛市", [new Region("370212", "崂山区", [])])]),
        [typeof(CustomFieldRow)] = CustomField,
        [typeof(CustomFieldInput)] = new CustomFieldInput
        {
            Key = "channelTier", Type = CustomFieldType.Choice, LabelZh = "渠道等级", LabelEn = "Channel tier", SectionZh = "渠道", SectionEn = "Channel",
            Options = [new CustomFieldOptionInput("gold", "金牌", "Gold", Color: "yellow"), new CustomFieldOptionInput("silver", "银牌", "Silver")], Indexed = true,
        },
        [typeof(MergePatch<CustomFieldInput>)] = new { labelEn = "Partner tier", required = true },
        [typeof(FieldOrderInput)] = new FieldOrderInput(["channelTier", "contractEnd"]),
        [typeof(FieldUsage)] = new FieldUsage(1284),
        [typeof(FieldRuleRow)] = new FieldRuleRow
        {
            Id = Id(12), Field = "custom.channelTier", Kind = FieldRuleKind.Required, When = Json("""{"field":"source","op":"eq","value":"partner"}"""),
            MessageZh = "来自渠道的客户必须填写渠道等级。", MessageEn = "Customers from a partner need a channel tier.", Active = true, Version = 1,
        },
        [typeof(FieldRuleInput)] = new FieldRuleInput
        {
            Field = "custom.channelTier", Kind = FieldRuleKind.Required, When = Json("""{"field":"source","op":"eq","value":"partner"}"""),
            MessageZh = "来自渠道的客户必须填写渠道等级。", MessageEn = "Customers from a partner need a channel tier.",
        },
        [typeof(EntityRow)] = new EntityRow("customers", "客户", "Customers", true),
        [typeof(EntityMeta)] = new EntityMeta("customers", "客户", "Customers", "-updatedAt",
        [
            new FieldMeta { Key = "status", Type = "code", LabelZh = "客户状态", LabelEn = "Status", Sortable = true, Filterable = true, Operators = ["eq", "ne", "in", "nin", "isEmpty"], CodeList = "customer_status" },
        ],
        [
            new FieldMeta { Key = "owner.teamId", Type = "relation", LabelZh = "负责人的团队", LabelEn = "Owner: Team", Filterable = true, Operators = ["eq", "ne", "in", "nin", "isEmpty"], RelatesTo = "teams" },
        ],
        [.. Periods.Words]),
        [typeof(JsonObject)] = new { id = CustomerId, version = 3, name = CompanyName, owner = new { name = OwnerName } },
        [typeof(FilterInput)] = new { where = Idle },
        [typeof(FilterText)] = IdleText,
        [typeof(GroupsInput)] = new { where = Idle, by = "status", sum = new[] { "annualRevenue" }, average = new[] { "rating" } },
        [typeof(Groups)] = new Groups([new GroupRow { Key = "negotiating", Label = new FilterText("洽谈中", "Negotiating"), Count = 1, Sums = Sums, Averages = Averages }], false, new GroupFigures { Count = 1, Sums = Sums, Averages = Averages }),
        [typeof(SavedViewInput)] = new { name = "要联系的客户", where = Idle, sort = "-rating,name", columns = new[] { Column }, layout = "board", layoutField = "status", density = "compact", sharedWith = "team" },
        [typeof(SavedViewRow)] = new SavedViewRow
        {
            Id = Id(30), Entity = "customers", Name = "要联系的客户", Where = JsonSerializer.SerializeToElement(Idle), FilterText = IdleText, Sort = "-rating,name", Columns = [Column], Layout = ViewLayout.Board, LayoutField = "status",
            Density = ListDensity.Compact, SharedWith = ViewAudience.Team, TeamId = TeamId, OwnerId = OwnerId, OwnerName = OwnerName, Can = new RecordCanChange(true, true), CreatedAt = Opened, UpdatedAt = Called, Version = 1,
        },
        [typeof(ListSettingsInput)] = Settings,
        [typeof(ListSettingsAnswer)] = new ListSettingsAnswer("customers", Settings, null),
        [typeof(SearchInput)] = new
        {
            where = new
            {
                and = new object[]
                {
                    new { field = "ownerId", op = "eq", value = "me" },
                    new { field = "lastContactAt", op = "notWithin", value = "last:30d" },
                    new { or = new object[] { new { field = "status", op = "in", value = new[] { "potential", "negotiating" } }, new { field = "contacts.title", op = "contains", value = "采购" } } },
                },
            },
            sort = "-updatedAt",
            fields = new[] { "name", "owner.name" },
            limit = 20,
        },
    };

    private static System.Text.Json.JsonElement Json(string text) => System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(text);

    private static Guid Id(int number) => new($"019ab000-5c1e-7f43-9d2c-6a3f3f1f{number:d4}");
}
