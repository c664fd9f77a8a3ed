using Crm.Domain.Customers;

namespace Crm.Domain.Tests.Customers;

public class TaxProfileTests
{
    [Fact]
    public void A_special_invoice_needs_a_tax_number() =>
        AssertRefused("required_for_special_invoice", "taxNumber", () => Write(New(), InvoiceType.Special, taxNumber: null));

    [Fact]
    public void An_ordinary_invoice_does_without_a_tax_number()
    {
        var profile = New();

        Write(profile, InvoiceType.Ordinary, taxNumber: null);

        Assert.Equal((InvoiceType.Ordinary, "青岛海尔", null), (profile.InvoiceType, profile.Title, profile.TaxNumber));
    }

    [Fact]
    public void A_refused_profile_stays_as_it_was()
    {
        var profile = New();
        Write(profile, InvoiceType.Special, "91370200163562681G");

        Assert.ThrowsAny<Exception>(() => Write(profile, InvoiceType.Special, taxNumber: null));

        Assert.Equal("91370200163562681G", profile.TaxNumber);
    }

    [Fact]
    public void The_default_profile_steps_back_for_another()
    {
        var profile = New();
        Write(profile, InvoiceType.Ordinary, taxNumber: null);
        Assert.True(profile.IsDefault);

        profile.StepBack();

        Assert.False(profile.IsDefault);
    }

    private static TaxProfile New() => new(Id(1), Id(2));

    private static void Write(TaxProfile profile, InvoiceType type, string? taxNumber) =>
        profile.Write("青岛海尔", taxNumber, type, "海尔路 1 号", "0532-88939999", "中国银行青岛分行", "1234567890", isDefault: true);
}
