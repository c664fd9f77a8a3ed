using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A week of visits, arranged with the mouse and without it, and appointments that come again.</summary>
public sealed class CalendarTests(Product app) : IClassFixture<Product>
{
    private const int HourHeight = 48;

    [Theory, InBothLanguages]
    public Task A_visit_moves_by_mouse_and_by_keyboard_and_stands_in_the_round_of_its_district(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, subject) = (desk.Text, desk.Page, "拜访" + Unique.Word());
        var seller = await app.AddUserAsync(Role.Sales);
        var customer = await seller.CreateCustomerAsync(fields: new { provinceCode = "310000", cityCode = "310100", districtCode = "310115" });
        var visit = await seller.PlanAsync(customer.Id, "2027-03-02T02:00:00Z", subject);
        await desk.SignInAsync(seller.Me.Text("email"), path: "/follow-ups?as=calendar&week=2027-03-01");

        var thursday = page.Locator("[data-day='2027-03-04'][data-lane=time]");
        await Expect(At("10:00")).ToBeVisibleAsync();
        await At("10:00").HoverAsync();
        await page.Mouse.DownAsync();
        var (item, column) = ((await At("10:00").BoundingBoxAsync())!, (await thursday.BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(column.X + (column.Width / 2), column.Y + (14 * HourHeight) + (item.Height / 2), new() { Steps = 8 });
        await page.Mouse.UpAsync();
        await Expect(thursday.GetByRole(AriaRole.Button, new() { NameRegex = Desk.BeginsWith("14:00 · " + subject) })).ToBeVisibleAsync();

        await At("14:00").PressAsync("Alt+ArrowRight");
        await Expect(page.Locator("[data-day='2027-03-05'][data-lane=time]").GetByText(subject)).ToBeVisibleAsync();
        await Expect(At("14:00")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(At("14:30")).ToBeFocusedAsync();
        await Expect(desk.Notifications.GetByText("14:30")).ToBeVisibleAsync();
        Assert.Equal("2027-03-05T06:30:00.000Z", (await seller.ReadAsync("/follow-ups/" + visit.Id)).Text("dueAt"));

        await desk.Main.GetByText(text["week:by.month"], new() { Exact = true }).ClickAsync();
        var (tuesday, friday) = (page.Locator("[data-day='2027-03-09']"), page.Locator("[data-day='2027-03-05']"));
        await Expect(friday.GetByText(subject)).ToBeVisibleAsync();
        await friday.GetByRole(AriaRole.Button, new() { NameRegex = Desk.BeginsWith($"14:30 · {subject}") }).HoverAsync();
        await page.Mouse.DownAsync();
        var target = (await tuesday.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(target.X + (target.Width / 2), target.Y + (target.Height / 2), new() { Steps = 8 });
        await page.Mouse.UpAsync();
        await Expect(tuesday.GetByText(subject)).ToBeVisibleAsync();
        await At("14:30").PressAsync("Alt+ArrowUp");
        await Expect(page.Locator("[data-day='2027-03-02']").GetByText(subject)).ToBeVisibleAsync();

        await desk.Main.GetByText(text["week:by.district"], new() { Exact = true }).ClickAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Heading, new() { NameString = "浦东新区" })).ToBeVisibleAsync();
        await Expect(desk.Main.GetByText("14:30", new() { Exact = true })).ToBeVisibleAsync();
        await desk.Button(subject).ClickAsync();
        await Expect(Desk.FieldOf(desk.Dialog(text["activities:form.editTitle"]), text["activities:field.subject"])).ToHaveValueAsync(subject);

        ILocator At(string time) => page.GetByRole(AriaRole.Button, new() { NameRegex = Desk.BeginsWith($"{time} · {subject}") });
    });

    [Theory, InBothLanguages]
    public Task An_appointment_that_comes_again_changes_once_from_there_on_or_as_a_whole(string language) => app.VisitAsync(language, async desk =>
    {
        var (text, page, word) = (desk.Text, desk.Page, Unique.Word());
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = await admin.CreateCustomerAsync();
        var tomorrow = app.Clock.In(TimeSpan.FromDays(2))[..10];
        await desk.SignInAsync(CrmApp.AdminEmail, path: "/follow-ups?new=" + tomorrow);

        var plan = desk.Dialog(text["activities:form.planTitle"]);
        await Desk.FieldOf(plan, text["activities:field.subject"]).FillAsync("例会" + word);
        await Desk.FieldOf(plan, text["repeat:how"]).SelectOptionAsync("weekly");
        await Desk.FieldOf(plan, text["repeat:end"]).SelectOptionAsync("count");
        await Desk.FieldOf(plan, text["repeat:count"]).FillAsync("4");
        await plan.GetByRole(AriaRole.Combobox, new() { Name = text["activities:field.customer"], Exact = true }).FillAsync(customer.Text("name"));
        await page.GetByRole(AriaRole.Option, new() { NameString = customer.Text("name") }).First.ClickAsync();
        await plan.Locator("button[type=submit]").ClickAsync();
        await Expect(plan).ToBeHiddenAsync();

        await desk.GoAsync("/follow-ups/series?view=all&q=" + word);
        await Expect(desk.Link("例会" + word)).ToBeVisibleAsync();
        await Expect(desk.Main.GetByRole(AriaRole.Gridcell, new() { Name = text["repeat:weekly"], Exact = true })).ToBeVisibleAsync();

        await desk.GoAsync($"/follow-ups?who=all&view=all&sort=due&filter[subject][contains]={word}");
        await ShowAsync("例会", "例会", "例会", "例会");
        await ChangeAsync(1, "看样", "this");
        await ShowAsync("例会", "看样", "例会", "例会");
        await ChangeAsync(2, "对账", "following");
        await ShowAsync("例会", "看样", "对账", "对账");
        await ChangeAsync(0, "碰头", "all");
        await ShowAsync("碰头", "看样", "对账", "对账");

        ILocator Rows() => desk.Main.GetByRole(AriaRole.Button, new() { NameRegex = new(word + "$") }).And(page.Locator("[title]:not([aria-label])"));
        Task ShowAsync(params string[] subjects) => Expect(Rows()).ToHaveTextAsync(subjects.Select(subject => subject + word));
        async Task ChangeAsync(int row, string subject, string reach)
        {
            await Rows().Nth(row).ClickAsync();
            var form = desk.Dialog(text["activities:form.editTitle"]);
            await Desk.FieldOf(form, text["activities:field.subject"]).FillAsync(subject + word);
            await form.GetByText(text["activities:series." + reach], new() { Exact = true }).ClickAsync();
            await form.Locator("button[type=submit]").ClickAsync();
            await Expect(form).ToBeHiddenAsync();
        }
    });
}
