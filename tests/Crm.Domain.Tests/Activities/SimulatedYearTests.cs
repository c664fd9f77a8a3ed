using Crm.Domain.Activities;
using Crm.Domain.Calendar;
using Xunit.Abstractions;

namespace Crm.Domain.Tests.Activities;

/// <summary>
/// A year of 20 managers with 5,000 customers, real holidays, leave and illness: conversations take place on the day they are planned for unless
/// somebody fell ill that morning, and completing one plans the next from the real date.
/// </summary>
public class SimulatedYearTests(ITestOutputHelper output)
{
    private static readonly DateOnly First = new(2025, 9, 1);
    private static readonly DateOnly Last = new(2026, 8, 31);
    private static readonly Lazy<Year> Played = new(() => new Year(seed: 7).Play());

    [Fact]
    public void No_important_customer_waits_longer_than_his_rhythm_and_its_grace()
    {
        var late = Played.Value.Gaps.Where(g => g.Tier == "vip" && g.Days > g.Allowed).ToList();

        Assert.True(late.Count == 0, string.Join(", ", late.Take(5)));
        Assert.True(Played.Value.Gaps.Count(g => g.Tier == "vip") > 4_000);
    }

    [Fact]
    public void Nobody_else_waits_longer_either() =>
        Assert.DoesNotContain(Played.Value.Gaps, g => g.Days > g.Allowed);

    [Fact]
    public void Nobody_is_without_a_next_step_at_any_midnight() => Assert.Equal(0, Played.Value.WithoutNextStep);

    [Fact]
    public void Nobody_is_asked_to_work_on_a_day_off() => Assert.Equal(0, Played.Value.OnDaysOff);

    [Fact]
    public void Nobody_is_given_more_than_fits_into_his_day() => Assert.Equal(0, Played.Value.Overfull);

    /// <summary>Conversations per working day of a manager, week by week, after the first quarter: the weeks around the long holidays are the extremes.</summary>
    [Fact]
    public void The_load_of_a_week_is_even()
    {
        var loads = Played.Value.DailyLoadByWeek.Order().ToList();
        var (p5, median, p95) = (loads[loads.Count / 20], loads[loads.Count / 2], loads[loads.Count * 19 / 20]);

        output.WriteLine($"Conversations a day of a manager, week by week: 5 % {p5:0.0}, median {median:0.0}, 95 % {p95:0.0}");

        Assert.InRange(median, 5.5, 8.5);
        Assert.InRange(p95 / median, 1, 1.5);
        Assert.InRange(p5 / median, 0.5, 1);
    }

    /// <summary>Against the same year in which nobody looks where his other visits are.</summary>
    [Fact]
    public void Visits_to_one_district_share_a_day_and_nobody_waits_longer_for_it()
    {
        var (together, apart) = (Played.Value, new Year(seed: 7, company: 0).Play());

        output.WriteLine($"Visits that share day and district: {apart.SharedVisits:P1} without looking, {together.SharedVisits:P1} with; rounds {apart.Rounds:N0} and {together.Rounds:N0} for {together.Visits:N0} visits");

        Assert.True(together.SharedVisits > 0.75, $"{together.SharedVisits:P0} of the visits had company in their district");
        Assert.True(together.SharedVisits > apart.SharedVisits + 0.3, $"{apart.SharedVisits:P0} had it by chance");
        Assert.DoesNotContain(together.Gaps, g => g.Days > g.Allowed);
        Assert.Equal(0, together.Overfull);
    }

    [Fact]
    public void The_same_seed_gives_the_same_year()
    {
        Assert.Equal(Played.Value.Fingerprint, new Year(seed: 7).Play().Fingerprint);
        Assert.NotEqual(Played.Value.Fingerprint, new Year(seed: 8).Play().Fingerprint);
    }

    private sealed record Gap(string Tier, int Days, int Allowed);

    private sealed class Client(int number, Guid managerId, IReadOnlyList<Guid> standIns, string tier, Cadence cadence, string? district)
    {
        public int Number => number;

        public Guid ManagerId => managerId;

        public IReadOnlyList<Guid> StandIns => standIns;

        public string Tier => tier;

        public Cadence Cadence => cadence;

        public string? District => district;

        public DateOnly LastOn { get; set; }

        public Appointment? Next { get; set; }
    }

    private sealed class Year(int seed, double company = Diary.SameDistrict)
    {
        private const int Managers = 20;
        private const int Customers = 5_000;
        private const int PerDay = 12;
        private static readonly (string Tier, int Share, Cadence Cadence)[] Tiers =
        [
            ("vip", 5, new Cadence(14, graceDays: 7, leadDays: 4)),
            ("gold", 15, new Cadence(30, graceDays: 10, leadDays: 7)),
            ("silver", 30, new Cadence(60, graceDays: 15, leadDays: 14)),
            ("standard", 50, new Cadence(90, graceDays: 30, leadDays: 21)),
        ];

#pragma warning disable CA5394 // a test wants numbers that come again
        private readonly Random _chance = new(seed);
#pragma warning restore CA5394
        private readonly Dictionary<Guid, Diary> _diaries = [];
        private readonly Dictionary<(Guid Manager, int Week), (int Done, HashSet<DateOnly> Days)> _weeks = [];
        private readonly Dictionary<(Guid, DateOnly, string), int> _visits = [];

