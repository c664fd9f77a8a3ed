using System.Linq.Expressions;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Orders;
using Crm.Domain.Security;
using Crm.Domain.Settings;

namespace Crm.Application.Activities;

/// <summary>A conversation, field by field.</summary>
public sealed class InteractionDescriptor : EntityDescriptor<Interaction>
{
    /// <summary>Names every field once.</summary>
    public InteractionDescriptor()
        : base("interactions", new Label("沟通记录", "Conversations"))
    {
        Add(Field("channel", FieldType.Choice, "方式", "Channel", i => i.Channel) with { Required = true, Filterable = true, Choices = WordsOf<InteractionChannel>(), Options = Named(("call", "电话", "Call"), ("visit", "拜访", "Visit"), ("meeting", "会议", "Meeting"), ("email", "邮件", "E-mail"), ("chat", "聊天", "Chat"), ("sms", "短信", "Text message"), ("note", "备注", "Note")) });
        Add(Field("direction", FieldType.Choice, "方向", "Direction", i => i.Direction) with { Filterable = true, Choices = WordsOf<Direction>(), Options = Named(("inbound", "客户发起", "Inbound"), ("outbound", "我方发起", "Outbound")) });
        Add(Field("subject", FieldType.Text, "主题", "Subject", i => i.Subject) with { Required = true, Filterable = true, Searchable = true, MaxLength = Interaction.SubjectMaxLength });
        Add(Field("body", FieldType.LongText, "内容", "Body", i => i.Body) with { Filterable = true, Searchable = true, MaxLength = Interaction.BodyMaxLength });
        Add(Field("startedAt", FieldType.DateTime, "开始时间", "Started at", i => i.StartedAt) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("durationMinutes", FieldType.Number, "时长（分钟）", "Duration in minutes", i => i.DurationMinutes) with { Sortable = true, Filterable = true });
        Add(Field("outcome", FieldType.Code, "结果", "Outcome", i => i.Outcome) with { BulkEditable = true, Filterable = true, CodeList = CodeLists.InteractionOutcome });
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", i => i.CustomerId) with { Filterable = true, RelatesTo = "customers" });
        Add(Field("contactIds", FieldType.Relations, "联系人", "Contacts", i => i.Contacts.Select(c => c.ContactId)) with { Filterable = true, RelatesTo = "contacts" });
        Add(Field("ownerId", FieldType.Owner, "记录人", "Logged by", i => i.OwnerId) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", i => i.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", i => i.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<User, UserDescriptor>("owner", "记录人", "Logged by", i => i.Owner));
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", i => i.Customer));
        Add(ToMany<Contact, ContactDescriptor>("contacts", "联系人", "Contacts", i => i.Contacts.Select(c => c.Contact!)));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-startedAt";
}

/// <summary>A follow-up, field by field.</summary>
public sealed class FollowUpDescriptor : EntityDescriptor<FollowUp>
{
    /// <summary>Names every field once.</summary>
    public FollowUpDescriptor()
        : base("follow-ups", new Label("跟进", "Follow-ups"))
    {
        Add(Field("subject", FieldType.Text, "事项", "What", f => f.Subject) with { Required = true, Filterable = true, Searchable = true, MaxLength = FollowUp.SubjectMaxLength });
        Add(Field("channel", FieldType.Choice, "方式", "Channel", f => f.Channel) with { Required = true, Filterable = true, Choices = WordsOf<InteractionChannel>(), Options = Named(("call", "电话", "Call"), ("visit", "拜访", "Visit"), ("meeting", "会议", "Meeting"), ("email", "邮件", "E-mail"), ("chat", "聊天", "Chat"), ("sms", "短信", "Text message"), ("note", "备注", "Note")) });
        Add(Field("due", FieldType.DateTime, "到期", "Due", f => f.Due) with { Logged = false, ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("dueOn", FieldType.Date, "到期日", "Due on", f => f.DueOn) with { Filterable = true });
        Add(Field("dueAt", FieldType.DateTime, "到期时间", "Due at", f => f.DueAt) with { Filterable = true });
        Add(Field("status", FieldType.Choice, "状态", "Status", f => f.Status) with { ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<FollowUpStatus>(), Options = Named(("planned", "待办", "Planned"), ("done", "已完成", "Done"), ("cancelled", "已取消", "Cancelled"), ("missed", "未进行", "Missed")) });
        Add(Field("origin", FieldType.Choice, "来源", "Planned by", f => f.Origin) with { ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<FollowUpOrigin>(), Options = Named(("user", "人工", "A user"), ("service_plan", "服务计划", "Service plan"), ("series", "重复日程", "Series")) });
        Add(Field("kind", FieldType.Choice, "类型", "Kind", f => f.Kind) with { Filterable = true, Choices = WordsOf<FollowUpKind>(), Options = Named(("step", "跟进", "Step"), ("promise", "承诺", "Promise")) });
        Add(Field("promisedInId", FieldType.Relation, "承诺时的沟通", "Promised in", f => f.PromisedInId) with { ReadOnly = true, Filterable = true, RelatesTo = "interactions" });
        Add(Field("seriesId", FieldType.Relation, "重复日程", "Series", f => f.SeriesId) with { ReadOnly = true, Filterable = true, RelatesTo = "follow-up-series" });
        Add(Field("durationMinutes", FieldType.Number, "时长（分钟）", "Duration in minutes", f => f.DurationMinutes) with { Min = 1, Max = FollowUp.DurationMaxMinutes });
        Add(Field("remindMinutes", FieldType.Number, "提前提醒（分钟）", "Remind minutes before", f => f.RemindMinutes) with { Min = 0, Max = FollowUp.RemindMaxMinutes });
        Add(Field("questionnaireId", FieldType.Relation, "回访问卷", "Questionnaire", f => f.QuestionnaireId) with { Filterable = true, RelatesTo = "questionnaires" });
        Add(Field("answeredAt", FieldType.DateTime, "答卷时间", "Answered at", f => f.AnsweredAt) with { ReadOnly = true, Filterable = true });
        Add(Field("answers", FieldType.LongText, "回答", "Answers", f => f.Answers) with { ReadOnly = true, Filterable = true });
        Add(Field("unaskedReason", FieldType.Text, "未做问卷的原因", "Why not asked", f => f.UnaskedReason) with { ReadOnly = true, Filterable = true, MaxLength = FollowUp.UnaskedReasonMaxLength });
        Add(Field("escalatedAt", FieldType.DateTime, "升级时间", "Escalated at", f => f.EscalatedAt) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("deputyToldAt", FieldType.DateTime, "提醒代理人时间", "Deputy told at", f => f.DeputyToldAt) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("standsInForId", FieldType.Owner, "代谁跟进", "Stands in for", f => f.StandsInForId) with { ReadOnly = true, Filterable = true });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", f => f.OwnerId) with { BulkEditable = true, Required = true, Filterable = true });
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", f => f.CustomerId) with { Filterable = true, RelatesTo = "customers" });
        Add(Field("contactId", FieldType.Relation, "联系人", "Contact", f => f.ContactId) with { Filterable = true, RelatesTo = "contacts" });
        Add(Field("notes", FieldType.LongText, "备注", "Notes", f => f.Notes) with { MaxLength = FollowUp.NotesMaxLength, BulkEditable = true });
        Add(Field("result", FieldType.LongText, "结果", "Result", f => f.Result) with { ReadOnly = true, MaxLength = FollowUp.NotesMaxLength });
        Add(Field("completedAt", FieldType.DateTime, "完成时间", "Completed at", f => f.CompletedAt) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("onTime", FieldType.YesNo, "按时完成", "Done on time", OnTime) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("daysLate", FieldType.Number, "完成时逾期天数", "Days late when done", DaysLate) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("daysToOrder", FieldType.Number, "距下一订单天数", "Days to the next order", DaysToOrder) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", f => f.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", f => f.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<User, UserDescriptor>("owner", "负责人", "Owner", f => f.Owner));
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", f => f.Customer));
        Add(To<Contact, ContactDescriptor>("contact", "联系人", "Contact", f => f.Contact));
    }

    /// <summary>
    /// Whether what was done was done in time: on its day, or within a day of the moment that was agreed; null while it is not done. The grace of a service plan is in it: it decides on which
    /// days a step may be planned, and not how long after its day it still counts.
    /// </summary>
    public static readonly Expression<Func<FollowUp, bool?>> OnTime = f => f.Status != FollowUpStatus.Done ? null : f.DueAt == null ? f.CompletedAt <= f.Due : f.CompletedAt <= f.Due.AddDays(1);

    /// <summary>Whole days between the moment from which it was late and the one at which it was done; 0 for one that was not late, null while it is not done.</summary>
    public static readonly Expression<Func<FollowUp, int?>> DaysLate = f => f.Status != FollowUpStatus.Done ? null : f.CompletedAt <= f.Due ? 0 : CrmFunctions.WholeDays(f.Due, f.CompletedAt);

    /// <summary>Days from the day on which it is due to the customer's next order that counts, 0 for one on that day; null where none came, or none is in sight. Of an agreed moment that day are the 24 hours before it.</summary>
    public static readonly Expression<Func<FollowUp, int?>> DaysToOrder = f => f.Customer == null ? null : CrmFunctions.WholeDays(
        f.Due.AddDays(-1),
        f.Customer.Orders
            .Where(o => (o.Status == OrderStatus.Confirmed || o.Status == OrderStatus.Shipped || o.Status == OrderStatus.Completed) && o.Goods > 0 && o.OrderedAt > f.Due.AddDays(-1))
            .Min(o => (DateTime?)o.OrderedAt));

    /// <inheritdoc/>
    public override string DefaultSort => "due";
}

/// <summary>A series of appointments, field by field.</summary>
public sealed class FollowUpSeriesDescriptor : EntityDescriptor<FollowUpSeries>
{
    /// <summary>Names every field once.</summary>
    public FollowUpSeriesDescriptor()
        : base("follow-up-series", new Label("重复日程", "Series"))
    {
        Add(Field("subject", FieldType.Text, "事项", "What", s => s.Subject) with { Required = true, Filterable = true, Searchable = true, MaxLength = FollowUp.SubjectMaxLength });
        Add(Field("channel", FieldType.Choice, "方式", "Channel", s => s.Channel) with { Required = true, Filterable = true, Choices = WordsOf<InteractionChannel>(), Options = Named(("call", "电话", "Call"), ("visit", "拜访", "Visit"), ("meeting", "会议", "Meeting"), ("email", "邮件", "E-mail"), ("chat", "聊天", "Chat"), ("sms", "短信", "Text message"), ("note", "备注", "Note")) });
        Add(Field("startsOn", FieldType.Date, "首次日期", "First day", s => s.StartsOn) with { Required = true, Filterable = true });
        Add(Field("startTime", FieldType.Text, "时刻", "Time of day", s => FollowUpSeriesInput.TimeOf(s.StartMinute)));
        Add(Field("durationMinutes", FieldType.Number, "时长（分钟）", "Duration in minutes", s => s.DurationMinutes) with { Min = 1, Max = FollowUp.DurationMaxMinutes });
        Add(Field("rule", FieldType.Text, "重复规则", "Rule", s => s.Rule) with { Required = true, MaxLength = FollowUpSeries.RuleMaxLength });
        Add(Field("except", FieldType.Structure, "例外日期", "Days without it", s => s.Except));
        Add(Field("timeZone", FieldType.Text, "时区", "Time zone", s => s.TimeZone) with { MaxLength = FollowUpSeries.TimeZoneMaxLength });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", s => s.OwnerId) with { BulkEditable = true, Required = true, Filterable = true });
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", s => s.CustomerId) with { Filterable = true, RelatesTo = "customers" });
        Add(Field("contactId", FieldType.Relation, "联系人", "Contact", s => s.ContactId) with { Filterable = true, RelatesTo = "contacts" });
        Add(Field("notes", FieldType.LongText, "备注", "Notes", s => s.Notes) with { MaxLength = FollowUp.NotesMaxLength });
        Add(Field("questionnaireId", FieldType.Relation, "回访问卷", "Questionnaire", s => s.QuestionnaireId) with { Filterable = true, BulkEditable = true, RelatesTo = "questionnaires" });
        Add(Field("remindMinutes", FieldType.Number, "提前提醒（分钟）", "Remind minutes before", s => s.RemindMinutes) with { Min = 0, Max = FollowUp.RemindMaxMinutes });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", s => s.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", s => s.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<User, UserDescriptor>("owner", "负责人", "Owner", s => s.Owner));
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", s => s.Customer));
        Add(To<Contact, ContactDescriptor>("contact", "联系人", "Contact", s => s.Contact));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-createdAt";
}
