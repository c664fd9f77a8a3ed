using System.Globalization;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Tests.SqlServer;
using Crm.Infrastructure.Tests.Support;
using Crm.TestKit.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

/// <summary>Random filters over random customers: the database must leave those that a plain reading of the filter leaves. The seeds are fixed, so a failure comes again.</summary>
public sealed class FilterTreeTests(FilterTreeTests.Company company) : IClassFixture<FilterTreeTests.Company>
{
    private const int TreesPerSeed = 30;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_database_leaves_what_the_filter_says(int seed)
    {
        var dice = new Random(seed);
        var telling = 0;
        for (var i = 0; i < TreesPerSeed; i++)
        {
            var filter = RandomFilter.Make(dice, company.Rows);
            var expected = company.Rows.Where(row => Reading.Holds(filter, row, company.Today)).Select(row => row.Id).Order().ToList();

            var actual = await FindAsync(filter);

            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, tree {i}: {FilterParser.Write(filter).ToJsonString()}\nexpected {Names(expected)}\nactual   {Names(actual)}");
            if (expected.Count > 0 && expected.Count < company.Rows.Count) telling++;
        }

        Assert.True(telling > TreesPerSeed / 3, $"Only {telling} of {TreesPerSeed} filters left some rows and not others.");
    }

    [Fact]
    public async Task Every_such_filter_is_one_for_SQL_Server_too()
    {
        using var paper = OnPaper.New();
        var dice = new Random(99);
        for (var i = 0; i < 60; i++)
        {
            await using var scope = paper.Begin(Role.Sales, company.Rows[0].OwnerId, [company.Rows[0].OwnerId!.Value]);
            var filter = RandomFilter.Make(dice, company.Rows);
            var expression = new FilterExpressions(Paths(), new FilterSetting(null, null, [], new DateTime(2026, 3, 18, 8, 0, 0, DateTimeKind.Utc), TimeZoneInfo.Utc)).Of<Customer>(filter);

            var sql = scope.Db.Set<Customer>().Where(expression).Select(c => c.Id).ToQueryString();

            Assert.NotEmpty(TSql.Parse(sql));
        }
    }

    private static FieldPaths Paths()
    {
        var descriptor = new CustomerDescriptor();
        IReadOnlyList<FieldDescriptor> Of(Relation relation) => relation.Descriptor is null ? relation.Fields : ((EntityDescriptor)Activator.CreateInstance(relation.Descriptor)!).Fields;
        return new FieldPaths(new FieldSet(descriptor, []), [.. descriptor.Relations.Select(relation => (relation, Of(relation)))]);
    }

    private string Names(IEnumerable<Guid> ids) => string.Join(", ", ids.Select(id => company.Rows.Single(row => row.Id == id).Name));

    private async Task<List<Guid>> FindAsync(Filter filter)
    {
        await using var scope = company.Database.Begin(Role.Administrator, Guid.Empty);
        var rows = await scope.Get<RecordLister>().MatchingAsync(new CustomerDescriptor(), new ListRequest { Filter = filter }, CancellationToken.None);
        return [.. (await rows.Select(row => row.Id).ToListAsync()).Order()];
    }

    /// <summary>A customer as the test knows it.</summary>
    public sealed record Row(Guid Id, string Name, CustomerKind Kind)
    {
        public string? ShortName { get; init; }

        public string? Status { get; init; }

        public int? Rating { get; init; }

        public decimal? Revenue { get; init; }

        public DateOnly? FoundedOn { get; init; }

        public DateTime? LastContactAt { get; init; }

        public string? Province { get; init; }

        public string? City { get; init; }

        public string? District { get; init; }

        public Guid? OwnerId { get; init; }

        public string? OwnerName { get; init; }

        public string? TeamName { get; init; }

        public Row? Parent { get; init; }

        public IReadOnlyList<string> Tags { get; init; } = [];

        public IReadOnlyList<(string Name, string? Title, bool IsPrimary)> People { get; init; } = [];

