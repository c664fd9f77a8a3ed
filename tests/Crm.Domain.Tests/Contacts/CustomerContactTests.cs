using Crm.Domain.Contacts;

namespace Crm.Domain.Tests.Contacts;

public class CustomerContactTests
{
    [Fact]
    public void Whoever_is_there_can_be_the_primary_contact()
    {
        var link = Link(isPrimary: true, leftOn: null);

        Assert.Equal(("purchaser", "采购经理", "采购部", true), (link.Role, link.Title, link.Department, link.IsPrimary));
    }

    [Fact]
    public void Whoever_has_left_is_nobodys_primary_contact()
    {
        var link = Link(isPrimary: true, leftOn: new DateOnly(2026, 2, 28));

        Assert.Equal((false, new DateOnly(2026, 2, 28)), (link.IsPrimary, link.LeftOn));
    }

    [Fact]
    public void Whoever_comes_back_can_be_primary_again()
    {
        var link = Link(isPrimary: true, leftOn: new DateOnly(2026, 2, 28));

        link.Write("purchaser", "采购经理", "采购部", isPrimary: true, leftOn: null);

        Assert.Equal((true, null), (link.IsPrimary, link.LeftOn));
    }

    [Fact]
    public void The_primary_contact_steps_back_and_stays_linked()
    {
        var link = Link(isPrimary: true, leftOn: null);

        link.StepBack();

        Assert.Equal((false, "采购经理", null), (link.IsPrimary, link.Title, link.LeftOn));
    }

    private static CustomerContact Link(bool isPrimary, DateOnly? leftOn)
    {
        var link = new CustomerContact(Id(1), Id(2), Id(3));
        link.Write("purchaser", "采购经理", "采购部", isPrimary, leftOn);
        return link;
    }
}
