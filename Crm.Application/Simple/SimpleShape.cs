using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Simple;

/// <summary>What follows from the descriptor of a simple record: how it is made, read, written and checked.</summary>
internal sealed class SimpleShape<T>
    where T : NamedRecord
{
    private const string CustomMember = "custom";
    private readonly Func<Guid, T> _make;
    private readonly Dictionary<string, Member> _written;
    private readonly List<Member> _told;
    private readonly InlineValidator<SimpleInput> _validator = new();

    public SimpleShape(SimpleEntity entity, SimpleDescriptor<T> descriptor, TimeProvider clock)
    {
        (Entity, Descriptor) = (entity, descriptor);
        var id = Expression.Parameter(typeof(Guid), "id");
        _make = Expression.Lambda<Func<Guid, T>>(Expression.New(typeof(T).GetConstructor([typeof(Guid)])!, id), id).Compile();
        _told = [.. descriptor.Fields.Select(f => new Member(f))];
        _written = _told.Where(m => !m.Field.ReadOnly).ToDictionary(m => m.Field.Key, StringComparer.Ordinal);
        foreach (var member in _written.Values) Rule(member.Field, clock);
    }

    public SimpleEntity Entity { get; }

    public SimpleDescriptor<T> Descriptor { get; }

    /// <summary>A new record with nothing said.</summary>
    public T Make(Guid id) => _make(id);

    /// <summary>The rules on its fields.</summary>
    public IValidator<SimpleInput> Validator => _validator;

    /// <summary>What an input would say that makes the record what it is.</summary>
    public SimpleInput InputOf(T record)
    {
        var json = new JsonObject(_written.Values.Select(m => m.ToJson(record)));
        if (CustomWire.Input(record.Custom) is { } custom) json[CustomMember] = JsonSerializer.SerializeToNode(custom, CrmJson.Options);
        return new SimpleInput(json);
    }

    /// <summary>The members of an answer that are fields.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Tell(T record) => _told.Select(m => m.ToJson(record));

    /// <summary>Reads what an input says.</summary>
    /// <exception cref="InvalidException">A member is unknown or of the wrong type.</exception>
    public void Read(SimpleInput input)
    {
        foreach (var (key, _) in input.Json)
            if (key != CustomMember && !_written.ContainsKey(key)) throw new InvalidException(new FieldError(JsonFaults.PointerTo(key), "unknown_field"), unreadable: true);
        input.Values = _written.Values.ToDictionary(m => m.Field.Key, m => m.Read(input.Json[m.Field.Key]), StringComparer.Ordinal);
        input.Custom = Custom(input.Json[CustomMember]);
    }

    /// <summary>Makes the record say what the input says.</summary>
    public void Write(T record, SimpleInput input)
    {
        foreach (var member in _written.Values) member.Set(record, Normal(member.Field.Type, input.Values[member.Field.Key]));
    }

    /// <summary>The fields of a type that can be written.</summary>
    public IEnumerable<FieldDescriptor> Written(FieldType type) => _written.Values.Select(m => m.Field).Where(f => f.Type == type);

    private static Dictionary<string, JsonElement>? Custom(JsonNode? value) => value switch
    {
        null => null,
        JsonObject members => members.Deserialize<Dictionary<string, JsonElement>>(CrmJson.Options),
        _ => throw new InvalidException(new FieldError(JsonFaults.PointerTo(CustomMember), "wrong_type"), unreadable: true),
    };

    /// <summary>Texts as they are kept.</summary>
    private static object? Normal(FieldType type, object? value) => value is string text ? (type == FieldType.LongText ? TextRules.CleanMultiline(text) : TextRules.Clean(text)) : value;

    /// <summary>The rules that typed inputs have for fields of this type.</summary>
    private void Rule(FieldDescriptor field, TimeProvider clock)
    {
        var key = field.Key;
        IRuleBuilderInitial<SimpleInput, TValue?> On<TValue>() => _validator.RuleFor(input => input.Get<TValue?>(key));
        void Text(Func<IRuleBuilder<SimpleInput, string?>, IRuleBuilderOptions<SimpleInput, string?>> rule)
        {
            if (field.Required) On<string>().Given().OverridePropertyName(key);
            rule(On<string>()).OverridePropertyName(key);
        }

        var max = field.MaxLength ?? CodeListItem.CodeMaxLength;
        switch (field.Type)
        {
            case FieldType.Text or FieldType.PersonName: Text(r => r.Line(max)); break;
            case FieldType.LongText: Text(r => r.Lines(max)); break;
            case FieldType.Code: Text(r => r.Line(CodeListItem.CodeMaxLength)); break;
            case FieldType.WebAddress: Text(r => r.Line(max).WebAddress()); break;
            case FieldType.Phone: Text(r => r.Line(max).PhoneNumber()); break;
            case FieldType.Email: Text(r => r.Line(max).EmailAddress()); break;
            case FieldType.Region: Text(r => r.Must(code => code is null || Regions.IsProvince(code) || Regions.IsCity(code) || Regions.IsDistrict(code)).WithErrorCode("unknown_region")); break;
            case FieldType.Number or FieldType.Percent or FieldType.Score or FieldType.Date or FieldType.DateTime or FieldType.YesNo or FieldType.Choice or FieldType.Owner or FieldType.Relation:
                if (field.Required) On<object>().Present().OverridePropertyName(key);
                break;
            default: throw new NotSupportedException($"{Descriptor.Key}.{key}: a simple record has no fields of type {field.Type}.");
        }

        if (field.Type is not (FieldType.Number or FieldType.Percent or FieldType.Score)) return;
        var (least, most) = (field.Min ?? (field.Type == FieldType.Score ? 1 : -Largest), field.Max ?? (field.Type == FieldType.Score ? 5 : Largest));
        On<object>().Must((_, value, context) =>
        {
            context.MessageFormatter.AppendArgument("min", least).AppendArgument("max", most);
            return value is null || Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture) is var number && number >= least && number <= most && Money.CanHold(number);
        }).WithErrorCode("out_of_range").OverridePropertyName(key);
    }

    /// <summary>What a column for numbers holds on every engine.</summary>
    private const decimal Largest = 99_999_999_999_999m;

    /// <summary>A field with the property behind it.</summary>
    private sealed class Member
    {
        private readonly Func<T, object?> _get;
        private readonly MethodInfo? _set;
        private readonly Type _type;

        public Member(FieldDescriptor field)
        {
            Field = field;
            _get = Expression.Lambda<Func<T, object?>>(Expression.Convert(field.Value.Body, typeof(object)), field.Value.Parameters).Compile();
            var property = field.Value.Body is MemberExpression { Member: PropertyInfo found } ? found : throw new NotSupportedException($"{field.Key} is not a property of a simple record.");
            _type = property.PropertyType;
            _set = property.DeclaringType!.GetProperty(property.Name)!.GetSetMethod(nonPublic: true);
        }

        public FieldDescriptor Field { get; }

        public void Set(T record, object? value) => _set!.Invoke(record, [value]);

        public KeyValuePair<string, JsonNode?> ToJson(T record) => new(Field.Key, JsonSerializer.SerializeToNode(_get(record), CrmJson.Options));

        public object? Read(JsonNode? value)
        {
            if (value is null) return null;
            try
            {
                return value.Deserialize(_type, CrmJson.Options);
            }
            catch (JsonException)
            {
                throw new InvalidException(new FieldError(JsonFaults.PointerTo(Field.Key), "wrong_type"), unreadable: true);
            }
        }
    }
}