        public List<Gap> Gaps { get; } = [];

        public int WithoutNextStep { get; private set; }

        public int OnDaysOff { get; private set; }

        public int Overfull { get; private set; }

        public IEnumerable<double> DailyLoadByWeek => _weeks.Where(w => w.Key.Week >= 13).Select(w => (double)w.Value.Done / w.Value.Days.Count);

        public double SharedVisits => (double)_visits.Values.Where(v => v > 1).Sum() / _visits.Values.Sum();

        public int Rounds => _visits.Count;

        public int Visits => _visits.Values.Sum();

        public string Fingerprint { get; private set; } = "";

        public Year Play()
        {
            var managers = Enumerable.Range(1, Managers).Select(Id).ToList();
            foreach (var manager in managers) _diaries[manager] = new Diary(WorkCalendar.China, PerDay, company);
            foreach (var manager in managers) // two weeks of leave, known beforehand
                if (First.AddDays(Next(30, 330)) is var leave) _diaries[manager].IsAway(leave, leave.AddDays(13));
            var customers = Enumerable.Range(0, Customers).Select(n => NewCustomer(n, managers)).ToList();
            foreach (var customer in customers) PlanNext(customer, First);

            long print = 0;
            for (var day = First; day <= Last; day = day.AddDays(1))
            {
                foreach (var manager in managers)
                    if (_diaries[manager].Works(day) && Next(0, 1000) < 8) FallIll(manager, day, customers); // about two weeks a year with what follows
                foreach (var customer in customers.Where(c => c.Next!.Value.On == day).ToList())
                {
                    var done = customer.Next!.Value;
                    print = unchecked((print * 31) + (customer.Number * 400L) + day.DayNumber);
                    Note(customer, done);
                    customer.LastOn = day;
                    customer.Next = null;
                    PlanNext(customer, day);
                }

                WithoutNextStep += customers.Count(c => c.Next is null || c.Next.Value.On <= day);
            }

            Fingerprint = print.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
            return this;
        }

        private Client NewCustomer(int number, List<Guid> managers)
        {
            var manager = number % Managers;
            var roll = Next(0, 100);
            var (tier, _, cadence) = Tiers.First(t => (roll -= t.Share) < 0);
            var customer = new Client(number, managers[manager], [.. TeamOf(manager).Select(m => managers[m])], tier, cadence, Next(0, 100) < 30 ? $"district {Next(0, 8)}" : null);
            customer.LastOn = First.AddDays(-Next(0, cadence.EveryDays - cadence.LeadDays));
            return customer;
        }

        /// <summary>Teams of five; the next one in the team is the deputy.</summary>
        private static IEnumerable<int> TeamOf(int manager) => Enumerable.Range(1, 4).Select(step => (manager / 5 * 5) + ((manager + step) % 5));

        private void PlanNext(Client customer, DateOnly today)
        {
            var window = customer.Cadence.After(customer.LastOn).NotBefore(today.AddDays(1));
            customer.Next = FollowUpPlanner.Place(customer.ManagerId, customer.StandIns, window, customer.District, _diaries);
            if (customer.Next.Value.Full) Overfull++;
        }

        /// <summary>One to three days: what stood in those days is planned anew, the most urgent first.</summary>
        private void FallIll(Guid manager, DateOnly day, List<Client> customers)
        {
            var until = day.AddDays(Next(0, 3));
            _diaries[manager].IsAway(day, until);
            var touched = customers.Where(c => c.Next is { } next && next.OwnerId == manager && next.On >= day && next.On <= until)
                .OrderBy(c => c.Cadence.After(c.LastOn).To).ThenBy(c => c.Number).ToList();
            foreach (var customer in touched)
            {
                _diaries[manager].Remove(customer.Next!.Value.On, customer.District);
                var window = customer.Cadence.After(customer.LastOn).NotBefore(day);
                customer.Next = FollowUpPlanner.Place(customer.ManagerId, customer.StandIns, window, customer.District, _diaries);
                if (customer.Next.Value.Full) Overfull++;
            }
        }

        private void Note(Client customer, Appointment done)
        {
            Gaps.Add(new Gap(customer.Tier, done.On.DayNumber - customer.LastOn.DayNumber, customer.Cadence.EveryDays + customer.Cadence.GraceDays));
            if (!_diaries[done.OwnerId].Works(done.On)) OnDaysOff++;
            if (customer.District is { } district) _visits[(done.OwnerId, done.On, district)] = _visits.GetValueOrDefault((done.OwnerId, done.On, district)) + 1;
            var week = (done.OwnerId, (done.On.DayNumber - First.DayNumber) / 7);
            if (!_weeks.TryGetValue(week, out var soFar)) _weeks[week] = soFar = (0, []);
            soFar.Days.Add(done.On);
            _weeks[week] = (soFar.Done + 1, soFar.Days);
        }

#pragma warning disable CA5394
        private int Next(int from, int to) => _chance.Next(from, to);
#pragma warning restore CA5394
    }
}
