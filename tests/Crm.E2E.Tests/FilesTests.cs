using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.E2E.Tests;

/// <summary>Files at a customer.</summary>
public sealed class FilesTests(Product app) : IClassFixture<Product>
{
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, InBothLanguages]
    public Task A_picture_goes_up_and_comes_back_unchanged(string language) => app.VisitAsync(language, async desk =>
    {
        var files = await OpenFilesAsync(desk);
        await files.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "展厅 照片.png", MimeType = "image/png", Buffer = Picture });
        var name = files.GetByRole(AriaRole.Button, new() { Name = "展厅 照片.png", Exact = true });
        await Expect(name).ToBeVisibleAsync();

        var download = await desk.Page.RunAndWaitForDownloadAsync(() => name.ClickAsync());
        Assert.Equal("展厅 照片.png", download.SuggestedFilename);
        Assert.Equal(Picture, await File.ReadAllBytesAsync(await download.PathAsync()));
    });

    [Theory, InBothLanguages]
    public Task A_program_is_refused_with_the_reason(string language) => app.VisitAsync(language, async desk =>
    {
        var files = await OpenFilesAsync(desk);
        await files.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "setup.exe", MimeType = "application/octet-stream", Buffer = "MZ"u8.ToArray() });
        await Expect(desk.Page.GetByText(desk.Text["timeline:file.type"])).ToBeVisibleAsync();

        // A program under the name of a picture passes the page, not the server.
        await files.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "setup.png", MimeType = "image/png", Buffer = "MZ program"u8.ToArray() });
        await Expect(desk.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "setup.png" }).GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(files.GetByRole(AriaRole.Button, new() { Name = "setup.png", Exact = true })).ToHaveCountAsync(0);
    });

    /// <summary>Opens the card of the files of a new customer.</summary>
    private async Task<ILocator> OpenFilesAsync(Desk desk)
    {
        var customer = await (await app.SignInAsync(Role.Sales)).CreateCustomerAsync();
        await desk.SignInAsync(Template.SalesEmail, path: $"/customers/{customer.Id}");
        var card = desk.Region(desk.Text["customer:card.files"]);
        await card.GetByRole(AriaRole.Button, new() { NameRegex = Desk.BeginsWith(desk.Text["customer:card.files"]) }).ClickAsync();
        return card;
    }
}
