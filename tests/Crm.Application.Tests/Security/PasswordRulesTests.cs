using Crm.Application.Security;

namespace Crm.Application.Tests.Security;

public class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("一只猫坐在窗台上晒着春天的太阳")]
    [InlineData("🦊🐢🐙🦉🐝🦋🐌🐞🦀🐠🐬🦓🦒🐘🦔")]
    [InlineData("Zm9-Kq2-Wt7-Xr4")]
    public void Fifteen_characters_of_any_kind_will_do(string password) => Assert.Null(PasswordRules.FindFault(password));

    [Theory]
    [InlineData(null, "required")]
    [InlineData("", "required")]
    [InlineData("short password", "too_short")]
    [InlineData("🦊🐢🐙🦉🐝🦋🐌🐞", "too_short")]
    [InlineData("aaaaaaaaaaaaaaaa", "too_common")]
    [InlineData("abababababababab", "too_common")]
    [InlineData("abcdefghijklmnop", "too_common")]
    [InlineData("qwertyuiopasdfgh", "too_common")]
    [InlineData("123456789012345", "too_common")]
    [InlineData("1qaz2wsx3edc4rfv", "too_common")]
    [InlineData("PasswordPassword!", "too_common")]
    [InlineData("password123456!!!", "too_common")]
    [InlineData("administrator123456", "too_common")]
    public void What_is_guessed_first_will_not_do(string? password, string fault) => Assert.Equal(fault, PasswordRules.FindFault(password));

    [Fact]
    public void There_is_an_upper_end()
    {
        var longest = string.Concat(Enumerable.Repeat("abcde fghi ", 20))[..PasswordRules.MaxLength];

        Assert.Null(PasswordRules.FindFault(longest));
        Assert.Equal("too_long", PasswordRules.FindFault(longest + "x"));
    }

    [Theory]
    [InlineData("Wangwei likes tea a lot")]
    [InlineData("my haier account 2026")]
    public void Words_from_name_and_address_are_guessed(string password) =>
        Assert.Equal("contains_context", PasswordRules.FindFault(password, "wangwei@haier.example", "王玮"));

    [Fact]
    public void Short_words_of_the_context_do_not_count() =>
        Assert.Null(PasswordRules.FindFault("combine the old lamps", "li.na@com.example"));
}
