using Crm.Domain.Common;
using Crm.Domain.Lifecycle;
using Crm.Domain.Security;

namespace Crm.Domain.Activities;

/// <summary>What customers of a tier get from us: how often and how they hear from us, how soon they are answered, and what they may cost.</summary>
public sealed class ServicePlan : NamedRecord
{
    private ServicePlan()
    {
    }

    /// <summary>A plan that says nothing yet.</summary>
    public ServicePlan(Guid id)
        : base(id)
    {
    }

    /// <summary>Code of the list <c>customer_tier</c>: whom it is for; null for everybody whose tier has no plan of its own.</summary>
    public string? Tier { get; private set; }

    /// <summary>For customers in this stage of life only; null for every stage.</summary>
    public StageOfLife? Stage { get; private set; }

    /// <summary>For customers in this segment only; null for all.</summary>
    public Guid? SegmentId { get; private set; }

    /// <summary>Which of two plans wins that name as much of a customer: the one with the smaller rank.</summary>
    public int? Rank { get; private set; }

    /// <summary>How much of a customer it names; the plan that names most of him is his.</summary>
    public int Specificity() => (Tier is null ? 0 : 1) + (Stage is null ? 0 : 1) + (SegmentId is null ? 0 : 1);

    /// <summary>Days from one conversation to the next.</summary>
    public int CadenceDays { get; private set; }

    /// <summary>Days that a conversation may be late before anybody is told.</summary>
    public int GraceDays { get; private set; }

    /// <summary>Days that it may be early, so that days fill evenly.</summary>
    public int LeadDays { get; private set; }

    /// <summary>How the customer hears from us, unless he does not want that.</summary>
    public InteractionChannel Channel { get; private set; }

    /// <summary>What the customer is asked on each follow-up that the plan brings.</summary>
    public Guid? QuestionnaireId { get; private set; }

    /// <summary>Hours of work until a question is answered.</summary>
    public int? ResponseHours { get; private set; }

    /// <summary>Highest discount without asking, in percent.</summary>
    public decimal? DiscountCeiling { get; private set; }

    /// <summary>What gifts may cost in a year, in the company's currency.</summary>
    public decimal? GiftBudget { get; private set; }

    /// <summary>Whether somebody is there for these customers alone.</summary>
    public bool Dedicated { get; private set; }

    /// <summary>The user who may allow exceptions.</summary>
    public Guid? ApproverId { get; private set; }

    /// <summary>What else belongs to it.</summary>
    public string? Notes { get; private set; }

    /// <summary>What it is called in English; null where the name does for both languages.</summary>
    public string? NameEn { get; private set; }

    /// <summary>What it is called in a language.</summary>
    public string NameIn(string language) => language == User.English ? NameEn ?? Name : Name;

    /// <summary>The rhythm; grace and lead never reach over a whole turn of it.</summary>
    public Cadence ToCadence() => new(CadenceDays, Math.Min(GraceDays, CadenceDays), Math.Min(LeadDays, CadenceDays - 1));

    /// <summary>How to reach a customer who does not want to hear from us on these channels.</summary>
    public InteractionChannel ChannelFor(IReadOnlyCollection<ContactChannel> unwanted)
    {
        IEnumerable<InteractionChannel> ways = [Channel, InteractionChannel.Call, InteractionChannel.Chat, InteractionChannel.Email, InteractionChannel.Visit];
        return ways.Where(way => way != InteractionChannel.Note).FirstOrDefault(way => !unwanted.Any(no => no.ToString() == way.ToString()), InteractionChannel.Meeting);
    }
}
