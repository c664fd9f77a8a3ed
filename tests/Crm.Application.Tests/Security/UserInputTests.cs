using Crm.Application.Security;
using Crm.Domain.Security;

namespace Crm.Application.Tests.Security;

public class UserInputTests
{
    private static readonly UserInput WangWei = new() { Name = "王玮", Email = "wang.wei@example.com", Role = Role.Sales };

    public static TheoryData<string, UserInput, string> Wrong => new()
    {
        { "no name", WangWei with { Name = null }, "/name required" },
        { "a long name", WangWei with { Name = new string('王', User.NameMaxLength + 1) }, "/name too_long" },
        { "no address", WangWei with { Email = " " }, "/email required" },
        { "half an address", WangWei with { Email = "wang.wei" }, "/email not_an_email" },
        { "no role", WangWei with { Role = null }, "/role required" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_by_place_and_code(string what, UserInput input, string fault) =>
        Assert.Equal((what, fault), (what, string.Join(", ", Faults(new UserInputValidator(), input))));

    [Fact]
    public void A_colleague_passes() => Assert.Empty(Faults(new UserInputValidator(), WangWei));

    [Fact]
    public void Signing_in_needs_address_and_password() =>
        Assert.Equal(["/email required", "/password required"], Faults(new SignInValidator(), new SignIn(null, null, "::1", null)));

    [Fact]
    public void A_password_that_nobody_can_have_is_not_even_hashed() =>
        Assert.Equal(["/password too_long"], Faults(new SignInValidator(), new SignIn("a@example.com", new string('x', PasswordRules.MaxLength + 1), "::1", null)));

    [Fact]
    public void A_temporary_password_satisfies_the_rules_and_is_never_the_same()
    {
        var passwords = Enumerable.Range(0, 100).Select(_ => TemporaryPassword.New()).ToList();

        Assert.All(passwords, p => Assert.Null(PasswordRules.FindFault(p)));
        Assert.Equal(passwords.Count, passwords.Distinct().Count());
    }

    [Fact]
    public void A_refresh_token_is_its_session_and_a_secret_of_which_only_the_hash_is_kept()
    {
        var session = Guid.CreateVersion7(Clock.GetUtcNow());

        var (token, hash) = RefreshToken.New(session);

        Assert.Equal((session, hash), RefreshToken.Read(token));
        Assert.DoesNotContain(hash, token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("019900000000700080000000000000ff.short")]
    [InlineData("019900000000700080000000000000ff.aa.bb")]
    public void Anything_else_is_no_refresh_token(string? token) => Assert.Null(RefreshToken.Read(token));
}
