namespace Crm.Application.Records;

/// <summary>What a field holds, in the words of the business. The page picks display, input and filter by it.</summary>
public enum FieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An amount with its currency.</summary>
    Money,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A moment (UTC).</summary>
    DateTime,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of a fixed set of words that belong to the contract.</summary>
    Choice,

    /// <summary>One code of a code list.</summary>
    Code,

    /// <summary>Tags.</summary>
    Tags,

    /// <summary>The name of a person.</summary>
    PersonName,

    /// <summary>Phone numbers.</summary>
    Phone,

    /// <summary>E-mail addresses.</summary>
    Email,

    /// <summary>A web address.</summary>
    WebAddress,

    /// <summary>A division code of GB/T 2260.</summary>
    Region,

    /// <summary>Another record.</summary>
    Relation,

    /// <summary>Several other records.</summary>
    Relations,

    /// <summary>A user.</summary>
    Owner,

    /// <summary>Stars.</summary>
    Score,

    /// <summary>Preferences, stated or inferred.</summary>
    Preferences,

    /// <summary>Several choices.</summary>
    Choices,

    /// <summary>A percentage: 12.5 means 12.5 %.</summary>
    Percent,

    /// <summary>What has parts of its own and is written as one value: a filter, goals, days. Lists compare nothing in it, and a table cannot bring it.</summary>
    Structure,

    /// <summary>Segments. Lists are narrowed by them; what a record would show is not kept, because live ones follow from their filters.</summary>
    Segments,
}