        /// <summary>The values of a field; of a related record none when there is no such record.</summary>
        public IReadOnlyList<object?> Of(string field) => field switch
        {
            "name" => [Name],
            "kind" => [Kind.ToString().ToLowerInvariant()],
            "shortName" => [ShortName],
            "status" => [Status],
            "rating" => [Rating],
            "annualRevenue" => [Revenue],
            "foundedOn" => [FoundedOn],
            "lastContactAt" => [LastContactAt],
            "provinceCode" => [Province],
            "districtCode" => [District],
            "regionCode" => [District ?? City ?? Province],
            "ownerId" => [OwnerId?.ToString()],
            "owner.name" => [OwnerName],
            "owner.teamName" => [TeamName],
            "tags" => Tags,
            "contacts.name" => [.. People.Select(person => person.Name)],
            "contacts.title" => [.. People.Select(person => person.Title)],
            "contacts.isPrimary" => [.. People.Select(person => (object?)person.IsPrimary)],
            _ when field.StartsWith("parent.", StringComparison.Ordinal) => Parent?.Of(field["parent.".Length..]) ?? [],
            _ => throw new ArgumentException(field),
        };
    }

    /// <summary>What a filter says, read without the translator.</summary>
    private static class Reading
    {
        public static bool Holds(Filter filter, Row row, DateOnly today) => filter switch
        {
            AllOf all => all.Filters.All(inner => Holds(inner, row, today)),
            AnyOf any => any.Filters.Any(inner => Holds(inner, row, today)),
            Not not => !Holds(not.Filter, row, today),
            Comparison comparison => Holds(comparison, [.. row.Of(comparison.Field).Where(value => value is not null).Select(value => value!)], today),
            _ => throw new ArgumentException(filter.ToString()),
        };

        private static bool Holds(Comparison comparison, IReadOnlyList<object> given, DateOnly today)
        {
            var wanted = comparison.Values;
            return comparison.Operator switch
            {
                FilterOperator.IsEmpty => (given.Count == 0) == (wanted[0] == "true"),
                FilterOperator.Eq or FilterOperator.In => given.Any(value => wanted.Any(one => Order(value, one) == 0)),
                FilterOperator.Ne or FilterOperator.Nin => !given.Any(value => wanted.Any(one => Order(value, one) == 0)),
                FilterOperator.HasAll => wanted.All(one => given.Any(value => Order(value, one) == 0)),
                FilterOperator.Gt => given.Any(value => Order(value, wanted[0]) > 0),
                FilterOperator.Gte => given.Any(value => Order(value, wanted[0]) >= 0),
                FilterOperator.Lt => given.Any(value => Order(value, wanted[0]) < 0),
                FilterOperator.Lte => given.Any(value => Order(value, wanted[0]) <= 0),
                FilterOperator.Between => given.Any(value => Order(value, wanted[0]) >= 0 && Order(value, wanted[1]) <= 0),
                FilterOperator.Contains => given.Any(value => ((string)value).Contains(wanted[0], StringComparison.Ordinal)),
                FilterOperator.NotContains => !given.Any(value => ((string)value).Contains(wanted[0], StringComparison.Ordinal)),
                FilterOperator.StartsWith => given.Any(value => ((string)value).StartsWith(wanted[0], StringComparison.Ordinal)),
                FilterOperator.EndsWith => given.Any(value => ((string)value).EndsWith(wanted[0], StringComparison.Ordinal)),
                FilterOperator.Inside => given.Any(value => wanted.Any(one => LiesIn((string)value, one))),
                FilterOperator.NotInside => !given.Any(value => wanted.Any(one => LiesIn((string)value, one))),
                FilterOperator.Within => given.Any(value => IsWithin(Day(value), wanted[0], today)),
                FilterOperator.NotWithin => !given.Any(value => IsWithin(Day(value), wanted[0], today)),
                _ => throw new ArgumentException(comparison.ToString()),
            };
        }

