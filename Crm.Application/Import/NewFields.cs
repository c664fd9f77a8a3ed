using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;

namespace Crm.Application.Import;

/// <summary>A mapping whose new fields have got their keys, and the fields that have yet to be added for it.</summary>
internal sealed record FieldPlan(ImportMapping Mapping, IReadOnlyList<CustomFieldInput> Fields);

/// <summary>Adds the fields that a mapping asks for, in the name and with the rights of whoever imports. One that is there under this name is filled and not added again.</summary>
internal sealed partial class NewFields(ICrmDb db, IMediator mediator, IValidator<CustomFieldInput> validator, ICurrentUser user)
{
    private const int KeyMaxLength = 40;
    private const int ValueMaxLength = 80;

    /// <summary>Types that need to know more than a file can say.</summary>
    private static readonly CustomFieldType[] NotFromFiles = [CustomFieldType.Relation];

    /// <summary>Says which fields would be added.</summary>
    /// <exception cref="ForbiddenException">The user may not add fields.</exception>
    /// <exception cref="InvalidException">A field cannot be added like this.</exception>
    public async Task<FieldPlan> PlanAsync(RecordKind kind, ImportMapping mapping, StagedFile staged, CancellationToken cancellationToken)
    {
        if (mapping.Columns.All(c => c.NewField is null)) return new FieldPlan(mapping, []);
        RequestGate.Check(user, Permissions.SettingsManage);

        var descriptor = kind.Descriptor;
        var known = descriptor.TakesCustomFields ? (await mediator.Send(new ListCustomFields(descriptor.Key), cancellationToken)).Data : [];
        var (columns, fields, errors) = (new List<ColumnMapping>(), new List<CustomFieldInput>(), new List<FieldError>());
        foreach (var (i, map) in mapping.Columns.Index())
        {
            if (map.NewField is not { } asked)
            {
                columns.Add(map);
                continue;
            }

            var wrong = new List<FieldError>();
            void Refuse(string member, string code) => wrong.Add(new FieldError(member, code));

            var label = LabelOf(map.Column, asked.Label);
            var there = known.FirstOrDefault(f => f.ArchivedAt is null && (Words.Key(f.LabelZh) == Words.Key(label) || Words.Key(f.LabelEn) == Words.Key(label)));
            if (map.Field is not null) Refuse("", "field_and_new_field");
            else if (!descriptor.TakesCustomFields) Refuse("", "takes_no_fields");
            else if (NotFromFiles.Contains(asked.Type)) Refuse("/type", "unknown_value");
            else if (fields.Exists(f => Words.Key(f.LabelZh!) == Words.Key(label))) Refuse("/label", "duplicate_name");
            else if (there is not null && there.Type != asked.Type) Refuse("/type", "field_of_other_type");

            var key = there?.Key ?? KeyFor(label, [.. known.Select(f => f.Key), .. fields.Select(f => f.Key!)]);
            if (there is null && wrong.Count == 0)
            {
                var field = new CustomFieldInput { Key = key, Type = asked.Type, LabelZh = label, LabelEn = label, Options = OptionsOf(asked.Type, staged.Columns.FirstOrDefault(c => c.Name == map.Column)) };
                wrong.AddRange(InputValidation.Find(validator, field));
                fields.Add(field);
            }

            errors.AddRange(wrong.Select(e => e with { Pointer = $"/mapping/columns/{i}/newField{Member(e.Pointer)}" }));
            columns.Add(map with { Field = FieldSet.CustomPrefix + key, NewField = null });
        }

        if (errors.Count > 0) throw new InvalidException([.. errors.DistinctBy(e => (e.Pointer, e.Code))]);
        if (known.Count + fields.Count > CustomField.MaxCount) throw new ConflictException("too_many_fields");
        return new FieldPlan(mapping with { Columns = columns }, fields);
    }

    /// <summary>Adds them, all or none.</summary>
    public Task AddAsync(RecordKind kind, IReadOnlyList<CustomFieldInput> fields, CancellationToken cancellationToken) => fields.Count == 0
        ? Task.CompletedTask
        : db.AloneAsync(
            ["fields of " + kind.Descriptor.Key],
            async () =>
            {
                foreach (var field in fields) await mediator.Send(new AddCustomField(kind.Descriptor.Key, field), cancellationToken);
                return Unit.Value;
            },
            cancellationToken);

