using Crm.Domain.Common;

namespace Crm.Domain.Customers;

/// <summary>What an invoice to the customer must say (开票信息). A customer may have several.</summary>
public sealed class TaxProfile : Record, IPartOfCustomer
{
    /// <summary>Longest title and bank name.</summary>
    public const int TitleMaxLength = 200;

    /// <summary>Longest tax number (taxpayer identification numbers have 15 to 20 characters).</summary>
    public const int TaxNumberMaxLength = 20;

    /// <summary>Longest bank account number.</summary>
    public const int BankAccountMaxLength = 40;

    private TaxProfile()
    {
    }

    /// <summary>A new tax profile of a customer.</summary>
    public TaxProfile(Guid id, Guid customerId)
        : base(id) => CustomerId = customerId;

    /// <summary>Whose profile it is.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>Name on the invoice (抬头).</summary>
    public string Title { get; private set; } = "";

    /// <summary>Taxpayer identification number (税号).</summary>
    public string? TaxNumber { get; private set; }

    /// <summary>Ordinary or special VAT invoice.</summary>
    public InvoiceType InvoiceType { get; private set; }

    /// <summary>Registered address, as the special invoice asks for it.</summary>
    public string? RegisteredAddress { get; private set; }

    /// <summary>Registered phone, as the special invoice asks for it.</summary>
    public string? RegisteredPhone { get; private set; }

    /// <summary>Bank (开户行).</summary>
    public string? BankName { get; private set; }

    /// <summary>Bank account.</summary>
    public string? BankAccount { get; private set; }

    /// <summary>The one to use when nothing else is said.</summary>
    public bool IsDefault { get; private set; }

    /// <summary>Writes the profile down.</summary>
    /// <exception cref="DomainException"><c>required_for_special_invoice</c> when a special VAT invoice lacks the tax number.</exception>
    public void Write(
        string title,
        string? taxNumber,
        InvoiceType invoiceType,
        string? registeredAddress,
        string? registeredPhone,
        string? bankName,
        string? bankAccount,
        bool isDefault)
    {
        if (invoiceType == InvoiceType.Special && taxNumber is null) throw new DomainException("required_for_special_invoice", "taxNumber");

        (Title, TaxNumber, InvoiceType, RegisteredAddress, RegisteredPhone, BankName, BankAccount, IsDefault) =
            (title, taxNumber, invoiceType, registeredAddress, registeredPhone, bankName, bankAccount, isDefault);
    }

    /// <summary>Another profile has become the default.</summary>
    public void StepBack() => IsDefault = false;
}

/// <summary>Kind of Chinese VAT invoice.</summary>
public enum InvoiceType
{
    /// <summary>增值税普通发票.</summary>
    Ordinary,

    /// <summary>增值税专用发票.</summary>
    Special,
}
