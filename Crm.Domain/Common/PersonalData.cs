namespace Crm.Domain.Common;

/// <summary>What a field says about a person; the rights class of the field.</summary>
public enum PersonalData
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Who he is and how to reach him.</summary>
    Contact,

    /// <summary>What the law protects more (PIPL article 28, GDPR article 9).</summary>
    Sensitive,
}
