using Crm.Domain.Customers;

namespace Crm.Domain.Tests.Customers;

public class CustomerDivisionTests
{
    private static readonly Guid Ann = Id(1);
    private static readonly Guid Bob = Id(2);
    private static readonly Guid Cem = Id(3);

    [Fact]
    public void Everybody_gets_his_part_of_each_tier_to_within_one()
    {
        var customers = Enumerable.Range(0, 200).Select(n => Customer(n, n % 10 == 0 ? "vip" : "silver")).ToList();

        var divided = CustomerDivision.Divide(customers, [new Receiver(Ann, 12, null, null), new Receiver(Bob, 6, null, null), new Receiver(Cem, 6, null, null)]);

        Assert.Equal(customers.Select(c => c.Id).Order(), divided.Select(d => d.Customer.Id).Order());
        foreach (var (tier, of) in new[] { ("vip", 20), ("silver", 180) })
            foreach (var (who, part) in new[] { (Ann, 0.5), (Bob, 0.25), (Cem, 0.25) })
                Assert.InRange(divided.Count(d => d.Customer.Tier == tier && d.UserId == who), (of * part) - 1, (of * part) + 1);
    }

    [Fact]
    public void Whoever_is_full_gets_no_more_while_others_have_room_and_nobody_is_left_behind()
    {
        var customers = Enumerable.Range(0, 10).Select(n => Customer(n, null)).ToList();

        Assert.Equal((3, 7), Of(CustomerDivision.Divide(customers, [new Receiver(Ann, 1, Room: 3, null), new Receiver(Bob, 1, null, null)])));
        Assert.Equal(10, CustomerDivision.Divide(customers, [new Receiver(Ann, 1, Room: 1, null), new Receiver(Bob, 1, Room: 1, null)]).Count);
    }

    [Fact]
    public void By_district_each_gets_those_who_are_where_he_is_and_the_rest_stays()
    {
        DividedCustomer[] customers =
        [
            new(Id(10), null, "110000", "110100", "110105"), new(Id(11), null, "310000", "310100", "310115"), new(Id(12), null, "310000", "310100", "310101"), new(Id(13), null, null, null, null),
        ];

        var divided = CustomerDivision.Divide(customers, [new Receiver(Ann, 1, null, ["110000"]), new Receiver(Bob, 1, null, ["310115"])]);

        Assert.Equal([(Id(10), Ann), (Id(11), Bob)], divided.Select(d => (d.Customer.Id, d.UserId)));
    }

    [Fact]
    public void The_same_customers_in_another_order_are_divided_alike()
    {
        var customers = Enumerable.Range(0, 50).Select(n => Customer(n, n % 3 == 0 ? "gold" : null)).ToList();
        Receiver[] receivers = [new(Ann, 3, null, null), new(Bob, 2, null, null)];

        Assert.Equal(CustomerDivision.Divide(customers, receivers), CustomerDivision.Divide(Enumerable.Reverse(customers), receivers));
    }

    private static (int Ann, int Bob) Of(IReadOnlyList<(DividedCustomer, Guid UserId)> divided) => (divided.Count(d => d.UserId == Ann), divided.Count(d => d.UserId == Bob));

    private static DividedCustomer Customer(int number, string? tier) => new(Id(1000 + number), tier, null, null, null);

    private static Guid Id(int number) => new($"01930000-0000-7000-8000-{number:d12}");
}
