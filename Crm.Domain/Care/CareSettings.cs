using Crm.Domain.Common;

namespace Crm.Domain.Care;

/// <summary>How the house looks after its customers' days: lead times, budgets, texts. There is one.</summary>
public sealed class CareSettings : Record
{
    /// <summary>Id of the only one.</summary>
    public static readonly Guid TheOne = new("01930000-0000-7000-8000-0000000ca5e0");

    private CareSettings()
    {
    }

    /// <summary>The settings, once the house says anything other than the usual.</summary>
    public CareSettings(string content)
        : base(TheOne) => Content = content;

    /// <summary>All of it, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <summary>Says all of it anew.</summary>
    public void Write(string content) => Content = content;
}
