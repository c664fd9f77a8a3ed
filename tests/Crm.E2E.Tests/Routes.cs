using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.E2E.Tests;

/// <summary>Every address of the page.</summary>
internal static class Routes
{
    /// <summary>Before sign-in.</summary>
    public static readonly string[] Outside = ["/sign-in"];

    /// <summary>Behind it, for an administrator; with a customer and a contact that have something of everything.</summary>
    public static async Task<string[]> MakeAsync(CrmApp app, string words = "上海远行物流有限公司")
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = (await admin.CreateCustomerAsync(words, new
        {
            shortName = words.Length > 60 ? words[..60] : words,
            englishName = words,
            description = words,
            status = "active",
            rating = 4,
            industry = "manufacturing",
            website = "https://example.cn",
            provinceCode = "310000",
            cityCode = "310100",
            addressLine1 = words,
            phones = new[] { new { label = "office", number = "021-62345678", isPrimary = true } },
            emails = new[] { new { label = "work", address = "info@example.cn", isPrimary = true } },
            tags = new[] { "重点" + Unique.Word() },
            preferences = new[] { new { topic = "contact_time", value = words, source = "stated", asOf = "2026-01-05" } },
            doNotContact = new[] { "sms" },
        })).Id;
        var contact = (await admin.CreateContactAsync(words, customer, new { description = words, wechat = "yuanxing88" })).Id;
        await admin.LogAsync(customer, words, new { body = words, contactIds = new[] { contact } });
        await admin.PlanAsync(customer, app.Clock.In(TimeSpan.FromHours(2)), words, new { notes = words });
        await admin.PlanAsync(customer, app.Clock.In(-TimeSpan.FromDays(2)), words);
        await admin.UploadToCustomerAsync(customer);
        var shortWords = words.Length > 300 ? words[..300] : words;
        var asked = await admin.PublishAsync(new { key = "liked", text = shortWords, textEn = shortWords, type = "stars" }, new { key = "recommend", text = shortWords, textEn = shortWords, type = "scale" });
        var visit = await admin.PlanAsync(customer, app.Clock.In(TimeSpan.FromDays(-1)), words, new { questionnaireId = asked });
        await admin.PostAsync($"/follow-ups/{visit.Id}/completion", new { answers = new { liked = 4, recommend = 9 } });
        var segment = (await admin.PostAsync("/segments", new { name = (words.Length > 40 ? words[..40] : words) + Unique.Word(), description = shortWords, where = new { field = "rating", op = "gte", value = "1" } })).Json.Id;
        var plan = (await admin.PutAsync($"/customers/{customer}/key-account", new { goals = new[] { new { text = shortWords, measure = shortWords } }, stakeholders = new[] { new { contactId = contact, role = shortWords } } })).Json.Id;
        var series = (await admin.PostAsync("/follow-up-series", new { customerId = customer, channel = "visit", subject = words.Length > 200 ? words[..200] : words, startsOn = "2026-12-01", rule = "FREQ=WEEKLY", questionnaireId = asked })).Json.Id;
        return
        [
            "/", "/customers", "/customers?deleted=only", "/customers?new=1",
            $"/customers/{customer}", $"/customers/{customer}?tab=fields", $"/customers/{customer}?tab=related",
            "/contacts", "/contacts?new=1", $"/contacts/{contact}",
            "/follow-ups", "/follow-ups?as=calendar", "/follow-ups?as=calendar&by=district&who=all", "/follow-ups?as=calendar&by=month&who=all", "/follow-ups/series?view=all", $"/follow-ups/series?view=all&open={series}", "/follow-ups?new=1", "/follow-ups/kpi", "/follow-ups/kpi?by=manager",
            "/segments", "/segments?new=1", $"/segments?open={segment}", "/lifecycle", "/key-accounts", "/key-accounts?show=measure", $"/key-accounts?open={plan}", "/managers", "/managers?show=deviations", $"/managers?open={admin.Id}", $"/managers?handOver={admin.Id}", "/competitors", "/competitors?as=board", "/competitors?new=1", "/jobs", "/imports",
            "/settings/fields?entity=customers", "/settings/fields?entity=customers&tab=rules",
            "/care", "/care?show=calendar", "/offers", "/offers?new=1", "/gifts", "/festivals",
            "/questionnaires", $"/questionnaires/{asked}", $"/questionnaires/{asked}?marks=recommend:9", $"/questionnaires/{asked}/design",
            "/orders", "/orders?new=1", "/returns", "/payments", "/products", "/products?new=1",
            "/settings/code-lists", "/settings/tiers", "/settings/users", "/settings/tags", "/settings/account", "/change-password", "/no-such-page",
        ];
    }
}
