using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Lifecycle;
using Crm.Domain.Orders;
using Crm.Domain.Security;
using Crm.Domain.Segments;

namespace Crm.Domain.Customers;

/// <summary>A company or a person we do business with: the centre of everything else.</summary>
public sealed class Customer : DescribedRecord
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 200;

    /// <summary>Longest short name.</summary>
    public const int ShortNameMaxLength = 60;

    /// <summary>Longest description.</summary>
    public const int DescriptionMaxLength = 4000;

    /// <summary>Longest note of whoever gives a customer up.</summary>
    public const int PoolNoteMaxLength = 500;

    /// <summary>Longest web address.</summary>
    public const int WebsiteMaxLength = 300;

    /// <summary>Most preferences on one file.</summary>
    public const int PreferencesMaxCount = 50;

    /// <summary>Most tags on one file.</summary>
    public const int TagsMaxCount = 30;

    /// <summary>Most customers above the one that another is placed under, itself included.</summary>
    public const int MaxDepth = 10;

    private readonly List<CustomerTag> _tags = [];
    private readonly List<CustomerContact> _contacts = [];
    private readonly List<SegmentMember> _segments = [];
    private readonly List<StageChange> _stageChanges = [];
    private readonly List<Order> _orders = [];

    private Customer()
    {
    }

    private Customer(Guid id, string? number)
        : base(id) => Number = number ?? "";

    /// <summary>Our number for the customer, unique and never changed, for example C000123. Empty until a new file is saved.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Company or person.</summary>
    public CustomerKind Kind { get; private set; }

    /// <summary>Full legal name, or the person's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What colleagues call the customer.</summary>
    public string? ShortName { get; private set; }

    /// <summary>Name in Latin letters.</summary>
    public string? EnglishName { get; private set; }

    /// <summary>Code of the list <c>industry</c>.</summary>
    public string? Industry { get; private set; }

    /// <summary>Code of the list <c>customer_source</c>.</summary>
    public string? Source { get; private set; }

    /// <summary>Code of the list <c>customer_size</c>.</summary>
    public string? Size { get; private set; }

    /// <summary>Code of the list <c>customer_status</c>.</summary>
    public string? Status { get; private set; }

    /// <summary>How good a customer this is, 1 to 5.</summary>
    public int? Rating { get; private set; }

    /// <summary>Where the customer sits.</summary>
    public Place Place { get; private set; } = Place.Unknown;

    /// <summary>The innermost division where the customer sits, so that all customers of a region stand side by side in one index. Follows from the place.</summary>
    public string? RegionCode { get; private set; }

    /// <summary>Web address.</summary>
    public string? Website { get; private set; }

    /// <summary>Phone numbers, one of them primary.</summary>
    public IReadOnlyList<Phone> Phones { get; private set; } = [];

    /// <summary>E-mail addresses, one of them primary.</summary>
    public IReadOnlyList<Email> Emails { get; private set; } = [];

    /// <summary>The number to call first, as typed.</summary>
    public string? PrimaryPhone { get; private set; }

    /// <summary>The address to write to first, as typed.</summary>
    public string? PrimaryEmail { get; private set; }

    /// <summary>Turnover in a year.</summary>
    public Money? AnnualRevenue { get; private set; }

    /// <summary>Founding day of a company.</summary>
    public DateOnly? FoundedOn { get; private set; }

    /// <summary>Birthday of a person.</summary>
    public DateOnly? Birthday { get; private set; }

    /// <summary>The calendar by which the birthday is kept; null for the solar one.</summary>
    public YearCalendar? BirthdayCalendar { get; private set; }

    /// <summary>Month and day of a birthday that is kept by the lunar calendar; see <see cref="YearlyDay.Code"/>.</summary>
    public int? LunarBirthday { get; private set; }

    /// <summary>The day of the year on which the birthday is kept, by either calendar; see <see cref="YearlyDay.KeyOf"/>.</summary>
    public int? BirthdayKey { get; private set; }

    /// <summary>The day of the year on which it was founded.</summary>
    public int? FoundingKey { get; private set; }

    /// <summary>Unified social credit code of a company, unique among customers in use.</summary>
    public string? CreditCode { get; private set; }

    /// <summary>Anything worth knowing.</summary>
    public string? Description { get; private set; }

    /// <summary>Needs and preferences.</summary>
    public IReadOnlyList<Preference> Preferences { get; private set; } = [];

    /// <summary>Channels on which the customer does not want to hear from us.</summary>
    public IReadOnlyList<ContactChannel> DoNotContact { get; private set; } = [];

    /// <summary>The company this one belongs to.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>The company this one belongs to, for reading.</summary>
    public Customer? Parent { get; private set; }

    /// <summary>The user who looks after the customer; null while nobody does.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The user who looks after the customer, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>When that user took the customer over (UTC); null for one that was never handed over, whom he has since the file was opened.</summary>
    public DateTime? OwnedSince { get; private set; }

    /// <summary>The user who looked after the customer before; while he is in the pool the one who gave him up.</summary>
    public Guid? LastOwnerId { get; private set; }

    /// <summary>The user who looked after the customer before, for reading.</summary>
    public User? LastOwner { get; private set; }

    /// <summary>When the customer came into the public pool (UTC); null while somebody looks after him, and for one that was opened there.</summary>
    public DateTime? PooledAt { get; private set; }

    /// <summary>Code of the list <c>pool_reason</c>: why he was given up.</summary>
    public string? PoolReason { get; private set; }

    /// <summary>What whoever comes next should know.</summary>
    public string? PoolNote { get; private set; }

    /// <summary>Whether he stays with his owner however long nobody speaks with him.</summary>
    public bool Protected { get; private set; }

    /// <summary>When his owner was last warned that he will go back to the pool (UTC).</summary>
    public DateTime? PoolWarnedAt { get; private set; }

    /// <summary>When a follow-up with the customer was last done (UTC). Follows from the follow-ups.</summary>
    public DateTime? LastFollowUpAt { get; private set; }

    /// <summary>When somebody last spoke with the customer (UTC). Follows from the interactions.</summary>
    public DateTime? LastContactAt { get; private set; }

    /// <summary>When the next planned follow-up is due (UTC). Follows from the follow-ups; null means nobody has planned a next step.</summary>
    public DateTime? NextFollowUpAt { get; private set; }

    /// <summary>The trade with him in figures, for reading; null before anything was traded.</summary>
    public CustomerTrade? Trade { get; private set; }

    /// <summary>Code of the list <c>customer_tier</c>: how much attention he gets. The rules of tiers decide it, or somebody for a reason (module Tiers).</summary>
    public string? Tier { get; private set; }

    /// <summary>The day since which he has it.</summary>
    public DateOnly? TierSince { get; private set; }

    /// <summary>Whether somebody chose it, so that rules leave it alone.</summary>
    public bool TierIsManual { get; private set; }

    /// <summary>The last day on which that choice stands; null while it has no end.</summary>
    public DateOnly? TierUntil { get; private set; }

    /// <summary>Words colleagues put on the file.</summary>
    public IReadOnlyList<CustomerTag> Tags => _tags;

    /// <summary>The people there and their places, for reading; places are written from the person's side.</summary>
    public IReadOnlyList<CustomerContact> Contacts => _contacts;

    /// <summary>The static segments he was put into, for reading; they are written from the segment's side.</summary>
    public IReadOnlyList<SegmentMember> Segments => _segments;

    /// <summary>How his stage of life changed, for reading; it follows from his trade.</summary>
    public IReadOnlyList<StageChange> StageChanges => _stageChanges;

    /// <summary>His orders, for reading; they are records of their own.</summary>
    public IReadOnlyList<Order> Orders => _orders;

    /// <summary>What the name sorts by: its pinyin, so that every database sorts Chinese names alike.</summary>
    public string NameSortKey { get; private set; } = "";

    /// <summary>Opens the file of a new customer.</summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="number">Our number for him; null to be given the next one when the file is saved.</param>
    /// <param name="profile">What is known.</param>
    /// <param name="ownerId">Who looks after him.</param>
    public static Customer Open(Guid id, string? number, CustomerProfile profile, Guid? ownerId)
    {
        var customer = new Customer(id, number) { OwnerId = ownerId };
        customer.Describe(profile);
        return customer;
    }

    /// <summary>Takes over what is known about the customer.</summary>
    /// <exception cref="DomainException"><c>only_for_companies</c>, <c>only_for_persons</c>, <c>several_primary</c>.</exception>
    public void Describe(CustomerProfile profile)
    {
        if (profile.Kind == CustomerKind.Person && profile.CreditCode is not null) throw new DomainException("only_for_companies", "creditCode");
        if (profile.Kind == CustomerKind.Person && profile.FoundedOn is not null) throw new DomainException("only_for_companies", "foundedOn");
        if (profile.Kind == CustomerKind.Company && profile.Birthday is not null) throw new DomainException("only_for_persons", "birthday");

        Kind = profile.Kind;
        Name = profile.Name;
        ShortName = profile.ShortName;
        EnglishName = profile.EnglishName;
        Industry = profile.Industry;
        Source = profile.Source;
        Size = profile.Size;
        Status = profile.Status;
        Rating = profile.Rating;
        Place = profile.Place;
        RegionCode = profile.Place.RegionCode;
        Website = profile.Website;
        Phones = ContactWays.WithOnePrimary(profile.Phones);
        Emails = ContactWays.WithOnePrimary(profile.Emails);
        PrimaryPhone = Phones.FirstOrDefault(p => p.IsPrimary)?.Number;
        PrimaryEmail = Emails.FirstOrDefault(e => e.IsPrimary)?.Address;
        AnnualRevenue = profile.AnnualRevenue;
        FoundedOn = profile.FoundedOn;
        Birthday = profile.Birthday;
        BirthdayCalendar = profile.BirthdayCalendar;
        LunarBirthday = YearlyDay.LunarCodeOf(profile.Birthday, profile.BirthdayCalendar);
        BirthdayKey = YearlyDay.KeyOf(profile.Birthday, profile.BirthdayCalendar);
        FoundingKey = YearlyDay.KeyOf(profile.FoundedOn);
        CreditCode = profile.CreditCode;
        Description = profile.Description;
        Preferences = profile.Preferences;
        DoNotContact = [.. profile.DoNotContact.Distinct().Order()];
    }

    /// <summary>Puts the customer into somebody's care, or into nobody's: the public pool.</summary>
    public void AssignTo(Guid? ownerId, DateTime now)
    {
        if (ownerId == OwnerId) return;
        if (ownerId is null) Raise(new CustomerPooled(Id));
        LastOwnerId = OwnerId ?? LastOwnerId;
        (OwnerId, PoolReason, PoolNote, PoolWarnedAt) = (ownerId, null, null, null);
        (OwnedSince, PooledAt) = ownerId is null ? ((DateTime?)null, (DateTime?)now) : (now, null);
    }

    /// <summary>A user takes the customer out of the public pool.</summary>
    /// <param name="userId">Who takes him.</param>
    /// <param name="rules">What the company says about that.</param>
    /// <param name="now">When.</param>
    /// <exception cref="DomainException"><c>already_claimed</c>, <c>pool_cooldown</c>.</exception>
    public void Claim(Guid userId, PoolRules rules, DateTime now)
    {
        if (OwnerId is not null) throw new DomainException("already_claimed");
        if (userId == LastOwnerId && rules.ClaimableAgainAt(PooledAt) > now) throw new DomainException("pool_cooldown");
        AssignTo(userId, now);
    }

    /// <summary>Gives the customer back to the public pool.</summary>
    /// <param name="reason">Why, a code of the list <c>pool_reason</c>.</param>
    /// <param name="note">What whoever comes next should know.</param>
    /// <param name="now">When.</param>
    /// <exception cref="DomainException"><c>already_in_pool</c>.</exception>
    public void ReturnToPool(string reason, string? note, DateTime now)
    {
        if (OwnerId is null) throw new DomainException("already_in_pool");
        AssignTo(null, now);
        (PoolReason, PoolNote) = (reason, note);
    }

    /// <summary>Lets the customer stay with his owner however long nobody speaks with him, or no longer.</summary>
    public void Protect(bool protect) => Protected = protect;

    /// <summary>Places the customer under a parent.</summary>
    /// <param name="parentId">The new parent, or null for none.</param>
    /// <param name="parentAndItsParents">The parent, its parent and so on, up to the top.</param>
    /// <exception cref="DomainException"><c>parent_cycle</c> when the customer would become its own ancestor, <c>parent_too_deep</c> beyond <see cref="MaxDepth"/>.</exception>
    public void PlaceUnder(Guid? parentId, IReadOnlyCollection<Guid> parentAndItsParents)
    {
        if (parentId is not null && parentAndItsParents.Contains(Id)) throw new DomainException("parent_cycle", "parentId");
        if (parentAndItsParents.Count > MaxDepth) throw new DomainException("parent_too_deep", "parentId");
        ParentId = parentId;
        if (parentId is not null && Version > 0) Raise(new FamilyChanged()); // nobody can stand below a customer that was never saved
    }

    /// <summary>Makes these the tags of the file; those that stay keep their row.</summary>
    public void TagWith(IReadOnlyCollection<Guid> tagIds)
    {
        _tags.RemoveAll(t => !tagIds.Contains(t.TagId));
        _tags.AddRange(tagIds.Distinct().Except(_tags.Select(t => t.TagId)).Select(tagId => new CustomerTag(Id, tagId)).ToList());
    }
}

/// <summary>A customer came into the public pool: what his owner had planned with him is not wanted any more.</summary>
/// <param name="CustomerId">The customer.</param>
public sealed record CustomerPooled(Guid CustomerId) : IDomainEvent;

/// <summary>Customers were placed under others: none of them may have become his own ancestor meanwhile.</summary>
public sealed record FamilyChanged : IDomainEvent;
