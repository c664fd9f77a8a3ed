using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class TextRulesTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" \t\u3000 ", null)]
    [InlineData("  海尔 \t\n 集团\u3000", "海尔 集团")]
    [InlineData("Cafe\u0301", "Café")]
    public void A_single_line_is_trimmed_composed_and_collapsed(string? text, string? expected) =>
        Assert.Equal(expected, TextRules.Clean(text));

    [Theory]
    [InlineData(null, null)]
    [InlineData("\r\n \n", null)]
    [InlineData("\r\n  first  \r\n\r\nsecond\r\n", "  first\n\nsecond")]
    public void Several_lines_keep_their_shape(string? text, string? expected) =>
        Assert.Equal(expected, TextRules.CleanMultiline(text));

    [Theory]
    [InlineData("nul\0")]
    [InlineData("escape\u001b[31m")]
    [InlineData("c1\u0085")]
    [InlineData("bidi\u202Egnp.exe")]
    [InlineData("isolate\u2066")]
    [InlineData("nonchar\uFFFE")]
    [InlineData("nonchar\uFFFF")]
    public void Characters_that_deceive_or_break_are_forbidden(string text) =>
        Assert.True(TextRules.HasForbiddenCharacters(text, multiline: true));

    [Fact]
    public void A_lone_surrogate_is_forbidden() =>
        Assert.True(TextRules.HasForbiddenCharacters("a" + '\uD800' + "b", multiline: true));

    [Theory]
    [InlineData("青岛海尔 🙂 Ünïcode")]
    [InlineData("")]
    public void Ordinary_text_is_not(string text) =>
        Assert.False(TextRules.HasForbiddenCharacters(text, multiline: false));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Line_ends_and_tabs_are_for_texts_of_several_lines(bool multiline, bool forbidden) =>
        Assert.Equal(forbidden, TextRules.HasForbiddenCharacters("a\r\n\tb", multiline));

    [Fact]
    public void Cleaning_leaves_broken_text_for_the_validator_to_report() =>
        Assert.Equal("a\uFFFE", TextRules.Clean(" a\uFFFE"));

    [Fact]
    public void Full_width_signs_become_half_width() =>
        Assert.Equal("ABC (12) 海", TextRules.ToHalfWidth("ＡＢＣ\u3000（１２） 海"));
}
