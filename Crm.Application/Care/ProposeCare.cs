using System.Globalization;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>
/// What happens with occasions at night: those ahead are proposed, greetings by e-mail that were approved go out on their day, and what nobody approved
/// in time is left out. Answers how many that were. A second run finds nothing to do.
/// </summary>
[SystemRequest]
public sealed record LookAfterOccasions : IRequest<int>;

/// <summary>Proposes greetings and gifts for the occasions ahead of the customers in one's sight now, and not only at night.</summary>
[RequirePermission(Permissions.CareWrite)]
public sealed record ProposeCare : IRequest<ProposedCare>;

/// <summary>What came of it.</summary>
/// <param name="Proposed">How many greetings and gifts were proposed.</param>
public sealed record ProposedCare(int Proposed);

internal sealed class ProposeCareHandlers(ICrmDb db, CareEngine engine, CarePost post) : IRequestHandler<LookAfterOccasions, int>, IRequestHandler<ProposeCare, ProposedCare>
{
    private const int AtOnce = 100;
    private const string TooLate = "expired";

    public async Task<ProposedCare> Handle(ProposeCare request, CancellationToken cancellationToken) => new(await engine.ProposeAsync(cancellationToken));

    public async Task<int> Handle(LookAfterOccasions request, CancellationToken cancellationToken)
    {
        var today = engine.Today;
        var done = await engine.ProposeAsync(cancellationToken);
        done += await InChunksAsync(db.CareProposals.Where(p => p.Status == CareStatus.Proposed && p.OccasionOn < today), p => Task.FromResult(Skip(p)), cancellationToken);
        if (!post.HasServer) return done;
        return done + await InChunksAsync(
            db.CareProposals.Where(p => p.Status == CareStatus.Approved && p.Kind == CareKind.Greeting && p.Channel == ContactChannel.Email && p.OccasionOn <= today),
            p => SendOrCancelAsync(p, cancellationToken), cancellationToken);
    }

    private async Task<int> InChunksAsync(IQueryable<CareProposal> which, Func<CareProposal, Task<bool>> step, CancellationToken cancellationToken)
    {
        var done = 0;
        for (int some; ; done += some)
        {
            some = await db.AttemptAsync(
                async () =>
                {
                    var proposals = await which.OrderBy(p => p.Id).Take(AtOnce).ToListAsync(cancellationToken);
                    foreach (var proposal in proposals) await step(proposal);
                    await db.SaveChangesAsync(cancellationToken);
                    return proposals.Count;
                },
                _ => true,
                cancellationToken);
            if (some == 0) return done;
        }
    }

    private static bool Skip(CareProposal proposal)
    {
        proposal.Skip(TooLate);
        return true;
    }

    /// <summary>Who has changed his mind since, or has no address any more, gets nothing.</summary>
    private async Task<bool> SendOrCancelAsync(CareProposal proposal, CancellationToken cancellationToken)
    {
        try
        {
            await post.SendAsync(proposal, cancellationToken);
            return true;
        }
        catch (ConflictException no)
        {
            proposal.Cancel(no.Code);
            return false;
        }
    }
}

