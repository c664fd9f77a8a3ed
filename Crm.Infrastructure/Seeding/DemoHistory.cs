using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Domain.Activities;

namespace Crm.Infrastructure.Seeding;

/// <summary>Tells the stories of the customers: one after another, the newest ending when the status says.</summary>
internal sealed partial class DemoHistory(DemoRandom random, DemoCalendar calendar, IReadOnlyList<DemoUser> owners)
{
    private const int LeastPerCustomer = 2;
    private const int SpanDays = 345;
    private const double WidestPace = 3.5;
    private const double PersonsShare = 0.7;
    private const int DaysBetweenStories = 16;

    private static readonly string[] Engineers = ["孙工", "吴工", "贺工", "彭师傅"];

    // The four newest speak today, the next in the last days, the others some time in the last weeks.
    private static readonly int[] FirstLastContacts = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7];

    private int _nextLastContact;

    /// <summary>Deals this many conversations out to the accounts, more to the important ones.</summary>
    public List<DemoTold> Tell(IReadOnlyList<DemoAccount> accounts, int count)
    {
        var shares = DemoShares.Of(count, [.. accounts.Select(Weight)], LeastPerCustomer);
        return [.. accounts.Zip(shares).OrderByDescending(x => x.Second).SelectMany(x => Tell(x.First, x.Second))];
    }

    private static double Weight(DemoAccount account)
    {
        var rating = account.Customer.Rating ?? 1;
        return rating * rating * (account.IsCompany ? 1 : PersonsShare) * account.Customer.Status switch
        {
            "active" => 1.3,
            "negotiating" => 1,
            "dormant" or "lost" => 0.8,
            _ => 0.4,
        };
    }

    private List<DemoTold> Tell(DemoAccount account, int count)
    {
        var steps = Steps(account, count);
        var days = Days([.. steps.Select(s => s.Step.Gap + (s.IsFirst ? DaysBetweenStories : 0))], LastContactDaysAgo(account));
        return [.. steps.Zip(days, (s, day) => new DemoTold(account, Log(account, s, day)))];
    }

    // From the newest story back until there are enough steps; the oldest one began before we wrote things down.
    private List<ToldStep> Steps(DemoAccount account, int count)
    {
        var steps = new List<ToldStep>();
        foreach (var story in NewestFirst(account))
        {
            var room = count - steps.Count;
            if (room <= 0) break;
            var ongoing = steps.Count == 0 && account.Customer.Status is not ("lost" or "dormant");
            var told = ongoing ? story.Take(random.Between((story.Length + 1) / 2, story.Length)) : story;
            told = ongoing ? told.Take(room) : told.TakeLast(room);
            var scene = Scene(account, story);
            steps.InsertRange(0, told.Select((step, i) => new ToldStep(step, scene, i == 0)));
        }
        return steps;
    }

    private List<DemoStep[]> NewestFirst(DemoAccount account)
    {
        var status = account.Customer.Status;
        if (!account.IsCompany)
        {
            var dealings = random.Shuffle(DemoStories.Private);
            return status switch
            {
                "potential" or "contacted" or "negotiating" => [DemoStories.PrivateInquiry, .. dealings],
                "lost" => [DemoStories.PrivateLost, .. dealings],
                _ => dealings,
            };
        }

        var life = random.Shuffle([DemoStories.Purchase, .. DemoStories.Service, .. DemoStories.OfLine[account.Line]]);
        return status switch
        {
            "potential" => [DemoStories.Inquiry, .. life],
            "contacted" => [DemoStories.FirstVisit, DemoStories.Inquiry, .. life],
            "negotiating" => [DemoStories.Negotiation, DemoStories.FirstVisit, DemoStories.Inquiry, .. life],
            "lost" => [DemoStories.Lost, .. life],
            "dormant" => [DemoStories.GoingQuiet, .. life],
            _ => life,
        };
    }

    private int LastContactDaysAgo(DemoAccount account) => account.Customer.Status switch
    {
        "dormant" => random.Between(110, 190),
        "lost" => random.Between(60, 160),
        _ => _nextLastContact < FirstLastContacts.Length ? FirstLastContacts[_nextLastContact++] : random.Between(3, 40),
    };

    // Back from the last day, as many days apart as the story says, drawn out so that a long history fills the year.
    private DateOnly[] Days(int[] gaps, int lastDaysAgo)
    {
        var pace = Math.Min(WidestPace, (SpanDays - lastDaysAgo) / (double)gaps.Sum());
        var days = new DateOnly[gaps.Length];
        days[^1] = lastDaysAgo == 0 ? calendar.Today : DemoCalendar.WorkingDayUpTo(calendar.Today.AddDays(-lastDaysAgo));
        for (var i = gaps.Length - 2; i >= 0; i--)
        {
            var wanted = days[i + 1].AddDays(-(int)(gaps[i + 1] * pace * random.Between(90, 110) / 100));
            var twoDaysBefore = DemoCalendar.WorkingDayUpTo(DemoCalendar.WorkingDayUpTo(days[i + 1].AddDays(-1)).AddDays(-1));
            days[i] = wanted < twoDaysBefore ? DemoCalendar.WorkingDayUpTo(wanted) : twoDaysBefore;
        }
        return days;
    }

    private Interaction Log(DemoAccount account, ToldStep told, DateOnly day)
    {
        var (step, scene, _) = told;
        var member = step.Channel == InteractionChannel.Note || step.Role is null ? null : account.Member(step.Role, day);
        var calledAs = member?.CalledAs ?? account.CalledAs ?? "对方";
        var time = TimeOfDay(step.Minutes);
        var facts = new InteractionFacts
        {
            CustomerId = account.Customer.Id,
            ContactIds = member is null ? [] : [member.Contact.Id],
            Channel = step.Channel,
            Direction = step.Direction,
            Subject = Fill(step.Subject, scene, calledAs),
            Body = Fill(step.Body, scene, calledAs),
            StartedAt = calendar.Past(day, time, TimeSpan.FromMinutes(step.Minutes)),
            DurationMinutes = step.Minutes == 0 ? null : step.Minutes,
            Outcome = step.Outcome,
            Participants = Colleagues(account, step, scene),
        };
        return Interaction.Log(random.NextId(), account.Owner.Id, facts, calendar.Now);
    }

    // Before lunch or after it; what takes longer begins early enough to end the same day.
    private TimeOnly TimeOfDay(int minutes) => random.Chance(0.5)
        ? new TimeOnly(8, 40).AddMinutes(5 * random.Between(0, minutes > 60 ? 8 : 34))
        : new TimeOnly(13, 40).AddMinutes(5 * random.Between(0, minutes > 60 ? 8 : 40));

    // Engineers come along on visits; to the heads of customers the first of the colleagues goes too.
    private List<Participant> Colleagues(DemoAccount account, DemoStep step, Scene scene)
    {
        var colleagues = new List<Participant>();
        if (step.Body.Contains("{engineer}", StringComparison.Ordinal)) colleagues.Add(new Participant(scene.Engineer, null));
        if (step.Role == "decision_maker" && step.Minutes >= 60 && account.Owner != owners[0]) colleagues.Add(new Participant(owners[0].Name, owners[0].Id));
        return colleagues;
    }

    private Scene Scene(DemoAccount account, DemoStep[] story)
    {
        var products = DemoProducts.OfLine(account.Line);
        var product = DemoStories.OfLine[account.Line].Contains(story) ? products[0] : random.Pick(products);
        return new Scene(product, account.IsCompany ? random.Between(1, 4) : 1, random.Between(3, 9) * 5, random.Pick(Engineers));
    }

    private static string Fill(string text, Scene scene, string calledAs) => Seam().Replace(
        text
            .Replace("{contact}", calledAs, StringComparison.Ordinal)
            .Replace("{product}", scene.Product.Name, StringComparison.Ordinal)
            .Replace("{part}", scene.Product.Part, StringComparison.Ordinal)
            .Replace("{quantity}", $"{scene.Quantity} {scene.Product.Unit}", StringComparison.Ordinal)
            .Replace("{amount}", (scene.Product.Price * scene.Quantity).ToString("0.##", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{days}", scene.Days.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{engineer}", scene.Engineer, StringComparison.Ordinal),
        " ");

    // Chinese and Latin characters stand apart.
    [GeneratedRegex(@"(?<=\p{IsCJKUnifiedIdeographs})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{IsCJKUnifiedIdeographs})")]
    private static partial Regex Seam();
}

/// <summary>A conversation and whose it was.</summary>
internal sealed record DemoTold(DemoAccount Account, Interaction Interaction);

/// <summary>What a story is about.</summary>
internal sealed record Scene(DemoProduct Product, int Quantity, int Days, string Engineer);

/// <summary>A step as it is told within a story.</summary>
internal sealed record ToldStep(DemoStep Step, Scene Scene, bool IsFirst);
