using System.Linq.Expressions;
using System.Text.Json;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>A word in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Label(string Zh, string En);

/// <summary>A word that a field may have.</summary>
/// <param name="Value">The word, as on the wire.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Retired">Whether it can no longer be chosen; records that have it keep it.</param>
/// <param name="Color">Its colour in the house's palette; null where the page chooses one.</param>
public sealed record FieldOption(string Value, Label Label, bool Retired = false, string? Color = null);

/// <summary>What there is to know about one field of one kind of record, said once.</summary>
/// <param name="Key">camelCase name on the wire.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Value">How to read it from the record.</param>
public sealed record FieldDescriptor(string Key, FieldType Type, Label Label, LambdaExpression Value)
{
    /// <summary>Whether a record cannot be without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it follows from other records and cannot be written.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether lists can be ordered by it.</summary>
    public bool Sortable { get; init; }

    /// <summary>Whether lists can be narrowed by it.</summary>
    public bool Filterable { get; init; }

    /// <summary>Whether the search box finds the record by it.</summary>
    public bool Searchable { get; init; }

    /// <summary>Whether no two records in use may have the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>Whether an import or an upsert may find the record by it: number, credit code, e-mail, phone, name.</summary>
    public bool Matchable { get; init; }

    /// <summary>How a value is written when it is stored, where that is more than cutting off spaces; values are matched in that form.</summary>
    public Func<string, string>? Normalize { get; init; }

    /// <summary>Whether many records at once may be given one value.</summary>
    public bool BulkEditable { get; init; }

    /// <summary>Whether an administrator added it.</summary>
    public bool IsCustom { get; init; }

    /// <summary>For added fields: id of the field.</summary>
    public Guid? Id { get; init; }

    /// <summary>For added fields: whether the database keeps an index for it.</summary>
    public bool Indexed { get; init; }

    /// <summary>What it says about a person.</summary>
    public PersonalData PersonalData { get; init; }

    /// <summary>For relations: key of the kind of record it leads to, for example <c>customers</c>.</summary>
    public string? RelatesTo { get; init; }

    /// <summary>The code list it takes its values from.</summary>
    public string? CodeList { get; init; }

    /// <summary>Longest text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>How to order by it when that is not the value itself (names go by their pinyin).</summary>
    public LambdaExpression? SortBy { get; init; }

    /// <summary>For moments: what people say when it has not happened for some time, <c>未跟进</c> after "30 天", <c>no contact</c> before "for 30 days".</summary>
    public Label? Absence { get; init; }

    /// <summary>Whether the change log keeps what it was and what it became. What follows from other records is not kept, nor are the stamps.</summary>
    public bool Logged { get; init; } = !IsStamp(Value.Body);

    /// <summary>What is stored for it where that is more than its value: all phones, and not only the one to call first.</summary>
    public LambdaExpression? Stored { get; init; }

    /// <summary>The words a <see cref="FieldType.Choice"/> may have, as on the wire.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The words of <see cref="Choices"/> with what people call them, retired ones among them.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>What to write into it.</summary>
    public Label? Help { get; init; }

    /// <summary>The part of the form it stands in, for added fields.</summary>
    public Label? Section { get; init; }

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Regular expression that the whole text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>What a new record gets when nothing is said, as on the wire.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The comparisons that lists accept for it.</summary>
    public IReadOnlyList<FilterOperator> Operators => Filterable ? FilterOperators.For(Type, IsNullable) : [];

    /// <summary>Whether it can be empty; an added field is, in all records that are older than it.</summary>
    public bool IsNullable => IsCustom || IsEmptiable;

    private bool IsEmptiable => !Required && !(Value.ReturnType.IsValueType && Nullable.GetUnderlyingType(Value.ReturnType) is null);

    /// <summary>Who and when, which every record has.</summary>
    private static bool IsStamp(Expression value) => value is MemberExpression { Expression: ParameterExpression, Member: var member } && member.DeclaringType == typeof(Record);
}

/// <summary>How one kind of record leads to another, said once; lists can be narrowed by the fields of what it leads to, one step far.</summary>
/// <param name="Key">camelCase name, which stands before the field: <c>owner.name</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Path">How to get from the record to the other one, or to the others. What is out of sight is not among them.</param>
public sealed record Relation(string Key, Label Label, LambdaExpression Path)
{
    /// <summary>What is known of the other kind; null where its fields are named here.</summary>
    public Type? Descriptor { get; init; }

    /// <summary>The fields of the other kind where it has no lists of its own.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; init; } = [];