/// <summary>
/// Proposes a greeting or a gift for each occasion ahead of customers who have a service plan. What was proposed once for an occasion of a year is never proposed
/// again, whatever became of it: one run at a time looks at what is there, and the index over occasion and year stands behind it.
/// </summary>
internal sealed class CareEngine(ICrmDb db, OccasionBook book, CareBudgets budgets, ServicePlanBook plans, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>The day it is for the house.</summary>
    public DateOnly Today => LocalDay.Of(clock.GetUtcNow().UtcDateTime, User.HouseZone);

    /// <summary>For the customers in sight. Answers how many were proposed.</summary>
    public async Task<int> ProposeAsync(CancellationToken cancellationToken)
    {
        if ((await plans.PlansAsync(cancellationToken)).IsEmpty) return 0;
        var (settings, _) = await db.CareInForceAsync(cancellationToken);
        var rules = settings.Rules.Where(r => r.Active).ToDictionary(r => r.Kind);
        if (rules.Count == 0) return 0;

        var today = Today;
        var customers = db.Customers.Where(c => c.OwnerId != null);
        bool IsNear(Occasion occasion) => occasion.On <= today.AddDays(rules[occasion.Kind].LeadDays);
        var personal = (await book.PersonalAsync(customers, today, today.AddDays(rules.Values.Max(r => r.LeadDays)), rules.Keys, cancellationToken)).Where(IsNear).ToLookup(o => o.CustomerId!.Value);
        var festivals = rules.TryGetValue(OccasionKind.Festival, out var rule) ? await book.FestivalsAsync(today, today.AddDays(rule.LeadDays), wished: true, cancellationToken) : [];

        var proposed = 0;
        await foreach (var ids in ChunksAsync(customers, festivals.Count > 0 ? null : [.. personal.Select(g => g.Key).Order()], cancellationToken))
        {
            proposed += await db.AloneAsync(
                ["care"],
                () => db.AttemptAsync(() => ProposeForAsync(ids, id => personal[id].Concat(festivals.Select(f => Of(f, id))), settings, cancellationToken), _ => true, cancellationToken),
                cancellationToken);
        }

        return proposed;
    }

    private static Occasion Of(Occasion festival, Guid customerId) => festival with { CustomerId = customerId, Key = $"{festival.Key}:{customerId:N}" };

    private static async IAsyncEnumerable<List<Guid>> ChunksAsync(IQueryable<Customer> customers, List<Guid>? only, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (only is not null)
        {
            foreach (var chunk in only.Chunk(AtOnce)) yield return [.. chunk];
            yield break;
        }

        for (var last = Guid.Empty; ;)
        {
            var ids = await customers.Where(c => c.Id > last).OrderBy(c => c.Id).Take(AtOnce).Select(c => c.Id).ToListAsync(cancellationToken);
            if (ids.Count == 0) yield break;
            yield return ids;
            last = ids[^1];
        }
    }

    private async Task<int> ProposeForAsync(List<Guid> ids, Func<Guid, IEnumerable<Occasion>> occasionsOf, CareSettingsInput settings, CancellationToken cancellationToken)
    {
        var plansOf = await budgets.PlansOfAsync(ids, cancellationToken);
        var wanted = ids.Where(plansOf.ContainsKey).SelectMany(occasionsOf).ToList();
        if (wanted.Count == 0) return 0;

        var keys = wanted.ConvertAll(o => o.Key);
        var known = (await db.CareProposals
            .IgnoreQueryFilters([QueryFilters.Sight, QueryFilters.Bin]) // what was proposed was proposed, also by somebody else
            .Where(p => keys.Contains(p.OccasionKey)).Select(p => new { p.OccasionKey, p.OccasionYear }).ToListAsync(cancellationToken)).Select(p => (p.OccasionKey, p.OccasionYear)).ToHashSet();
        wanted.RemoveAll(o => known.Contains((o.Key, o.Year)));
        if (wanted.Count == 0) return 0;

        var people = await PeopleAsync([.. wanted.Select(o => o.CustomerId!.Value).Distinct()], [.. wanted.Select(o => o.ContactId).OfType<Guid>().Distinct()], cancellationToken);
        var greetings = await db.Festivals.AsNoTracking().Where(f => f.Greeting != null || f.EnglishGreeting != null).ToDictionaryAsync(f => $"festival:{f.Id:N}", cancellationToken);
        var gifts = await GiftsAsync(cancellationToken);
        var spent = new Dictionary<int, Dictionary<Guid, decimal>>();
        var count = 0;
        foreach (var occasion in wanted.OrderBy(o => o.On).ThenBy(o => o.Key, StringComparer.Ordinal))
        {
            var (customerId, plan, rule) = (occasion.CustomerId!.Value, plansOf[occasion.CustomerId!.Value], settings.RuleOf(occasion.Kind));
            var person = people.For(customerId, occasion.ContactId);
            var year = occasion.On.Year;
            if (!spent.TryGetValue(year, out var sums)) spent[year] = sums = await budgets.SpentAsync(ids, year, cancellationToken);
            var left = (plan.GiftBudget ?? 0) - sums.GetValueOrDefault(customerId);
            var gift = rule.Gift && left > 0 ? gifts.BestFor(person.Tier, left) : null;
            if (person.ChannelFor(gift is not null, rule.Channel) is not { } channel) continue; // nobody who could be reached wants to be

            db.CareProposals.Add(CareProposal.Propose(Guid.CreateVersion7(clock.GetUtcNow()), new CareIdea
            {
                CustomerId = customerId, ContactId = person.ContactId, OccasionKind = occasion.Kind, OccasionKey = occasion.Key, OccasionYear = occasion.Year, OccasionOn = occasion.On,
                Occasion = NameOf(occasion), Gift = gift, Channel = channel, Text = TextOf(occasion, person, rule, greetings.GetValueOrDefault(occasion.Key.Length > 0 && occasion.Kind == OccasionKind.Festival ? occasion.Key[..occasion.Key.LastIndexOf(':')] : "")),
            }));
            count++;
        }

        await db.SaveChangesAsync(cancellationToken);
        return count;
    }

    private static string NameOf(Occasion occasion) => occasion.Name ?? (occasion.Kind == OccasionKind.Birthday ? "生日" : "成立纪念日");

    private static string TextOf(Occasion occasion, CarePerson person, CareRule rule, Festival? festival)
    {
        var chinese = CareText.IsChinese(person.Name);
        var template = (chinese ? festival?.Greeting ?? rule.Text : festival?.EnglishGreeting ?? rule.EnglishText) ?? "";
        return CareText.Fill(template, new Dictionary<string, string?>
        {
            ["name"] = chinese ? person.Name + person.Salutation : person.EnglishName ?? person.Name,
            ["customer"] = person.CustomerName,
            ["occasion"] = chinese ? NameOf(occasion) : occasion.EnglishName ?? (occasion.Kind == OccasionKind.Birthday ? "birthday" : "anniversary"),
            ["years"] = occasion.Years?.ToString(CultureInfo.InvariantCulture),
            ["owner"] = person.OwnerName,
        });
    }

    /// <summary>The people to write to: whose day it is, else the primary contact, else the customer himself.</summary>
    private async Task<CarePeople> PeopleAsync(List<Guid> customerIds, List<Guid> contactIds, CancellationToken cancellationToken)
    {
        var customers = await db.Customers.Where(c => customerIds.Contains(c.Id))
            .Select(c => new CarePerson(c.Id, null, c.Name, c.EnglishName, c.ShortName ?? c.Name, c.Owner!.Name, null, c.Tier, c.DoNotContact, c.DoNotContact, c.PrimaryEmail != null, c.PrimaryPhone != null, false)).ToListAsync(cancellationToken);
        var places = await (
            from contact in db.Contacts
            from place in contact.Customers
            where customerIds.Contains(place.CustomerId) && place.LeftOn == null && place.DeletedAt == null && (place.IsPrimary || contactIds.Contains(contact.Id))
            orderby place.IsPrimary descending, place.Id
            select new { place.CustomerId, place.IsPrimary, contact.Id, contact.Name, contact.EnglishName, contact.Salutation, contact.DoNotContact, Email = contact.PrimaryEmail != null, Phone = contact.PrimaryPhone != null, Chat = contact.Wechat != null }).ToListAsync(cancellationToken);
        var salutations = await db.CodeListItems.AsNoTracking().Where(i => i.List == CodeLists.Salutation).ToDictionaryAsync(i => i.Code, i => i.LabelZh, cancellationToken);
        var byCustomer = customers.ToDictionary(c => c.CustomerId);
        return new CarePeople(byCustomer, places.ConvertAll(p => (p.IsPrimary, byCustomer[p.CustomerId] with
        {
            ContactId = p.Id, Name = p.Name, EnglishName = p.EnglishName, Salutation = p.Salutation is { } code ? salutations.GetValueOrDefault(code) : null, DoNotContact = p.DoNotContact, HasEmail = p.Email, HasPhone = p.Phone, HasChat = p.Chat,
        })));
    }

    private async Task<GiftChoice> GiftsAsync(CancellationToken cancellationToken)
    {
        var ranks = await db.CodesInOrderAsync(CodeLists.CustomerTier, cancellationToken);
        return new GiftChoice(await db.Gifts.AsNoTracking().Where(g => !g.Retired).OrderByDescending(g => g.Price).ThenBy(g => g.Id).ToListAsync(cancellationToken), ranks);
    }
}

