using System.Diagnostics;
using System.Net;
using Crm.TestKit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>A company with a year behind it, on an autumn morning.</summary>
public sealed class DemoProduct() : Product(TestStore.Empty)
{
    public const string Morning = "2026-11-18T10:00:00+08:00";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Seed:Demo", "true");
        Clock.StopAt("2026-11-18T09:40:00+08:00");
    }
}

/// <summary>Runs only when somebody wants new pictures, so that ordinary runs leave the source tree as it is.</summary>
internal sealed class OnDemandAttribute : TheoryAttribute
{
    public OnDemandAttribute()
    {
        if (Environment.GetEnvironmentVariable("CRM_SCREENSHOTS") != "1") Skip = "Set CRM_SCREENSHOTS=1 to renew docs/screenshots.";
    }
}

/// <summary>Takes the pictures of docs/screenshots.</summary>
public sealed class Screenshots(DemoProduct app) : IClassFixture<DemoProduct>
{
    private const string Company = "海澜尔智能装备集团有限公司";
    private const string Person = "孔鹏飞";
    private const string Salesperson = "wang.lei@demo.example.com";
    private const string Colleague = "chen.xiaowen@demo.example.com";

    [OnDemand, InBothLanguages]
    public Task A_desk_in_the_light(string language) => app.VisitAsync(language, desk => VisitAllAsync(desk, "light"));

    [OnDemand, InBothLanguages]
    public Task A_desk_in_the_dark(string language) => app.VisitAsync(language, desk => VisitMainAsync(desk, "dark"));

    [OnDemand, InBothLanguages]
    public Task A_phone(string language) => app.VisitAsync(language, desk => VisitMainAsync(desk, "light"), Product.Phone);

    private async Task VisitAllAsync(Desk desk, string theme)
    {
        var (text, page) = (desk.Text, desk.Page);
        await desk.SetClockAsync();
        await desk.GoAsync("/");
        await PictureAsync(desk, "sign-in", theme);
        await desk.FillSignInAsync(Colleague, await ResetPasswordAsync(Colleague));
        await PictureAsync(desk, "change-password", theme);
        await desk.Button(text["password.signOut"]).ClickAsync();

        await VisitMainAsync(desk, theme);
        await desk.GoAsync("/customers?new=1");
        await desk.Field(text["customers:field.name"]).FillAsync("海澜尔");
        await Expect(desk.Dialog(text["customers:form.title"]).GetByText(text["customers:form.similar"])).ToBeVisibleAsync();
        await PictureAsync(desk, "quick-create", theme);
        await desk.GoAsync("/contacts");
        await PictureAsync(desk, "contacts", theme);
        await desk.GoAsync($"/contacts/{await FindAsync(Person)}");
        await PictureAsync(desk, "contact", theme);
        await desk.GoAsync("/follow-ups?who=all");
        await PictureAsync(desk, "follow-ups", theme);
        await desk.GoAsync("/follow-ups?who=all&as=calendar");
        await PictureAsync(desk, "follow-ups-week", theme);
        foreach (var settings in new[] { "code-lists", "users", "tags", "account" })
        {
            await desk.GoAsync("/settings/" + settings);
            await PictureAsync(desk, settings, theme);
        }

        await desk.GoAsync("/");
        await desk.SettleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Combobox, new() { Name = text["common:search.title"] }).FillAsync("hle");
        await Expect(page.GetByRole(AriaRole.Option, new() { NameString = Company })).ToBeVisibleAsync();
        await PictureAsync(desk, "palette", theme);
    }

    private async Task VisitMainAsync(Desk desk, string theme)
    {
        var text = desk.Text;
        await LookAroundAsync();
        await desk.SetClockAsync();
        await desk.Page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await desk.SignInAsync(Salesperson);
        await PictureAsync(desk, "today", theme);
        await desk.ChooseAsync(text["shell.userMenu", ("name", (await app.SignInAsync(Salesperson, CrmApp.Password)).Me.Text("name"))], text["shell.signOut"]);

        await desk.SignInAsync(CrmApp.AdminEmail);
        await desk.GoAsync($"/customers/{await FindAsync(Company)}");
        await PictureAsync(desk, "customer", theme);
        await desk.GoAsync("/customers");
        await PictureAsync(desk, "customers", theme);
    }

    /// <summary>What the salesperson looked at on the day before.</summary>
    private async Task LookAroundAsync()
    {
        app.Clock.StopAt("2026-11-17T09:05:00+08:00");
        var salesperson = await app.SignInAsync(Salesperson, CrmApp.Password);
        foreach (var customer in (await salesperson.ListAsync("/customers?limit=5")).Reverse())
        {
            (await salesperson.PutAsync($"/recent-views/customer/{customer.Id}")).Expect(HttpStatusCode.NoContent);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        app.Clock.StopAt(DemoProduct.Morning);
    }

    private async Task<string> FindAsync(string name) => (await (await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password)).SearchAsync(name))[0].Id;

    /// <summary>Gives a colleague a temporary password, which must be changed at once.</summary>
    private async Task<string> ResetPasswordAsync(string email)
    {
        var admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var colleague = (await admin.ListAsync("/users")).Single(user => user.Text("email") == email);
        return (await admin.PostAsync($"/users/{colleague.Id}/password-reset")).Expect(HttpStatusCode.OK).Json.Text("temporaryPassword");
    }

    private static async Task PictureAsync(Desk desk, string screen, string theme)
    {
        await desk.SettleAsync();
        await Expect(desk.Page.Locator("[class*=skeleton]")).ToHaveCountAsync(0); // parts that load their code apart
        await desk.Page.Mouse.MoveAsync(desk.Page.ViewportSize!.Width - 1, 0);
        var file = Path.Combine(Repository.Root, "docs", "screenshots", $"{screen}-{desk.Text.Language}-{theme}-{desk.Page.ViewportSize.Width}.png");
        await desk.Page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
        await QuantizeAsync(file);
    }

    /// <summary>A palette of colours is enough for a page and a third of the bytes; without pngquant the picture stays as it is.</summary>
    private static async Task QuantizeAsync(string file)
    {
        if (!File.Exists("/usr/bin/pngquant")) return;
        using var pngquant = Process.Start("/usr/bin/pngquant", ["--force", "--strip", "--speed", "1", "--output", file, file]);
        await pngquant.WaitForExitAsync();
        Assert.Equal(0, pngquant.ExitCode);
    }
}
