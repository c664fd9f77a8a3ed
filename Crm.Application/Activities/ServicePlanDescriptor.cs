using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Simple;
using Crm.Domain.Activities;
using Crm.Domain.Lifecycle;
using Crm.Domain.Settings;

namespace Crm.Application.Activities;

/// <summary>A service plan, field by field. Everybody reads what his customers are promised; administrators write it.</summary>
public sealed class ServicePlanDescriptor : SimpleDescriptor<ServicePlan>
{
    private const int MostResponseHours = 24 * 30;
    private const decimal MostBudget = 10_000_000;

    /// <summary>Names every field once.</summary>
    public ServicePlanDescriptor()
        : base("service-plans", new Label("服务计划", "service plan"), new Label("服务计划", "Service plans"))
    {
        AddName("名称", "Name", maxLength: 100);
        Add(Field("nameEn", FieldType.Text, "英文名称", "Name in English", p => p.NameEn) with { MaxLength = 100, Filterable = true });
        Add(Field("tier", FieldType.Code, "适用等级", "For tier", p => p.Tier) with { Filterable = true, CodeList = CodeLists.CustomerTier });
        Add(Field("stage", FieldType.Choice, "适用阶段", "For stage of life", p => p.Stage) with { Filterable = true, Choices = WordsOf<StageOfLife>(), Options = CustomerDescriptor.StageNames });
        Add(Field("segmentId", FieldType.Relation, "适用分群", "For segment", p => p.SegmentId) with { Filterable = true, RelatesTo = "segments" });
        Add(Field("rank", FieldType.Number, "优先序（同等具体时小者优先）", "Rank among equals", p => p.Rank) with { Sortable = true, Min = 0, Max = 999 });
        Add(Field("cadenceDays", FieldType.Number, "回访周期（天）", "Cadence in days", p => p.CadenceDays) with { Required = true, Sortable = true, Filterable = true, Min = 1, Max = Cadence.MaxDays });
        Add(Field("graceDays", FieldType.Number, "宽限（天）", "Grace in days", p => p.GraceDays) with { Min = 0, Max = Cadence.MaxDays });
        Add(Field("leadDays", FieldType.Number, "可提前（天）", "Lead in days", p => p.LeadDays) with { Min = 0, Max = Cadence.MaxDays });
        Add(Field("channel", FieldType.Choice, "回访方式", "Channel", p => p.Channel) with
        {
            Filterable = true, Choices = ["call", "visit", "meeting", "email", "chat", "sms"],
            Options = Named(("call", "电话", "Call"), ("visit", "拜访", "Visit"), ("meeting", "会议", "Meeting"), ("email", "邮件", "E-mail"), ("chat", "聊天", "Chat"), ("sms", "短信", "Text message")),
        });
        Add(Field("questionnaireId", FieldType.Relation, "回访问卷", "Questionnaire", p => p.QuestionnaireId) with { Filterable = true, RelatesTo = "questionnaires" });
        Add(Field("responseHours", FieldType.Number, "响应时限（工作小时）", "Answer within hours", p => p.ResponseHours) with { Min = 1, Max = MostResponseHours });
        Add(Field("discountCeiling", FieldType.Percent, "折扣上限", "Discount ceiling", p => p.DiscountCeiling) with { Min = 0, Max = 100 });
        Add(Field("giftBudget", FieldType.Number, "年度礼品预算", "Gift budget a year", p => p.GiftBudget) with { Min = 0, Max = MostBudget });
        Add(Field("dedicated", FieldType.YesNo, "专人服务", "Dedicated service", p => p.Dedicated) with { Filterable = true });
        Add(Field("approverId", FieldType.Owner, "例外审批人", "Allows exceptions", p => p.ApproverId) with { Filterable = true });
        Add(Field("notes", FieldType.LongText, "说明", "Notes", p => p.Notes) with { MaxLength = 2000 });
        AddStamps();
    }

    /// <inheritdoc/>
    public override bool IsManaged => true;
}
