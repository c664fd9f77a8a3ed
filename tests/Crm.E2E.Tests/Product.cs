using Crm.TestKit;
using Microsoft.Playwright;

namespace Crm.E2E.Tests;

/// <summary>The product with its built page, and a small company in it.</summary>
public class Product : CrmApp
{
    public const string Zone = "Asia/Shanghai";
    public const int Wide = 1280;
    public const int Phone = 390;

    public Product()
        : this(Template.Copy)
    {
    }

    protected Product(Func<string, TestStore> store)
        : base(store, Repository.BuiltPage)
    {
    }

    /// <summary>Somebody sits down at a browser of his own and does what the story tells. The page must not complain meanwhile.</summary>
    internal async Task VisitAsync(string language, Func<Desk, Task> story, int width = Wide)
    {
        var browser = await Chromium.Browser;
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = BaseAddress.ToString(),
            Locale = language == "en" ? "en-US" : language,
            TimezoneId = Zone,
            ViewportSize = new() { Width = width, Height = width == Phone ? 844 : 800 },
            HasTouch = width == Phone,
            IsMobile = width == Phone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        var desk = await Desk.OpenAsync(this, context, new Texts(language));
        try
        {
            await story(desk);
        }
        catch
        {
            await desk.KeepPictureAsync();
            throw;
        }

        Assert.Empty(desk.Complaints);
    }
}
