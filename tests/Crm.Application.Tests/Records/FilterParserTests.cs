using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;

namespace Crm.Application.Tests.Records;

public class FilterParserTests
{
    [Theory]
    [InlineData("""{"field":"name","op":"contains","value":"海"}""")]
    [InlineData("""{"field":"rating","op":"in","value":["1","5"]}""")]
    [InlineData("""{"field":"nick","op":"isEmpty","value":true}""")]
    [InlineData("""{"and":[]}""")]
    [InlineData("""{"and":[{"field":"a","op":"eq","value":"1"},{"or":[{"not":{"field":"b","op":"between","value":["1","2"]}},{"field":"c.d","op":"hasAll","value":[]}]}]}""")]
    public void What_is_read_is_written_the_same(string json) => Assert.Equal(json, FilterParser.Write(Read(json)).ToJsonString(CrmJson.Options));

    [Fact]
    public void Both_forms_are_one_tree()
    {
        var parameters = FilterParser.Read([new("filter[name][contains]", "海"), new("filter[rating][in]", "1, 5"), new("filter[status]", "new"), new("q", "x")]);
        var body = Read("""{"and":[{"field":"name","op":"contains","value":"海"},{"field":"rating","op":"in","value":[1,5]},{"field":"status","value":"new"}]}""");

        Assert.Equal(FilterParser.Write(body).ToJsonString(), FilterParser.Write(parameters).ToJsonString());
    }

    [Fact]
    public void A_comparison_knows_where_it_was_written() =>
        Assert.Equal(["/where/and/0", "/where/and/1/not/or/0"], Read("""{"and":[{"field":"a","value":1},{"not":{"or":[{"field":"b","value":1}]}}]}""").Comparisons.Select(c => c.Source));

    [Theory]
    [InlineData("1", "/where wrong_type")]
    [InlineData("[]", "/where wrong_type")]
    [InlineData("{}", "/where filter_shape")]
    [InlineData("""{"and":[],"or":[]}""", "/where filter_shape")]
    [InlineData("""{"field":"a","and":[]}""", "/where filter_shape")]
    [InlineData("""{"and":[],"value":1}""", "/where filter_shape")]
    [InlineData("""{"all":[]}""", "/where/all unknown_field")]
    [InlineData("""{"a/b~":1}""", "/where/a~1b~0 unknown_field")]
    [InlineData("""{"and":{}}""", "/where/and wrong_type")]
    [InlineData("""{"or":[]}""", "/where/or required")]
    [InlineData("""{"not":[]}""", "/where/not wrong_type")]
    [InlineData("""{"and":[{"field":"a","value":1},{"field":1,"value":1}]}""", "/where/and/1/field wrong_type")]
    [InlineData("""{"field":"a","op":"like","value":1}""", "/where/op unknown_operator")]
    [InlineData("""{"field":"a","op":1,"value":1}""", "/where/op wrong_type")]
    [InlineData("""{"field":"a"}""", "/where/value required")]
    [InlineData("""{"field":"a","value":null}""", "/where/value wrong_type")]
    [InlineData("""{"field":"a","value":[1]}""", "/where/value wrong_type")]
    [InlineData("""{"field":"a","op":"in","value":[1,{}]}""", "/where/value/1 wrong_type")]
    [InlineData("""{"field":"a","value":"\ud800"}""", "/where malformed_json")]
    [InlineData("""{"\ud800":1}""", "/where malformed_json")]
    [InlineData("""{"not":{"not":{"not":{"not":{"not":{"field":"a","value":1}}}}}}""", "/where/not/not/not/not too_deep")]
    public void What_is_no_filter_is_refused_where_it_stands(string json, string place) => Assert.Equal(place, PlaceOf(() => Read(json)));

    [Fact]
    public void There_is_a_limit_to_conditions_and_values()
    {
        string Many(int count, string item) => string.Join(',', Enumerable.Repeat(item, count));
        const string comparison = """{"field":"a","value":1}""";

        Assert.Equal(50, Read($$"""{"and":[{"or":[{{Many(25, comparison)}}]},{{Many(25, comparison)}}]}""").Comparisons.Count());
        Assert.Equal("/where too_many", PlaceOf(() => Read($$"""{"and":[{"or":[{{Many(25, comparison)}}]},{{Many(26, comparison)}}]}""")));
        Assert.Equal("/where/value too_many", PlaceOf(() => Read($$"""{"field":"a","op":"in","value":[{{Many(501, "1")}}]}""")));
        Assert.Equal(4, Read("""{"not":{"not":{"not":{"not":""" + comparison + "}}}}").Comparisons.Single().Source.Split("not").Length - 1);
    }

    private static Filter Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FilterParser.Read(document.RootElement, "/where");
    }

    private static string PlaceOf(Action read)
    {
        var error = Assert.Throws<InvalidException>(read).Errors.Single();
        return $"{error.Pointer} {error.Code}";
    }
}
