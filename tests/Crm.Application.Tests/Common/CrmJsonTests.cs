using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Application.Tests.Common;

public class CrmJsonTests
{
    [Fact]
    public void An_instant_is_written_in_UTC_with_milliseconds() =>
        Assert.Equal("\"2026-12-01T08:30:00.120Z\"", Write(Utc("2026-12-01T08:30:00.12Z")));

    [Fact]
    public void A_day_is_written_without_a_time() => Assert.Equal("\"2028-02-29\"", Write(new DateOnly(2028, 2, 29)));

    [Theory]
    [InlineData("128000", "128000.00")]
    [InlineData("0.5", "0.50")]
    [InlineData("19.9999", "19.9999")]
    [InlineData("922337203685477", "922337203685477.00")]
    [InlineData("-3.1", "-3.10")]
    public void An_amount_is_written_as_text_with_two_to_four_decimals(string amount, string written) =>
        Assert.Equal($$"""{"amount":"{{written}}","currency":"CNY"}""", Write(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "CNY")));

    [Fact]
    public void Chinese_is_written_as_it_is() => Assert.Equal("\"何敬亭 <海尔>\"", Write("何敬亭 <海尔>").Replace("\\u003C", "<").Replace("\\u003E", ">"));

    [Fact]
    public void Words_of_the_contract_are_written_in_snake_case() => Assert.Equal("\"sales_manager\"", Write(Domain.Security.Role.SalesManager));

    [Theory]
    [InlineData("""{"amount":"128000.00","currency":"CNY"}""")]
    [InlineData("""{"currency":"CNY","amount":"128000"}""")]
    public void Money_is_read(string json) => Assert.Equal(new Money(128_000m, "CNY"), Read<Money>(json));

    [Theory]
    [InlineData("""{"amount":128000,"currency":"CNY"}""")]
    [InlineData("""{"amount":"1e5","currency":"CNY"}""")]
    [InlineData("""{"amount":"1,280.00","currency":"CNY"}""")]
    [InlineData("""{"amount":" 5","currency":"CNY"}""")]
    [InlineData("""{"amount":"many","currency":"CNY"}""")]
    [InlineData("""{"amount":"5"}""")]
    [InlineData("""{"currency":"CNY"}""")]
    [InlineData("""{"amount":"5","currency":"CNY","rate":"1"}""")]
    [InlineData("\"5 CNY\"")]
    public void Anything_else_is_no_money(string json) => Assert.ThrowsAny<JsonException>(() => Read<Money>(json));

    [Theory]
    [InlineData("""{"name":"海尔","colour":"blue"}""", "/colour unknown_field")]
    [InlineData("""{"Name":"海尔"}""", "/Name unknown_field")]
    [InlineData("""{"rating":"4"}""", "/rating wrong_type")]
    [InlineData("""{"rating":4.5}""", "/rating wrong_type")]
    [InlineData("""{"kind":"partner"}""", "/kind wrong_type")]
    [InlineData("""{"kind":1}""", "/kind wrong_type")]
    [InlineData("""{"foundedOn":"26.12.1984"}""", "/foundedOn wrong_type")]
    [InlineData("""{"foundedOn":"2026-02-29"}""", "/foundedOn wrong_type")]
    [InlineData("""{"phones":[{"number":5}]}""", "/phones/0/number wrong_type")]
    [InlineData("""{"phones":[{"number":"1"},{"number":"2","extension":"3"}]}""", "/phones/1/extension unknown_field")]
    [InlineData("""{"annualRevenue":{"amount":5,"currency":"CNY"}}""", "/annualRevenue wrong_type")]
    [InlineData("""{"parentId":"海尔"}""", "/parentId wrong_type")]
    [InlineData("""{"name":"海尔","name":"海信"}""", "/name malformed_json")]
    [InlineData("""{"name":"海尔",}""", " malformed_json")]
    [InlineData("""{"name":'海尔'}""", "/name malformed_json")]
    public void What_cannot_be_read_is_named(string json, string fault)
    {
        var error = Assert.ThrowsAny<JsonException>(() => Read<CustomerInput>(json));

        var refusal = JsonFaults.Describe(error);

        Assert.True(refusal.Unreadable);
        Assert.Equal(fault, $"{refusal.Errors[0].Pointer} {refusal.Errors[0].Code}");
    }

    [Fact]
    public void What_is_nested_too_deep_is_not_read()
    {
        var json = string.Concat(Enumerable.Repeat("[", CrmJson.MaxDepth + 1)) + string.Concat(Enumerable.Repeat("]", CrmJson.MaxDepth + 1));

        Assert.Equal("malformed_json", JsonFaults.Describe(Assert.ThrowsAny<JsonException>(() => Read<JsonElement>(json))).Errors[0].Code);
    }

    [Fact]
    public void What_is_not_sent_is_as_the_input_says() =>
        Assert.Equal((CustomerKind.Company, null, null), Read<CustomerInput>("{}") is var input ? (input.Kind, input.Name, input.Phones) : default);

    [Theory]
    [InlineData("$", "")]
    [InlineData("$.phones[0].number", "/phones/0/number")]
    [InlineData("$['a b'].c", "/a b/c")]
    [InlineData("$['a/b~c']", "/a~1b~0c")]
    [InlineData(null, "")]
    public void A_path_becomes_a_pointer(string? path, string pointer) => Assert.Equal(pointer, JsonFaults.Pointer(path));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, CrmJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, CrmJson.Options)!;
}