    /// <summary>Whether it leads to several records; a comparison holds when it does for any of them.</summary>
    public bool IsMany => Path.ReturnType.IsGenericType;
}

/// <summary>
/// One kind of record, field by field. Lists, filters, metadata and the page's tables read it; a field that is added here is there for all.
/// </summary>
public abstract class EntityDescriptor(string key, Label label)
{
    private readonly List<FieldDescriptor> _fields = [];
    private readonly Dictionary<string, FieldDescriptor> _byKey = [];
    private readonly List<Relation> _relations = [];

    /// <summary>Key of the kind, as in the address: customers, contacts, interactions, follow-ups.</summary>
    public string Key { get; } = key;

    /// <summary>What people call it.</summary>
    public Label Label { get; } = label;

    /// <summary>The record itself.</summary>
    public abstract Type Record { get; }

    /// <summary>Whether an administrator can add fields to it.</summary>
    public bool TakesCustomFields => !IsView && Record.IsAssignableTo(typeof(DescribedRecord));

    /// <summary>Whether it shows records of another kind in a way of its own: only to be read, and without fields that are added.</summary>
    public virtual bool IsView => false;

    /// <summary>Whether such records stand in the file of another one and are listed only there.</summary>
    public virtual bool IsPart => false;

    /// <summary>Its fields, in the order in which people think of them.</summary>
    public IReadOnlyList<FieldDescriptor> Fields => _fields;

    /// <summary>Where it leads, and by whose fields it can therefore be found.</summary>
    public IReadOnlyList<Relation> Relations => _relations;

    /// <summary>The order of a list when nobody asks for another, as in <c>sort</c>.</summary>
    public abstract string DefaultSort { get; }

    /// <summary>The field of this key, if there is one.</summary>
    public FieldDescriptor? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Adds a field.</summary>
    protected void Add(FieldDescriptor field)
    {
        _fields.Add(field);
        _byKey.Add(field.Key, field);
    }

    /// <summary>Adds a relation.</summary>
    protected void Add(Relation relation) => _relations.Add(relation);

    /// <summary>What people call the words of a choice.</summary>
    protected static IReadOnlyList<FieldOption> Named(params (string Word, string Zh, string En)[] words) => [.. words.Select(word => new FieldOption(word.Word, new Label(word.Zh, word.En)))];

    /// <summary>The words of an enumeration as they are written on the wire.</summary>
    protected static IReadOnlyList<string> WordsOf<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}

/// <inheritdoc/>
/// <typeparam name="T">The record.</typeparam>
public abstract class EntityDescriptor<T>(string key, Label label) : EntityDescriptor(key, label)
    where T : Record
{
    /// <inheritdoc/>
    public override Type Record => typeof(T);

    /// <summary>The records of this kind among all those in sight.</summary>
    /// <param name="all">All those in sight.</param>
    public virtual IQueryable<T> Within(IQueryable<T> all) => all;

    /// <summary>Names a field.</summary>
    protected static FieldDescriptor Field<TValue>(string key, FieldType type, string zh, string en, Expression<Func<T, TValue>> value) =>
        new(key, type, new Label(zh, en), value);

    /// <summary>Names the one record of another kind that a record leads to.</summary>
    protected static Relation To<TOther, TDescriptor>(string key, string zh, string en, Expression<Func<T, TOther?>> path)
        where TOther : Record
        where TDescriptor : EntityDescriptor<TOther> =>
        new(key, new Label(zh, en), path) { Descriptor = typeof(TDescriptor) };

    /// <summary>Names the records of another kind that a record leads to.</summary>
    protected static Relation ToMany<TOther, TDescriptor>(string key, string zh, string en, Expression<Func<T, IEnumerable<TOther>>> path)
        where TOther : Record
        where TDescriptor : EntityDescriptor<TOther> =>
        new(key, new Label(zh, en), path) { Descriptor = typeof(TDescriptor) };

    /// <summary>Names rows that hang on a record and have no lists of their own, field by field.</summary>
    protected static Relation ToParts<TPart>(string key, string zh, string en, Expression<Func<T, IEnumerable<TPart>>> path, params FieldDescriptor[] fields) =>
        new(key, new Label(zh, en), path) { Fields = fields };

    /// <summary>Names a field of such rows.</summary>
    protected static FieldDescriptor PartField<TPart, TValue>(string key, FieldType type, string zh, string en, Expression<Func<TPart, TValue>> value) =>
        new(key, type, new Label(zh, en), value) { Filterable = true };

    /// <summary>Says what to order by, or what is stored, where that is not the value of a field.</summary>
    protected static LambdaExpression By<TValue>(Expression<Func<T, TValue>> value) => value;
}
