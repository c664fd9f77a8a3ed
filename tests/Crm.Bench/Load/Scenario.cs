using System.Globalization;
using System.Text.Json;

namespace Crm.Bench.Load;

/// <summary>How far the two answers to a request must agree.</summary>
internal enum Agreement
{
    /// <summary>Every member and value, except where an answer names its own continuation.</summary>
    Values,

    /// <summary>Every member and kind of value, and as many rows: the product ranks what it finds, the reference takes the newest.</summary>
    Members,

    /// <summary>Every member and value except ids, moments and secrets, which each makes anew.</summary>
    AllButNew,
}

/// <summary>Something that users do all day.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Status">The status of a good answer.</param>
/// <param name="Agreement">How far product and reference must agree.</param>
/// <param name="Requests">The requests to a server, made when the scenario begins.</param>
internal sealed record Scenario(string Name, int Status, Agreement Agreement, Func<Target, NextRequest> Requests);

/// <summary>All scenarios.</summary>
internal static class Scenarios
{
    private const int Varied = 1_000;
    private const int DeepPages = 20;
    private static readonly string[] Industries = ["it_services", "machinery", "wholesale_retail", "electronics"];

    public static IReadOnlyList<Scenario> Of(Asked asked) =>
    [
        new("record-by-id", 200, Agreement.Values, target => Cycle(asked.Customers.Take(Varied).Select(id => target.Get($"/api/v1/customers/{id}")))),
        new("overview", 200, Agreement.Values, target => Cycle([target.Get($"/api/v1/customers/{asked.Hub}/overview")])),
        new("list-by-name", 200, Agreement.Values, target => Cycle([target.Get("/api/v1/customers?limit=50&sort=name")])),
        new("list-filtered", 200, Agreement.Values, target => Cycle(asked.Owners.SelectMany(_ => Industries, (owner, industry) => target.Get(Filtered(owner, industry))))),
        new("cursor-deep", 200, Agreement.Values, target => Cycle(DeepCursors(target, asked.Deep).Select(cursor => target.Get($"/api/v1/customers?limit=50&sort=name&cursor={cursor}")))),
        new("name-contains", 200, Agreement.Members, target => Cycle(asked.Pairs.Select(pair => Search(target, pair)))),
        new("pinyin", 200, Agreement.Members, target => Cycle(asked.Initials.Select(initials => Search(target, initials)))),
        new("phone", 200, Agreement.Members, target => Cycle(asked.Digits.Select(digits => Search(target, digits)))),
        new("timeline", 200, Agreement.Values, target => Cycle([target.Get($"/api/v1/customers/{asked.Hub}/timeline?limit=50")])),
        new("create", 201, Agreement.AllButNew, target => Count(n => target.Post("/api/v1/customers", NewCustomer(n)))),
        new("patch", 200, Agreement.AllButNew, target => Own(asked.Customers, (id, round) => target.Patch($"/api/v1/customers/{id}", Change(round)))),
        new("complete-follow-up", 200, Agreement.AllButNew, target => Once(asked.OpenFollowUps, id => target.Post($"/api/v1/follow-ups/{id}/completion", Completion))),
        new("sign-in", 200, Agreement.AllButNew, target => Cycle(asked.Users.Select(target.SignInRequest))),
    ];

    private const string Completion = """
        {"result":"已与采购经理通话，确认交货期。","interaction":{"direction":"outbound","body":"客户同意分两批交货，首批月底到。","durationMinutes":12,"outcome":"agreed"},
        "next":{"subject":"确认首批到货","channel":"call","dueOn":"2027-01-15"}}
        """;

    private static string Filtered(Guid owner, string industry) =>
        $"/api/v1/customers?limit=50&sort=-lastContactAt&filter%5BownerId%5D={owner}&filter%5Bindustry%5D={industry}";

    private static byte[] Search(Target target, string text) => target.Get($"/api/v1/search?q={Uri.EscapeDataString(text)}");

    private static string NewCustomer(int n) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"kind":"company","name":"青岛新客{{n}}智能科技有限公司","shortName":"新客{{n}}","industry":"it_services","source":"website","status":"potential","rating":3,
        "provinceCode":"370000","cityCode":"370200","phones":[{"label":"office","number":"0532-8{{n % 10_000_000:0000000}}","isPrimary":true}],
        "emails":[{"label":"work","address":"sales{{n}}@newcomer.example","isPrimary":true}],"description":"展会上认识，对自动化产线感兴趣。"}
        """);

    /// <summary>Something changes each time, as it does when somebody edits a file.</summary>
    private static string Change(int round) => string.Create(CultureInfo.InvariantCulture, $$"""{"rating":{{round % 5 + 1}},"status":"negotiating","description":"第 {{round}} 次回访后更新。"}""");

    /// <summary>The same requests again and again; each connection begins elsewhere.</summary>
    private static NextRequest Cycle(IEnumerable<byte[]> requests)
    {
        var (all, places) = (requests.ToArray(), new int[256]);
        return connection => all[(connection * 37 + places[connection]++) % all.Length];
    }

    private static NextRequest Count(Func<int, byte[]> request)
    {
        var made = 0;
        return _ => request(Interlocked.Increment(ref made));
    }

    private static NextRequest Once(IReadOnlyList<Guid> ids, Func<Guid, byte[]> request)
    {
        var taken = -1;
        return _ => Interlocked.Increment(ref taken) is var next && next < ids.Count ? request(ids[next]) : null;
    }

    /// <summary>Each connection changes records of its own: two who change the same one at once are another story.</summary>
    private static NextRequest Own(IReadOnlyList<Guid> ids, Func<Guid, int, byte[]> request)
    {
        const int shares = 32;
        var rounds = new int[shares];
        return connection =>
        {
            var round = rounds[connection]++;
            var share = ids.Count / shares;
            return request(ids[connection * share + round % share], round);
        };
    }

    /// <summary>Cursors of pages that begin behind so many rows; whoever wants to stand there has to go there.</summary>
    private static List<string> DeepCursors(Target target, int deep)
    {
        const int step = 200;
        var cursors = new List<string>();
        string? next = null;
        for (var row = 0; row < deep + DeepPages * step; row += step)
        {
            if (row >= deep) cursors.Add(next!);
            var page = target.Ask(target.Get($"/api/v1/customers?limit={step}&sort=name{(next is null ? "" : "&cursor=" + next)}")).GetProperty("page");
            if (page.GetProperty("next") is not { ValueKind: JsonValueKind.String } more) break;
            next = more.GetString();
        }

        return cursors;
    }
}