    /// <summary>The fields that a kind of record would have.</summary>
    public static FieldSet With(FieldSet fields, IReadOnlyList<CustomFieldInput> added) => added.Count == 0 ? fields : new FieldSet(fields.Descriptor, [.. fields.Added, .. added.Select(f => Describe(fields.Descriptor, f))], fields.Rules);

    /// <summary>In a dry run: what would become of values for fields that are not there yet. They are checked, and not written.</summary>
    public static void Foretell(RowDraft draft, RowReading reading, FieldSet fields, IReadOnlyList<CustomFieldInput> added)
    {
        if (draft.Values["custom"] is not JsonObject custom) return;
        foreach (var key in added.Select(f => f.Key!))
        {
            if (!custom.Remove(key, out var value) || value is null) continue;
            var errors = new List<FieldError>();
            CustomValueReader.Read(fields.Find(FieldSet.CustomPrefix + key)!, JsonSerializer.SerializeToElement(value), "", errors);
            draft.Faults.AddRange(errors.Select(e => new RowFault(reading.ColumnOf(FieldSet.CustomPrefix + key), e.Code, e.Params)));
        }

        if (custom.Count == 0) draft.Values.Remove("custom");
    }

    /// <summary>The name of a field for a column: what people say, or the column's own name, as long as names may be.</summary>
    public static string LabelOf(string column, string? said)
    {
        var label = TextRules.Clean(said) ?? TextRules.Clean(column) ?? column;
        return said is null && label.Length > CodeListItem.LabelMaxLength ? label[..CodeListItem.LabelMaxLength].TrimEnd() : label;
    }

    /// <summary>The options of a choice: what stands in the column. An option keeps to signs that any list can hold, its label says it as the file does.</summary>
    internal static IReadOnlyList<CustomFieldOptionInput>? OptionsOf(CustomFieldType type, ColumnProfile? column)
    {
        if (type is not (CustomFieldType.Choice or CustomFieldType.Choices)) return null;
        var texts = (column?.Values ?? []).SelectMany(v => type == CustomFieldType.Choices ? CellText.Items(v) : [v]).Select(v => TextRules.Clean(v)).OfType<string>();
        var options = new List<CustomFieldOptionInput>();
        foreach (var text in texts.DistinctBy(Words.Key))
        {
            var plain = NotInWords().Replace(text, " ").Trim(' ', '-', '/', '.', '(', '（');
            var value = plain.Length > ValueMaxLength ? plain[..ValueMaxLength].TrimEnd() : plain;
            if (value.Length == 0 || options.Exists(o => o.Value == value)) value = $"option {options.Count + 1}";
            options.Add(new CustomFieldOptionInput(value, text, text));
        }

        return options;
    }

    /// <summary>The member of a new field that a refusal of the whole field means.</summary>
    private static string Member(string? pointer) => pointer?.Split('/') is [_, var first, ..] ? first.StartsWith("label", StringComparison.Ordinal) ? "/label" : "/type" : "";

    private static FieldDescriptor Describe(EntityDescriptor descriptor, CustomFieldInput field) =>
        CustomFieldDescriptors.Describe(descriptor, CustomField.Add(Guid.Empty, descriptor.Key, field.Key!, field.Type!.Value, null, field.ToProfile(), 0));

    /// <summary>Latin words are their own key, annualSpend; others get one that is always the same for the same words.</summary>
    private static string KeyFor(string label, IReadOnlyCollection<string> taken)
    {
        var words = NotInKeys().Split(label.EndsWith("__c", StringComparison.OrdinalIgnoreCase) ? label[..^3] : label).Where(w => w.Length > 0).ToList();
        var latin = words.Count > 0 && label.All(char.IsAscii) && char.IsAsciiLetter(words[0][0]);
        var joined = latin ? string.Concat(words.Select((w, i) => i == 0 ? (w.Any(char.IsAsciiLetterLower) ? char.ToLowerInvariant(w[0]) + w[1..] : w.ToLowerInvariant()) : char.ToUpperInvariant(w[0]) + w[1..])) : "";
        var stem = joined.Length > 0 ? joined[..Math.Min(joined.Length, KeyMaxLength - 4)] : "f_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(label)))[..10];
        return taken.Contains(stem) ? Enumerable.Range(2, CustomField.MaxCount).Select(n => stem + n).First(key => !taken.Contains(key)) : stem;
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotInKeys();

    [GeneratedRegex(@"[^\p{L}\p{Nd}_ \-./()（）]+")]
    private static partial Regex NotInWords();
}
