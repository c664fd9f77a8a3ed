using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>WCAG 2.2 AA as far as a machine can tell, for every page in both themes, on a desk and on a phone.</summary>
public sealed class AccessibilityTests(Product app) : IClassFixture<Product>
{
    private const string Check = """
        async () => {
          // Colours change with a transition, which ends with a frame.
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          const { violations } = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
            rules: { 'target-size': { enabled: true } },
            resultTypes: ['violations'],
          });
          return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`));
        }
        """;

    [Theory, InBothLanguages]
    public Task Nothing_stands_in_anybodys_way(string language) => app.VisitAsync(language, async desk =>
    {
        await desk.Context.AddInitScriptAsync(scriptPath: Repository.Axe);
        var routes = await Routes.MakeAsync(app);
        var found = new List<string>();
        foreach (var path in Routes.Outside)
        {
            await desk.GoAsync(path);
            found.AddRange(await CheckAsync(desk, path));
        }

        await desk.SignInAsync(CrmApp.AdminEmail);
        foreach (var path in routes)
        {
            await desk.GoAsync(path);
            found.AddRange(await CheckAsync(desk, path));
        }

        await desk.GoAsync("/");
        await Expect(desk.Heading(desk.Text["today:title"])).ToBeVisibleAsync();
        await desk.SettleAsync();
        foreach (var (name, keys) in new[] { ("palette", "Control+k"), ("shortcuts", "?") })
        {
            await OpenAsync(desk, keys);
            found.AddRange(await CheckAsync(desk, name));
            await desk.Page.Keyboard.PressAsync("Escape");
            await Expect(desk.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    });

    /// <summary>A key that comes while the page is still taking hold of its keyboard is lost; a person presses it again.</summary>
    private static async Task OpenAsync(Desk desk, string keys)
    {
        var dialog = desk.Page.GetByRole(AriaRole.Dialog);
        for (var attempt = 0; attempt < 3 && await dialog.CountAsync() == 0; attempt++)
        {
            await desk.Page.Keyboard.PressAsync(keys);
            await desk.SettleAsync();
        }

        await dialog.WaitForAsync();
    }

    private static async Task<IEnumerable<string>> CheckAsync(Desk desk, string path)
    {
        var found = new List<string>();
        foreach (var width in new[] { Product.Wide, Product.Phone })
        {
            await desk.Page.SetViewportSizeAsync(width, 844);
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await desk.Page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
                await desk.SettleAsync();
                var violations = await desk.Page.EvaluateAsync<string[]>(Check);
                found.AddRange(violations.Select(violation => $"{path} {width} {theme} {violation}"));
            }
        }

        return found;
    }
}
