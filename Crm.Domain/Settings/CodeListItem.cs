using Crm.Domain.Common;

namespace Crm.Domain.Settings;

/// <summary>A choice in one of the code lists, such as an industry or a customer status.</summary>
public sealed class CodeListItem : Record
{
    /// <summary>Longest code.</summary>
    public const int CodeMaxLength = 40;

    /// <summary>Longest label.</summary>
    public const int LabelMaxLength = 80;

    private CodeListItem()
    {
    }

    /// <summary>A new choice.</summary>
    public CodeListItem(Guid id, string list, string code, string labelZh, string labelEn, int position)
        : base(id) => (List, Code, LabelZh, LabelEn, Position, Active) = (list, code, labelZh, labelEn, position, true);

    /// <summary>Key of the list, see <see cref="CodeLists"/>.</summary>
    public string List { get; private set; } = "";

    /// <summary>Stable code, unique in its list; records keep this.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Chinese label.</summary>
    public string LabelZh { get; private set; } = "";

    /// <summary>English label.</summary>
    public string LabelEn { get; private set; } = "";

    /// <summary>Place in the list, ascending.</summary>
    public int Position { get; private set; }

    /// <summary>Whether it can still be chosen; records that have it keep it.</summary>
    public bool Active { get; private set; }

    /// <summary>One of <see cref="Tag.Colors"/>; null where the page chooses one.</summary>
    public string? Color { get; private set; }

    /// <summary>Changes labels, place, whether it can be chosen, and its colour. The code stays.</summary>
    public void Change(string labelZh, string labelEn, int position, bool active, string? color) =>
        (LabelZh, LabelEn, Position, Active, Color) = (labelZh, labelEn, position, active, color);
}

/// <summary>The code lists that there are.</summary>
public static class CodeLists
{
    /// <summary>Industry of a customer.</summary>
    public const string Industry = "industry";

    /// <summary>How we met a customer.</summary>
    public const string CustomerSource = "customer_source";

    /// <summary>Where a customer stands.</summary>
    public const string CustomerStatus = "customer_status";

    /// <summary>Number of employees, in bands.</summary>
    public const string CustomerSize = "customer_size";

    /// <summary>What a contact does at a customer.</summary>
    public const string ContactRole = "contact_role";

    /// <summary>How to address a person.</summary>
    public const string Salutation = "salutation";

    /// <summary>What came out of a conversation.</summary>
    public const string InteractionOutcome = "interaction_outcome";

    /// <summary>What a preference is about.</summary>
    public const string PreferenceTopic = "preference_topic";

    /// <summary>How dangerous a competitor is.</summary>
    public const string ThreatLevel = "threat_level";

    /// <summary>How much attention a customer gets, the best first.</summary>
    public const string CustomerTier = "customer_tier";

    /// <summary>The way on which an order came.</summary>
    public const string SalesChannel = "sales_channel";

    /// <summary>How a customer pays.</summary>
    public const string PaymentMethod = "payment_method";

    /// <summary>Why goods came back.</summary>
    public const string ReturnReason = "return_reason";

    /// <summary>Why a customer was given back to the public pool.</summary>
    public const string PoolReason = "pool_reason";

    /// <summary>What a customer gets that others do not.</summary>
    public const string CustomerBenefit = "customer_benefit";

    /// <summary>All lists with their names in Chinese and English.</summary>
    public static readonly IReadOnlyDictionary<string, (string Zh, string En)> All = new Dictionary<string, (string, string)>
    {
        [Industry] = ("行业", "Industry"),
        [CustomerSource] = ("客户来源", "Customer source"),
        [CustomerStatus] = ("客户状态", "Customer status"),
        [CustomerSize] = ("人员规模", "Company size"),
        [ContactRole] = ("联系人角色", "Contact role"),
        [Salutation] = ("称谓", "Salutation"),
        [InteractionOutcome] = ("沟通结果", "Outcome"),
        [PreferenceTopic] = ("偏好主题", "Preference topic"),
        [ThreatLevel] = ("威胁程度", "Threat level"),
        [CustomerTier] = ("客户等级", "Customer tier"),
        [SalesChannel] = ("销售渠道", "Sales channel"),
        [PaymentMethod] = ("付款方式", "Payment method"),
        [ReturnReason] = ("退货原因", "Reason for return"),
        [PoolReason] = ("放弃原因", "Reason for return"),
        [CustomerBenefit] = ("客户权益", "Customer benefit"),
    };
}
