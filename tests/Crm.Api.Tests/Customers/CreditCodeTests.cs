using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Customers;

public sealed class CreditCodeTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Two_customers_cannot_have_one_credit_code()
    {
        var user = await app.SignInAsync(Role.Sales);
        var creditCode = Unique.CreditCode();
        await user.CreateCustomerAsync(fields: new { creditCode });
        var other = await user.CreateCustomerAsync();

        var created = await user.PostAsync("/customers", new { name = "重复", creditCode });
        var patched = await user.PatchAsync("/customers/" + other.Id, new { creditCode = creditCode.ToLowerInvariant() });

        Assert.All([created, patched], answer =>
        {
            Assert.Equal((HttpStatusCode.Conflict, "duplicate_credit_code"), (answer.Status, answer.Problem.Code));
            Assert.Equal("/creditCode", Assert.Single(answer.Problem.Errors).Pointer);
        });
    }

    [Fact]
    public async Task A_code_is_taken_also_where_one_may_not_look_and_nothing_more_is_told()
    {
        var (user, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        var creditCode = Unique.CreditCode();
        var hidden = await user.CreateCustomerAsync("看不见的客户", new { creditCode });

        var answer = await other.PostAsync("/customers", new { name = "重复", creditCode });

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.DoesNotContain(hidden.Id, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("看不见", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_twenty_who_open_the_same_company_at_once_exactly_one_succeeds()
    {
        var user = await app.SignInAsync(Role.Sales);
        var creditCode = Unique.CreditCode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => user.PostAsync("/customers", new { name = "抢注" + i, creditCode })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(a => a.Status == HttpStatusCode.Conflict && a.Problem.Code == "duplicate_credit_code"));
        Assert.Single(await user.ListAsync("/customers?filter[creditCode]=" + creditCode));
    }

    [Theory]
    [InlineData("123", "credit_code_length")]
    [InlineData("9137020016357624I7", "credit_code_characters")]
    [InlineData("91A702001635762477", "credit_code_region")]
    public async Task A_wrong_code_is_refused_with_the_reason(string creditCode, string code)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers", new { name = "错码", creditCode });

        Assert.Equal([$"/creditCode {code}"], answer.Problem.Places);
    }

    [Fact]
    public async Task A_typing_error_is_caught_by_the_check_character()
    {
        var user = await app.SignInAsync(Role.Sales);
        var right = Unique.CreditCode();
        var wrong = right[..^1] + (right[^1] == '0' ? '1' : '0');

        Assert.Equal(["/creditCode credit_code_check_character"], (await user.PostAsync("/customers", new { name = "错码", creditCode = wrong })).Problem.Places);
    }

    [Fact]
    public async Task Full_width_letters_and_spaces_are_no_obstacle()
    {
        var user = await app.SignInAsync(Role.Sales);
        var code = Unique.CreditCode();
        var typed = string.Concat(code.Select(c => (char)(c + 0xFEE0))).Insert(8, "　");

        Assert.Equal(code, (await user.CreateCustomerAsync(fields: new { creditCode = typed })).Text("creditCode"));
    }
}
