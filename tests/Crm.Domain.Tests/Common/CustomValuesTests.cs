using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class CustomValuesTests
{
    private static readonly Dictionary<string, object?> Everything = new()
    {
        ["text"] = "海尔 \"智\" a'b\nzweite",
        ["number"] = 12.5m,
        ["money"] = new Money(0.0001m, "CNY"),
        ["flag"] = false,
        ["words"] = new List<string> { "b", "a" },
    };

    [Fact]
    public void What_is_stored_is_read_as_it_was()
    {
        var read = CustomValues.Parse(CustomValues.Of(Everything).Text);

        Assert.Equal(CustomValues.Of(Everything), read);
        Assert.All(Everything, value => Assert.Equal(value.Value, read[value.Key]));
    }

    [Theory]
    [InlineData("0.0001")]
    [InlineData("-3.5")]
    [InlineData("922337203685477.5807")]
    public void No_digit_of_a_number_is_lost(string written)
    {
        var number = decimal.Parse(written, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(number, CustomValues.Parse(CustomValues.Of([KeyValuePair.Create<string, object?>("n", number)]).Text)["n"]);
    }

    [Fact]
    public void Members_stand_in_the_order_of_their_names_so_that_equal_values_are_one_text() =>
        Assert.Equal(CustomValues.Of(Everything.Reverse()).Text, CustomValues.Of(Everything).Text);

    [Fact]
    public void Nothing_written_is_no_value()
    {
        Assert.Same(CustomValues.Empty, CustomValues.Of([KeyValuePair.Create<string, object?>("a", null), KeyValuePair.Create<string, object?>("b", ""), KeyValuePair.Create<string, object?>("c", new List<string>())]));
        Assert.True(CustomValues.Of(Everything).With(Everything.Keys.Select(key => KeyValuePair.Create(key, (object?)null))).IsEmpty);
    }

    [Fact]
    public void A_change_leaves_the_others_as_they_are()
    {
        var values = CustomValues.Of(Everything);
        var changed = values.With([KeyValuePair.Create<string, object?>("number", 7m), KeyValuePair.Create<string, object?>("flag", null), KeyValuePair.Create<string, object?>("new", "x")]);

        Assert.Equal(["money", "new", "number", "text", "words"], changed.Keys);
        Assert.Equal(7m, changed["number"]);
        Assert.Equal(12.5m, values["number"]);
    }

    [Fact]
    public void Values_that_are_the_same_compare_as_one_text()
    {
        var values = CustomValues.Of([KeyValuePair.Create<string, object?>("a", 1.50m), KeyValuePair.Create<string, object?>("b", 1.5m), KeyValuePair.Create<string, object?>("m", new Money(10.00m, "CNY")), KeyValuePair.Create<string, object?>("y", true)]);

        Assert.Equal(values.Compared("a"), values.Compared("b"));
        Assert.Equal("10 CNY", values.Compared("m"));
        Assert.Equal("true", values.Compared("y"));
        Assert.Null(values.Compared("missing"));
    }

    [Fact]
    public void A_word_of_a_list_is_found_between_its_quotes()
    {
        var values = CustomValues.Of(Everything);

        Assert.Equal("[\"b\",\"a\"]", values.ListText("words"));
        Assert.Null(values.ListText("text"));
    }

    [Fact]
    public void What_no_field_holds_is_refused() =>
        Assert.Throws<ArgumentException>(() => CustomValues.Of([KeyValuePair.Create<string, object?>("a", new object())]));
}
