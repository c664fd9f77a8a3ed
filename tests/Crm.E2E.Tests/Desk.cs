using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>One person at one browser, finding his way by roles and names as everybody does.</summary>
internal sealed class Desk
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500), Glance = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentDictionary<IRequest, string> _streams = [];
    private readonly Product _app;

    private Desk(Product app, IBrowserContext context, IPage page, Texts text)
    {
        (_app, Context, Page, Text) = (app, context, page, text);
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/events", StringComparison.Ordinal)) _streams.TryAdd(request, request.Url);
        };
        page.RequestFinished += (sender, request) => _streams.TryRemove(request, out _);
        page.RequestFailed += (sender, request) => _streams.TryRemove(request, out _);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Texts Text { get; }

    /// <summary>Errors on the console, in scripts and of the content security policy.</summary>
    public IEnumerable<string> Complaints => _complaints;

    public static async Task<Desk> OpenAsync(Product app, IBrowserContext context, Texts text)
    {
        await context.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', (event) => console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));");
        var desk = new Desk(app, context, await context.NewPageAsync(), text);
        desk.Listen(desk.Page);
        return desk;
    }

    /// <summary>A second tab of the same browser.</summary>
    public async Task<Desk> OpenTabAsync()
    {
        var tab = new Desk(_app, Context, await Context.NewPageAsync(), Text);
        Listen(tab.Page);
        return tab;
    }

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Field(string name) => Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    /// <summary>The title of the page; on a record it is followed by the number.</summary>
    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Level = 1, NameRegex = BeginsWith(name) });

    public ILocator Dialog(string name) => Page.GetByRole(AriaRole.Dialog, new() { Name = name, Exact = true });

    public ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new() { NameRegex = BeginsWith(name) });

    public ILocator Form(string name) => Page.GetByRole(AriaRole.Form, new() { Name = name, Exact = true });

    /// <summary>What the page just said in the corner.</summary>
    public ILocator Notifications => Region(Text["common:notifications"]);

    public static Regex BeginsWith(string name) => new("^" + Regex.Escape(name).Replace("/", "\\/", StringComparison.Ordinal));

    public Task GoAsync(string path)
    {
        _streams.Clear(); // those of the page before end with it
        return Page.GotoAsync(path);
    }

    /// <summary>A field of a form, whether it must be filled in or not.</summary>
    public static ILocator FieldOf(ILocator form, string label) => form.GetByLabel(new Regex($"^{Regex.Escape(label).Replace("/", "\\/", StringComparison.Ordinal)}( ?\\*)?$"));

    /// <summary>Builds the condition that a customer's name contains a word.</summary>
    public async Task FillConditionAsync(ILocator form, string word)
    {
        var name = Text.Language == "en" ? "Name" : "客户名称";
        await form.GetByRole(AriaRole.Combobox, new() { Name = Text["filters:field", ("position", "1")] }).FillAsync(name);
        await Page.GetByRole(AriaRole.Option, new() { Name = name, Exact = true }).ClickAsync();
        await form.GetByRole(AriaRole.Combobox, new() { Name = Text["filters:op", ("position", "1")] }).SelectOptionAsync("contains");
        await form.GetByRole(AriaRole.Textbox, new() { Name = Text["filters:value", ("position", "1")] }).FillAsync(word);
    }

    /// <summary>Opens a menu and chooses from it.</summary>
    public async Task ChooseAsync(string menu, string item)
    {
        await Button(menu).ClickAsync();
        await Page.GetByRole(AriaRole.Menu, new() { Name = menu, Exact = true }).GetByText(item, new() { Exact = true }).ClickAsync();
    }

    public async Task FillSignInAsync(string email, string password)
    {
        await Field(Text["signIn.email"]).FillAsync(email);
        await Page.GetByLabel(Text["signIn.password"], new() { Exact = true }).FillAsync(password);
        await Button(Text["signIn.submit"]).ClickAsync();
    }

    /// <summary>Signs in and arrives where the day begins, or at <paramref name="path"/>.</summary>
    public async Task SignInAsync(string email, string password = CrmApp.Password, string path = "/")
    {
        await GoAsync(path);
        await FillSignInAsync(email, password);
        await Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = Text["nav.label"] })).ToBeVisibleAsync();
    }

    /// <summary>Presses Tab until the element has the focus, as people without a mouse do.</summary>
    public async Task TabToAsync(ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < 80; presses++)
        {
            if (await target.EvaluateAsync<bool>("(element) => element === document.activeElement")) return;
            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not reach {target}.");
    }

    /// <summary>Lets time pass for the server and for the browser, whose clock then stands still.</summary>
    public async Task WaitAsync(TimeSpan time)
    {
        _app.Clock.Advance(time);
        await SetClockAsync();
    }

    /// <summary>Sets the browser's clock by the server's, which an earlier story may have moved.</summary>
    public Task SetClockAsync() => Context.Clock.SetFixedTimeAsync(_app.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Waits until what the page shows has come from the server.</summary>
    public async Task SettleAsync()
    {
        var idle = Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        while (!idle.IsCompleted && _streams.IsEmpty) await Task.WhenAny(idle, Task.Delay(Glance));
        if (idle.IsCompleted)
        {
            await idle;
        }
        else
        {
            _ = idle.ContinueWith(never => never.Exception, TaskScheduler.Default); // a stream of events stays open, and with it the network busy
            await Task.Delay(Quiet);
        }

        await Expect(Page.Locator("main")).ToBeVisibleAsync(); // there is no page yet without
        await Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    /// <summary>For whoever looks for the cause of a failure: TestResults/e2e beside this project.</summary>
    public async Task KeepPictureAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "Crm.E2E.Tests", "TestResults", "e2e"));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{Text.Language}-{Guid.CreateVersion7(_app.Clock.GetUtcNow())}.png") });
    }

    private void Listen(IPage page)
    {
        page.PageError += (_, error) => _complaints.Enqueue($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            // The browser writes a line for each refusal of the API; that is the API's business, and the stories look at it.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _complaints.Enqueue($"{page.Url}: {message.Text}");
        };
    }
}
