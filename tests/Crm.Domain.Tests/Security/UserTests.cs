using Crm.Domain.Security;

namespace Crm.Domain.Tests.Security;

public class UserTests
{
    [Fact]
    public void A_new_user_may_sign_in_and_must_choose_a_password()
    {
        var user = New();

        Assert.Equal((true, true), (user.Active, user.MustChangePassword));
        Assert.Equal(User.DefaultTimeZone, user.TimeZone);
    }

    [Fact]
    public void The_address_is_kept_as_it_is_compared() =>
        Assert.Equal("wang.wei@example.com", New().Email);

    [Fact]
    public void A_password_of_ones_own_need_not_be_replaced()
    {
        var user = New();

        user.ChoosePassword("mine");

        Assert.Equal(("mine", false), (user.PasswordHash, user.MustChangePassword));
    }

    [Fact]
    public void A_password_from_somebody_else_must_be_replaced()
    {
        var user = New();
        user.ChoosePassword("mine");

        user.GivePassword("given");

        Assert.Equal(("given", true), (user.PasswordHash, user.MustChangePassword));
    }

    [Fact]
    public void Hashing_anew_asks_nothing_of_the_user()
    {
        var user = New();
        user.ChoosePassword("old hash");

        user.Rehash("new hash");

        Assert.Equal(("new hash", false), (user.PasswordHash, user.MustChangePassword));
    }

    [Fact]
    public void Nobody_shuts_himself_out()
    {
        var user = New();

        AssertRefused("cannot_disable_self", null, () => user.Disable(user.Id));

        Assert.True(user.Active);
    }

    [Fact]
    public void A_colleague_shuts_a_user_out_and_lets_him_in_again()
    {
        var user = New();

        user.Disable(Id(9));
        Assert.False(user.Active);

        user.Enable();
        Assert.True(user.Active);
    }

    [Fact]
    public void Name_role_and_team_can_change_and_the_address_stays()
    {
        var user = New();

        user.Change("王伟", Role.SalesManager, Id(5));

        Assert.Equal(("王伟", Role.SalesManager, Id(5), "wang.wei@example.com"), (user.Name, user.Role, user.TeamId, user.Email));
    }

    private static User New() => new(Id(1), "王玮", "Wang.Wei@Example.COM", Role.Sales, null, "given");
}
