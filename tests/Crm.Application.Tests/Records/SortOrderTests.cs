using Crm.Application.Records;

namespace Crm.Application.Tests.Records;

public class SortOrderTests
{
    private static readonly FieldSet Fields = new(new ThingDescriptor(), []);
    private static readonly string[] Sortable = ["name", "nick", "size", "weight", "price", "madeOn", "seenAt"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pages_one_after_another_are_the_whole_list(int seed)
    {
        var random = new Random(seed);
        var things = Enumerable.Range(0, 40).Select(i => Thing.Random(i, random)).ToList();
        var sort = string.Join(',', Enumerable.Range(0, random.Next(1, 5)).Select(_ => (random.Next(2) == 0 ? "-" : "") + Sortable[random.Next(Sortable.Length)]).DistinctBy(s => s.TrimStart('-')));
        var order = Order(sort);

        var whole = order.Apply(things.AsQueryable()).Select(t => t.Id).ToList();

        Assert.Equal((sort, string.Join(' ', whole)), (sort, string.Join(' ', PageByPage(order, things, random.Next(3, 15)))));
        Assert.Equal(things.Count, whole.Distinct().Count());
    }

    [Theory]
    [InlineData("size")]
    [InlineData("-size")]
    [InlineData("nick")]
    [InlineData("-nick")]
    public void Empty_values_come_last_in_either_direction(string sort)
    {
        var random = new Random(1);
        var things = Enumerable.Range(0, 40).Select(i => Thing.Random(i, random)).ToList();

        var empty = Order(sort).Apply(things.AsQueryable()).Select(t => sort.EndsWith("size") ? t.Size == null : t.Nick == null).ToList();

        Assert.Contains(true, empty);
        Assert.Equal(empty.Order(), empty);
    }

    [Fact]
    public void Descending_is_descending()
    {
        var things = Enumerable.Range(0, 9).Select(i => Thing.Random(i, new Random(i))).ToList();

        Assert.Equal(
            things.Select(t => t.Weight).OrderDescending(),
            Order("-weight").Apply(things.AsQueryable()).Select(t => t.Weight));
    }

    [Fact]
    public void Without_a_wish_the_usual_order_holds() =>
        Assert.Equal(
            Ids(Order(Fields.Descriptor.DefaultSort)),
            Ids(Order(null)));

    [Theory]
    [InlineData("colour", "sort unknown_field")]
    [InlineData("tags", "sort unknown_field")]
    [InlineData("name,nick,size,weight,price", "sort too_many")]
    public void An_order_that_cannot_be_is_refused(string sort, string refusal) => Assert.Equal(refusal, RefusalOf(() => Order(sort)));

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 30)];

    private static SortOrder<Thing> Order(string? sort) => SortOrder<Thing>.Parse(Fields, new ListRequest { Sort = sort });

    private static List<Guid> PageByPage(SortOrder<Thing> order, List<Thing> things, int limit)
    {
        var seen = new List<Guid>();
        string[]? place = null;
        while (order.Slices(place).SelectMany(slice => slice.Of(things.AsQueryable())).Take(limit).ToList() is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(t => t.Id));
            place = SortOrder<Thing>.ToText(order.Keys(page.AsQueryable()).Last());
        }

        return seen;
    }

    private static List<Guid> Ids(SortOrder<Thing> order) =>
        order.Apply(Enumerable.Range(0, 30).Select(i => Thing.Random(i, new Random(i))).AsQueryable()).Select(t => t.Id).ToList();
}