        private static int Order(object value, string wanted) => value switch
        {
            string text => string.CompareOrdinal(text, wanted),
            int number => number.CompareTo(int.Parse(wanted, CultureInfo.InvariantCulture)),
            decimal amount => amount.CompareTo(decimal.Parse(wanted, CultureInfo.InvariantCulture)),
            DateOnly day => day.CompareTo(DateOnly.Parse(wanted, CultureInfo.InvariantCulture)),
            DateTime moment => moment.CompareTo(DateTime.Parse(wanted, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)),
            bool truth => truth.CompareTo(bool.Parse(wanted)),
            _ => throw new ArgumentException(value.ToString()),
        };

        /// <summary>A place lies in itself, and in what its parent lies in.</summary>
        private static bool LiesIn(string place, string region) =>
            place == region || (Regions.Tree.SelectMany(Below).FirstOrDefault(above => above.Children.Any(child => child.Code == place)) is { } parent && LiesIn(parent.Code, region));

        private static IEnumerable<Region> Below(Region region) => [region, .. region.Children.SelectMany(Below)];

        /// <summary>The user's days are those of Shanghai, eight hours ahead all the year.</summary>
        private static DateOnly Day(object value) => value is DateTime moment ? DateOnly.FromDateTime(moment.AddHours(8)) : (DateOnly)value;

        private static bool IsWithin(DateOnly day, string span, DateOnly today)
        {
            var ahead = day.DayNumber - today.DayNumber;
            int Week(DateOnly of) => (of.DayNumber - new DateOnly(1, 1, 1).DayNumber) / 7; // the first day of all was a Monday
            int Month(DateOnly of) => (of.Year * 12) + of.Month - 1;
            return span switch
            {
                "today" => ahead == 0,
                "yesterday" => ahead == -1,
                "tomorrow" => ahead == 1,
                "thisWeek" => Week(day) == Week(today),
                "lastWeek" => Week(day) == Week(today) - 1,
                "nextMonth" => Month(day) == Month(today) + 1,
                "lastMonth" => Month(day) == Month(today) - 1,
                "thisQuarter" => Month(day) / 3 == Month(today) / 3,
                "lastYear" => day.Year == today.Year - 1,
                "last:30d" => ahead is <= 0 and > -30,
                "next:2w" => ahead is >= 0 and < 14,
                "olderThan:30d" => ahead <= -30,
                "laterThan:7d" => ahead >= 7,
                _ => throw new ArgumentException(span),
            };
        }
    }

    private static class RandomFilter
    {
        private static readonly string[] Spans =
            ["today", "yesterday", "tomorrow", "thisWeek", "lastWeek", "nextMonth", "lastMonth", "thisQuarter", "lastYear", "last:30d", "next:2w", "olderThan:30d", "laterThan:7d"];

        private static readonly string[] Keys =
        [
            "name", "kind", "shortName", "status", "rating", "annualRevenue", "foundedOn", "lastContactAt", "provinceCode", "districtCode", "regionCode", "ownerId", "owner.name", "owner.teamName", "tags",
            "contacts.name", "contacts.title", "contacts.isPrimary", "parent.name", "parent.kind", "parent.shortName", "parent.rating", "parent.annualRevenue", "parent.foundedOn", "parent.lastContactAt", "parent.regionCode", "parent.tags",
        ];

        private static readonly FieldPaths Fields = Paths();

