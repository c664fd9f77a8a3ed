using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Application.Tests.Common;

public class MergePatchTests
{
    private static readonly CustomerInput Haier = new()
    {
        Name = "海尔",
        ShortName = "海尔",
        Rating = 4,
        AnnualRevenue = new Money(128_000m, "CNY"),
        Phones = [new PhoneInput("0532-88939999", PhoneLabel.Office), new PhoneInput("13800138000")],
        Tags = ["重点", "家电"],
    };

    /// <summary>RFC 7396 appendix A, as far as both sides are objects: what is patched here always is one.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d"}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"a":"foo"}""", """{"a":{"b":"c"}}""", """{"a":{"b":"c"}}""")]
    [InlineData("""{"a":{"b":"c","d":"e"}}""", """{"a":{"d":"f"}}""", """{"a":{"b":"c","d":"f"}}""")]
    public void The_examples_of_the_standard_hold(string target, string patch, string result) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), Apply(target, patch)));

    /// <summary>The examples with null: the member stays and says null, which reads as absent.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"a":null,"b":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d","c":null}}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    public void Null_clears(string target, string patch, string result) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), Apply(target, patch)));

    [Fact]
    public void What_is_absent_stays()
    {
        var after = Patch("""{"shortName":"海尔智家"}""").ApplyTo(Haier);

        Assert.Equal(("海尔", "海尔智家", 4, Haier.AnnualRevenue), (after.Name, after.ShortName, after.Rating, after.AnnualRevenue));
        Assert.Equal(Haier.Phones, after.Phones);
    }

    [Fact]
    public void Null_clears_a_field()
    {
        var after = Patch("""{"rating":null,"phones":null,"annualRevenue":null}""").ApplyTo(Haier);

        Assert.Equal((null, null, null), (after.Rating, after.Phones, after.AnnualRevenue));
    }

    [Fact]
    public void A_list_replaces_the_list() =>
        Assert.Equal(["展会"], Patch("""{"tags":["展会"]}""").ApplyTo(Haier).Tags);

    [Fact]
    public void An_object_is_merged() =>
        Assert.Equal(new Money(128_000m, "USD"), Patch("""{"annualRevenue":{"currency":"USD"}}""").ApplyTo(Haier).AnnualRevenue);

    [Fact]
    public void An_empty_patch_changes_nothing()
    {
        var after = Patch("{}").ApplyTo(Haier);

        Assert.Equal(JsonSerializer.Serialize(Haier, CrmJson.Options), JsonSerializer.Serialize(after, CrmJson.Options));
    }

    [Theory]
    [InlineData("""{"colour":"blue"}""", "/colour unknown_field")]
    [InlineData("""{"rating":"four"}""", "/rating wrong_type")]
    [InlineData("""{"phones":"13800138000"}""", "/phones wrong_type")]
    [InlineData("""{"phones":[{"number":"1","type":"x"}]}""", "/phones/0/type unknown_field")]
    [InlineData("""{"kind":null}""", "/kind wrong_type")]
    public void A_member_that_cannot_be_is_named(string patch, string fault) =>
        Assert.Equal(fault, RefusalOf(() => Patch(patch).ApplyTo(Haier)));

    [Fact]
    public void The_members_that_would_change_something_are_known()
    {
        var patch = Patch("""{"name":"海尔","rating":5,"kind":"person","website":null}""");

        Assert.Equal(["name", "rating", "kind", "website"], patch.Members);
        Assert.Equal(["rating", "kind"], patch.DifferencesFrom(Haier with { Kind = CustomerKind.Company }));
    }

    private static MergePatch<CustomerInput> Patch(string json) => new((JsonObject)JsonNode.Parse(json)!);

    private static JsonObject Apply(string target, string patch) =>
        new MergePatch<JsonObject>((JsonObject)JsonNode.Parse(patch)!).ApplyTo((JsonObject)JsonNode.Parse(target)!);
}
