using Crm.Domain.Common;

namespace Crm.Domain.Settings;

/// <summary>What an added field holds.</summary>
public enum CustomFieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A number with up to four decimals.</summary>
    Number,

    /// <summary>An amount with its currency.</summary>
    Money,

    /// <summary>A percentage: 12.5 means 12.5 %.</summary>
    Percent,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A moment (UTC).</summary>
    DateTime,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of its options.</summary>
    Choice,

    /// <summary>Several of its options.</summary>
    Choices,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A web address.</summary>
    WebAddress,

    /// <summary>A user.</summary>
    User,

    /// <summary>Another record.</summary>
    Relation,

    /// <summary>A division code of GB/T 2260.</summary>
    Region,

    /// <summary>Stars, 1 to 5.</summary>
    Score,
}

/// <summary>An option of an added field.</summary>
/// <param name="Value">Stable word; records keep this.</param>
/// <param name="LabelZh">Chinese label.</param>
/// <param name="LabelEn">English label.</param>
/// <param name="Retired">Whether it can no longer be chosen; records that have it keep it.</param>
/// <param name="Color">One of <see cref="Tag.Colors"/>; null where the page chooses one.</param>
public sealed record CustomFieldOption(string Value, string LabelZh, string LabelEn, bool Retired = false, string? Color = null);

/// <summary>What can change about an added field after it was added.</summary>
public sealed record CustomFieldProfile
{
    /// <summary>Chinese label.</summary>
    public required string LabelZh { get; init; }

    /// <summary>English label.</summary>
    public required string LabelEn { get; init; }

    /// <summary>What to write into it, in Chinese.</summary>
    public string? HelpZh { get; init; }

    /// <summary>What to write into it, in English.</summary>
    public string? HelpEn { get; init; }

    /// <summary>Part of the form it stands in, in Chinese; null for the part of the added fields.</summary>
    public string? SectionZh { get; init; }

    /// <summary>Part of the form it stands in, in English.</summary>
    public string? SectionEn { get; init; }

    /// <summary>What can be chosen, in its order.</summary>
    public IReadOnlyList<CustomFieldOption> Options { get; init; } = [];

    /// <summary>Whether a record cannot be saved without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether no two records in use may have the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>What a new record gets when nothing is said, as JSON.</summary>
    public string? Default { get; init; }

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Longest text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Regular expression that the whole text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether the search box finds the record by it.</summary>
    public bool Searchable { get; init; }

    /// <summary>Whether the database keeps an index for filtering and sorting by it.</summary>
    public bool Indexed { get; init; }

    /// <summary>What it says about a person.</summary>
    public PersonalData PersonalData { get; init; }
}

/// <summary>A field that an administrator added to a kind of record. Its values live in the records, in <see cref="DescribedRecord.Custom"/>.</summary>
public sealed class CustomField : Record
{
    /// <summary>Longest text of a line, and the longest that is indexed.</summary>
    public const int TextMaxLength = 400;

    /// <summary>Longest text of several lines; SQL Server reads no longer one out of JSON.</summary>
    public const int LongTextMaxLength = 4000;

    /// <summary>Longest help text.</summary>
    public const int HelpMaxLength = 400;

    /// <summary>Longest pattern.</summary>
    public const int PatternMaxLength = 200;

    /// <summary>Most options of a field.</summary>
    public const int OptionsMaxCount = 200;

    /// <summary>Most fields that can be added to one kind of record, archived ones among them.</summary>
    public const int MaxCount = 200;

    private CustomField()
    {
    }

    private CustomField(Guid id, string entity, string key, CustomFieldType type, string? relatesTo)
        : base(id) => (Entity, Key, Type, RelatesTo) = (entity, key, type, relatesTo);

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; private set; } = "";

    /// <summary>Key of the field, unique in its kind for ever: an archived field keeps it.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What it holds; never changed.</summary>
    public CustomFieldType Type { get; private set; }

    /// <summary>For relations: key of the kind of record it leads to; never changed.</summary>
    public string? RelatesTo { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.LabelZh"/>
    public string LabelZh { get; private set; } = "";

    /// <inheritdoc cref="CustomFieldProfile.LabelEn"/>
    public string LabelEn { get; private set; } = "";

    /// <inheritdoc cref="CustomFieldProfile.HelpZh"/>
    public string? HelpZh { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.HelpEn"/>
    public string? HelpEn { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.SectionZh"/>
    public string? SectionZh { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.SectionEn"/>
    public string? SectionEn { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Options"/>
    public IReadOnlyList<CustomFieldOption> Options { get; private set; } = [];

    /// <inheritdoc cref="CustomFieldProfile.Required"/>
    public bool Required { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Unique"/>
    public bool Unique { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Default"/>
    public string? Default { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Min"/>
    public decimal? Min { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Max"/>
    public decimal? Max { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.MaxLength"/>
    public int? MaxLength { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Pattern"/>
    public string? Pattern { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Searchable"/>
    public bool Searchable { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.Indexed"/>
    public bool Indexed { get; private set; }

    /// <inheritdoc cref="CustomFieldProfile.PersonalData"/>
    public PersonalData PersonalData { get; private set; }

    /// <summary>Place among the added fields of its kind, ascending.</summary>
    public int Position { get; private set; }

    /// <summary>When it was archived (UTC); null while it is in use. Its values stay in the records.</summary>
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Adds a field to a kind of record.</summary>
    public static CustomField Add(Guid id, string entity, string key, CustomFieldType type, string? relatesTo, CustomFieldProfile profile, int position)
    {
        var field = new CustomField(id, entity, key, type, relatesTo) { Position = position };
        field.Change(profile);
        return field;
    }

    /// <summary>Changes what may change. Options that records have stay, at most retired: who takes one away has looked first.</summary>
    public void Change(CustomFieldProfile profile)
    {
        LabelZh = profile.LabelZh;
        LabelEn = profile.LabelEn;
        HelpZh = profile.HelpZh;
        HelpEn = profile.HelpEn;
        SectionZh = profile.SectionZh;
        SectionEn = profile.SectionEn;
        Options = profile.Options;
        Required = profile.Required;
        Unique = profile.Unique;
        Default = profile.Default;
        Min = profile.Min;
        Max = profile.Max;
        MaxLength = profile.MaxLength;
        Pattern = profile.Pattern;
        Searchable = profile.Searchable;
        Indexed = profile.Indexed;
        PersonalData = profile.PersonalData;
    }

    /// <summary>Gives it another place.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Takes it out of use. Doing it twice changes nothing.</summary>
    public void Archive(DateTime now) => ArchivedAt ??= now;

    /// <summary>Takes it into use again, with the values that records still have.</summary>
    public void Reinstate() => ArchivedAt = null;
}
