using System.Net;
using System.Text;
using Crm.Domain.Files;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Files;

public sealed class FileTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task A_file_comes_back_byte_for_byte_as_an_attachment()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var uploaded = await user.UploadAsync($"/customers/{customer.Id}/files", "样机 照片.png", Png);
        var file = uploaded.Expect(HttpStatusCode.Created).Json;
        var answer = (await user.GetAsync($"/files/{file.Id}/content")).Expect(HttpStatusCode.OK);

        Assert.Equal("/api/v1/files/" + file.Id, uploaded.Header("Location"));
        Assert.Equal(("样机 照片.png", "image/png", Png.Length), (file.Text("name"), file.Text("contentType"), file.Number("size")));
        Assert.Equal(Png, answer.Bytes);
        Assert.Equal("image/png", answer.Header("Content-Type"));
        Assert.StartsWith("attachment; ", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%E6%A0%B7%E6%9C%BA%20%E7%85%A7%E7%89%87.png", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Contains("sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal(Png[..4], (await user.GetAsync($"/files/{file.Id}/content", ("Range", "bytes=0-3"))).Expect(HttpStatusCode.PartialContent).Bytes);
    }

    [Theory]
    [InlineData("virus.exe", "MZ", "file_type_not_allowed")]
    [InlineData("page.html", "<script>", "file_type_not_allowed")]
    [InlineData("picture.svg", "<svg>", "file_type_not_allowed")]
    [InlineData("noextension", "x", "file_type_not_allowed")]
    [InlineData("contract.pdf", "MZ is no pdf", "file_content_mismatch")]
    [InlineData("photo.png", "<script>alert(1)</script>", "file_content_mismatch")]
    [InlineData("text.txt", "a\0b", "file_content_mismatch")]
    [InlineData("empty.txt", "", "file_empty")]
    [InlineData("a\u202Etxt.exe.txt", "x", "forbidden_characters")]
    public async Task A_file_that_is_not_what_it_should_be_is_refused(string name, string content, string code)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var answer = await user.UploadAsync($"/customers/{customer.Id}/files", name, Encoding.UTF8.GetBytes(content));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"/file {code}"), (answer.Status, Assert.Single(answer.Problem.Places)));
        Assert.Empty(await user.ListAsync($"/customers/{customer.Id}/files"));
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\\\Users\\\\me\\\\报价.txt", "报价.txt")]
    [InlineData("  two   spaces .txt ", "two spaces .txt")]
    public async Task A_name_loses_its_folders(string name, string expected)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        Assert.Equal(expected, (await user.UploadToCustomerAsync(customer.Id, name)).Text("name"));
    }

    [Fact]
    public async Task A_file_may_have_twenty_megabytes_and_not_a_byte_more()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var most = new byte[StoredFile.MaxBytes];
        Array.Fill(most, (byte)'x');

        (await user.UploadAsync($"/customers/{customer.Id}/files", "most.txt", most)).Expect(HttpStatusCode.Created);
        var more = await user.UploadAsync($"/customers/{customer.Id}/files", "more.txt", [.. most, 1]);
        var much = await user.UploadAsync($"/customers/{customer.Id}/files", "much.txt", [.. most, .. new byte[200_000]]);

        Assert.Equal(["/file file_too_large"], more.Problem.Places);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (much.Status, much.Problem.Code));
    }

    [Fact]
    public async Task Without_a_file_the_form_is_refused()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var answer = await user.SendAsync(HttpMethod.Post, $"/customers/{customer.Id}/files", new MultipartFormDataContent { { new StringContent("x"), "other" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/file required"), (answer.Status, Assert.Single(answer.Problem.Places)));
    }

    [Fact]
    public async Task A_file_on_a_conversation_shows_on_the_customer_too()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var interaction = await user.LogAsync(customer.Id);

        var file = (await user.UploadAsync($"/interactions/{interaction.Id}/files", "录音.wav", Encoding.ASCII.GetBytes("RIFF1234WAVE"))).Expect(HttpStatusCode.Created).Json;

        Assert.Equal(file.Id, Assert.Single(await user.ListAsync($"/customers/{customer.Id}/files")).Id);
        Assert.Equal(file.Id, (await user.ReadAsync("/interactions/" + interaction.Id)).Text("files.0.id"));
    }

    [Fact]
    public async Task The_right_to_a_file_is_asked_for_at_every_download()
    {
        var (sales, manager, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager), await app.SignInAsync(Template.OtherSalesEmail));
        var customer = await sales.CreateCustomerAsync();
        var path = $"/files/{(await sales.UploadToCustomerAsync(customer.Id)).Id}/content";

        (await sales.GetAsync(path)).Expect(HttpStatusCode.OK);
        (await other.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        (await app.Stranger().GetAsync(path)).Expect(HttpStatusCode.Unauthorized);
        (await manager.PatchAsync("/customers/" + customer.Id, new { ownerId = manager.Id })).Expect(HttpStatusCode.OK);
        (await sales.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        (await manager.GetAsync(path)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deleted_file_cannot_be_downloaded()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        var file = await user.UploadToCustomerAsync(customer.Id);

        (await user.DeleteAsync("/files/" + file.Id)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(HttpStatusCode.NotFound, (await user.GetAsync($"/files/{file.Id}/content")).Status);
        Assert.Empty(await user.ListAsync($"/customers/{customer.Id}/files"));
    }
}