        public static Filter Make(Random dice, IReadOnlyList<Row> rows, int depth = 0) => dice.Next(depth < 3 ? 6 : 3) switch
        {
            3 => new AllOf([.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Make(dice, rows, depth + 1))]),
            4 => new AnyOf([.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Make(dice, rows, depth + 1))]),
            5 => new Not(Make(dice, rows, depth + 1)),
            _ => Compare(dice, rows),
        };

        private static Comparison Compare(Random dice, IReadOnlyList<Row> rows)
        {
            var key = Pick(dice, Keys);
            var op = Pick(dice, Fields.Find(key)!.Operators);
            string[] values = op switch
            {
                FilterOperator.IsEmpty => [dice.Next(2) == 0 ? "true" : "false"],
                FilterOperator.Within or FilterOperator.NotWithin => [Pick(dice, Spans)],
                FilterOperator.Between => [Value(dice, rows, key), Value(dice, rows, key)],
                FilterOperator.Inside or FilterOperator.NotInside => [.. Enumerable.Range(0, dice.Next(1, 3)).Select(_ => Around(dice, Value(dice, rows, key)))],
                FilterOperator.In or FilterOperator.Nin or FilterOperator.HasAll => [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Value(dice, rows, key))],
                FilterOperator.Contains or FilterOperator.NotContains or FilterOperator.StartsWith or FilterOperator.EndsWith => [Part(dice, Value(dice, rows, key), op)],
                _ => [Value(dice, rows, key)],
            };
            return new Comparison(key, op, values, "filter");
        }

        /// <summary>One that some row has, so that something is found.</summary>
        private static string Value(Random dice, IReadOnlyList<Row> rows, string key)
        {
            var given = rows.SelectMany(row => row.Of(key)).Where(value => value is not null).ToList();
            return Pick(dice, given) switch
            {
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                bool truth => truth ? "true" : "false",
                var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
        }

        /// <summary>The place, or the city or province it lies in.</summary>
        private static string Around(Random dice, string place) => dice.Next(3) switch { 0 => place, 1 => place[..2] + "0000", _ => place.EndsWith("0000", StringComparison.Ordinal) ? place : place[..4] + "00" };

        /// <summary>A piece of a text, whole characters only, sometimes in the other case.</summary>
        private static string Part(Random dice, string text, FilterOperator op)
        {
            var signs = text.EnumerateRunes().ToList();
            var length = dice.Next(0, Math.Min(3, signs.Count) + 1);
            var start = op switch { FilterOperator.StartsWith => 0, FilterOperator.EndsWith => signs.Count - length, _ => dice.Next(signs.Count - length + 1) };
            var part = string.Concat(signs.Skip(start).Take(length));
            return dice.Next(4) == 0 ? part.ToUpperInvariant() : part;
        }

        private static T Pick<T>(Random dice, IReadOnlyList<T> from) => from[dice.Next(from.Count)];
    }

    /// <summary>Ninety customers, many alike, with everything that texts can hold and with much that is missing.</summary>
    public sealed class Company : IAsyncLifetime
    {
        private static readonly string[] Texts =
            ["abc", "Abc", "ABC", "a_c", "a%c", "100%", "_", "o'neil", "\"quoted\"", "back\\slash", "[m]", "海尔集团", "海信", "青岛海尔", "𠮷野家", "😀", "a😀b", "é", "É", "x y", "ß", "Straße", "ab", "c"];

        private static readonly Place[] Places =
        [
            Place.Unknown, Place.Unknown with { ProvinceCode = "370000" }, Place.Unknown with { ProvinceCode = "110000" }, Place.Unknown with { ProvinceCode = "370000", CityCode = "370200" },
            Place.Unknown with { ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212" }, Place.Unknown with { ProvinceCode = "370000", CityCode = "370100", DistrictCode = "370102" },
            Place.Unknown with { ProvinceCode = "360000", CityCode = "360100" }, Place.Unknown with { ProvinceCode = "410000", CityCode = "410100", DistrictCode = "410102" }, // right beside those that begin with 37 and 40
        ];

        private static readonly string[] Words = ["红", "蓝", "VIP", "vip", "重点 客户"];

        public TestDatabase Database { get; } = TestDatabase.New();

        public List<Row> Rows { get; } = [];

        public DateOnly Today { get; private set; }

        public async Task InitializeAsync()
        {
            var dice = new Random(20261128);
            static Place Pick(Random dice, Place[] from) => from[dice.Next(from.Length)];
            T? Maybe<T>(T value) => dice.Next(3) == 0 ? default : value;

            Today = LocalDay.Of(Database.Clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
            await using var scope = Database.Begin();
            var db = scope.Db;
            Team[] teams = [new(Database.NewId(), "北方"), new(Database.NewId(), "南方")];
            var tags = Words.Select(word => new Tag(Database.NewId(), word, "grey")).ToList();
            User[] owners = [.. Enumerable.Range(0, 4).Select(i => new User(Database.NewId(), Texts[i * 3], $"u{i}@example.com", Role.Sales, i < 3 ? teams[i % 2].Id : null, "hash"))];
            db.AddRange(teams);
            db.AddRange(tags);
            db.AddRange(owners);

            for (var i = 0; i < 90; i++)
            {
                var owner = dice.Next(4) == 0 ? null : owners[dice.Next(owners.Length)];
                var parent = i > 10 && dice.Next(2) == 0 ? Rows[dice.Next(10)] : null;
                var kind = (CustomerKind)dice.Next(2);
                var profile = new CustomerProfile
                {
                    Kind = kind,
                    Name = Texts[dice.Next(Texts.Length)],
                    ShortName = Maybe(Texts[dice.Next(Texts.Length)]),
                    Status = Maybe(dice.Next(2) == 0 ? "new" : "negotiating"),
                    Rating = dice.Next(3) == 0 ? null : dice.Next(1, 6),
                    AnnualRevenue = Maybe(new Money(dice.Next(-3, 4) + 0.25m, "CNY")),
                    FoundedOn = kind == CustomerKind.Person ? null : Today.AddDays(dice.Next(-40, 41)),
                    Place = Pick(dice, Places),
                };
                var customer = Customer.Open(Database.NewId(), $"C{i:d6}", profile, owner?.Id);
                if (parent is not null) customer.PlaceUnder(parent.Id, [parent.Id]);
                var own = tags.Where(_ => dice.Next(3) == 0).ToList();
                customer.TagWith([.. own.Select(tag => tag.Id)]);
                db.Add(customer);

                var people = new List<(string, string?, bool)>();
                for (var p = dice.Next(3); p > 0; p--)
                {
                    var contact = Contact.Meet(Database.NewId(), new ContactProfile { Name = Texts[dice.Next(Texts.Length)] }, null);
                    var place = new CustomerContact(Database.NewId(), customer.Id, contact.Id);
                    var left = dice.Next(4) == 0;
                    place.Write(null, Maybe(Texts[dice.Next(Texts.Length)]), null, isPrimary: p == 1, left ? Today : null);
                    db.AddRange(contact, place);
                    if (!left) people.Add((contact.Name, place.Title, place.IsPrimary));
                }

                Rows.Add(new Row(customer.Id, customer.Name, customer.Kind)
                {
                    ShortName = customer.ShortName, Status = customer.Status, Rating = customer.Rating, Revenue = customer.AnnualRevenue?.Amount, FoundedOn = customer.FoundedOn,
                    Province = customer.Place.ProvinceCode, City = customer.Place.CityCode, District = customer.Place.DistrictCode, OwnerId = owner?.Id, OwnerName = owner?.Name, TeamName = teams.FirstOrDefault(t => t.Id == owner?.TeamId)?.Name,
                    Parent = parent, Tags = [.. own.Select(tag => tag.Name)], People = people,
                });
            }

            await db.SaveChangesAsync();
            for (var i = 0; i < Rows.Count; i++)
            {
                if (dice.Next(3) == 0) continue;
                var (id, moment) = (Rows[i].Id, Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddHours(dice.Next(-40 * 24, 40 * 24)));
                await db.Set<Customer>().Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastContactAt, (DateTime?)moment));
                Rows[i] = Rows[i] with { LastContactAt = moment };
            }

            for (var i = 0; i < Rows.Count; i++) Rows[i] = Rows[i] with { Parent = Rows[i].Parent is { } parent ? Rows.First(row => row.Id == parent.Id) : null };
        }

        public Task DisposeAsync()
        {
            Database.Dispose();
            return Task.CompletedTask;
        }
    }
}