/// <summary>Somebody to write to.</summary>
internal sealed record CarePerson(
    Guid CustomerId, Guid? ContactId, string Name, string? EnglishName, string CustomerName, string? OwnerName, string? Salutation, string? Tier,
    IReadOnlyList<ContactChannel> CustomerDoNotContact, IReadOnlyList<ContactChannel> DoNotContact, bool HasEmail, bool HasPhone, bool HasChat)
{
    /// <summary>How he can and wants to be reached; null when there is no way.</summary>
    public ContactChannel? ChannelFor(bool gift, ContactChannel usual)
    {
        IEnumerable<ContactChannel> ways = gift
            ? [ContactChannel.Visit, usual, ContactChannel.Chat, ContactChannel.Sms, ContactChannel.Call]
            : [usual, ContactChannel.Email, ContactChannel.Chat, ContactChannel.Sms, ContactChannel.Call];
        return ways.Where(way => !DoNotContact.Contains(way) && !CustomerDoNotContact.Contains(way) && CanReach(way)).Cast<ContactChannel?>().FirstOrDefault();
    }

    private bool CanReach(ContactChannel way) => way switch
    {
        ContactChannel.Email => HasEmail,
        ContactChannel.Call or ContactChannel.Sms => HasPhone,
        ContactChannel.Chat => HasChat,
        _ => true,
    };
}

internal sealed class CarePeople(Dictionary<Guid, CarePerson> customers, List<(bool IsPrimary, CarePerson Person)> contacts)
{
    private readonly ILookup<Guid, (bool IsPrimary, CarePerson Person)> _contacts = contacts.ToLookup(c => c.Person.CustomerId);

    public CarePerson For(Guid customerId, Guid? contactId) =>
        (contactId is { } id ? _contacts[customerId].FirstOrDefault(c => c.Person.ContactId == id) : _contacts[customerId].FirstOrDefault(c => c.IsPrimary)).Person ?? customers[customerId];
}

/// <summary>The gifts there are, and for whom.</summary>
internal sealed class GiftChoice(IReadOnlyList<Gift> gifts, IReadOnlyList<string> ranks)
{
    /// <summary>The most valuable that is there, is meant for the tier and costs no more.</summary>
    public Gift? BestFor(string? tier, decimal most) => gifts.FirstOrDefault(g => g.CanBeGiven() && g.Price <= most && IsFor(g, tier));

    private bool IsFor(Gift gift, string? tier)
    {
        if (gift.FromTier is null) return true;
        if (tier is null) return false;
        var (least, own) = (RankOf(gift.FromTier), RankOf(tier));
        return own >= 0 && own <= least;
    }

    private int RankOf(string tier) => ranks.ToList().IndexOf(tier);
}
