using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

/// <summary>Texts are compared and ordered by code point, whatever the engine would rather do.</summary>
public sealed class TextTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly string[] Words = ["Éclair", "abc", "Abc", "ABC", "a_c", "a%c", "_", "海尔", "𠮷野家"];

    [Theory]
    [InlineData("eq", "abc", "abc")]
    [InlineData("ne", "abc", "ABC,Abc,_,a%c,a_c,Éclair,海尔,𠮷野家")]
    [InlineData("contains", "b", "Abc,abc")]
    [InlineData("contains", "B", "ABC")]
    [InlineData("contains", "_", "_,a_c")]
    [InlineData("contains", "%", "a%c")]
    [InlineData("contains", "尔", "海尔")]
    [InlineData("startsWith", "a", "a%c,a_c,abc")]
    [InlineData("startsWith", "A", "ABC,Abc")]
    [InlineData("startsWith", "É", "Éclair")]
    [InlineData("startsWith", "é", "")]
    [InlineData("startsWith", "𠮷", "𠮷野家")]
    public async Task A_filter_minds_case_and_takes_every_sign_as_itself(string op, string value, string names)
    {
        var user = await WithWordsAsync();

        var rows = await user.ListAsync($"/customers?filter[name][{op}]={Uri.EscapeDataString(value)}&limit=200");

        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), rows.Select(r => r.Text("name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Codes_are_ordered_by_code_point()
    {
        var user = await WithWordsAsync();

        var ordered = await user.ListAsync("/customers?sort=number&limit=200");

        Assert.Equal(Words, ordered.Select(r => r.Text("name")));
    }

    [Theory]
    [InlineData("/customers?filter[name]=a%00b", "filter[name] invalid_value")]
    [InlineData("/customers?filter[name][contains]=%00", "filter[name][contains] invalid_value")]
    [InlineData("/customers?filter[tags]=%00", "filter[tags] invalid_value")]
    [InlineData("/users?q=%00", "q forbidden_characters")]
    public async Task A_sign_that_no_text_can_hold_is_refused(string path, string place)
    {
        var admin = await app.SignInAsync(Role.Administrator);

        var answer = await admin.GetAsync(path);

        Assert.Equal((HttpStatusCode.BadRequest, place), (answer.Status, Assert.Single(answer.Problem.Places)));
    }

    [Theory]
    [InlineData("/search?q=%00")]
    [InlineData("/customers?q=%00")]
    [InlineData("/customers?filter[name]=%ED%A0%80")]
    [InlineData("/customers?filter[createdAt][gte]=0001-01-01T00:00:00Z&filter[createdAt][lte]=9999-12-31T23:59:59.999Z")]
    [InlineData("/customers?filter[rating][lt]=2147483647&filter[rating][gt]=-2147483648")]
    public async Task Whatever_is_asked_for_is_answered(string path)
    {
        var admin = await app.SignInAsync(Role.Administrator);

        Assert.InRange((int)(await admin.GetAsync(path)).Status, 200, 499);
    }

    [Fact]
    public async Task A_record_is_found_by_the_moment_that_it_tells()
    {
        var user = await app.SignInAsync(Template.OtherSalesEmail);
        var made = await user.CreateCustomerAsync();

        Assert.Equal(made.Text("createdAt"), (await user.CustomerAsync(made.Id)).Text("createdAt"));
        Assert.Contains(await user.ListAsync($"/customers?filter[createdAt][between]={made.Text("createdAt")},{made.Text("createdAt")}"), row => row.Id == made.Id);
    }

    private async Task<ApiUser> WithWordsAsync()
    {
        var user = await app.SignInAsync(Role.Sales);
        if ((await user.ListAsync("/customers?limit=1")).Count == 0)
        {
            foreach (var word in Words) await user.CreateCustomerAsync(word);
        }

        return user;
    }
}
