using Crm.Application.Common;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Simple;

/// <summary>Makes and changes simple records, one or many.</summary>
internal sealed class SimpleWriter<T>(ICrmDb db, SimpleShape<T> shape, FieldCheck fields, CodeCheck codes, INamedFilters segments, ICurrentUser user, TimeProvider clock)
    : RecordWriter<T, SimpleInput>(shape.Descriptor, db, shape.Validator, fields)
    where T : NamedRecord
{
    protected override IQueryable<T> Whole(IQueryable<T> records, QueryValue<List<Guid>> ids) => records;

    protected override SimpleInput InputOf(T record)
    {
        var input = shape.InputOf(record);
        shape.Read(input);
        return input;
    }

    protected override void Understand(SimpleInput input) => shape.Read(input);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<T, SimpleInput>> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts.Where(d => d.IsNew)) draft.Try(() => OwnByMaker(draft.Input));
        await CheckAsync([.. drafts.Where(d => d.IsOpen)], cancellationToken);
        await KeepUniqueAsync([.. drafts.Where(d => d.IsOpen)], cancellationToken);

        var now = clock.GetUtcNow();
        foreach (var draft in drafts)
            draft.Try(() =>
            {
                if (draft.IsNew) draft.Becomes(shape.Make(draft.Id ?? Guid.CreateVersion7(now)));
                shape.Write(draft.Record, draft.Input);
            });
    }

    /// <summary>Where the owner decides who sees a record, whoever makes it owns it unless he names another.</summary>
    private void OwnByMaker(SimpleInput input)
    {
        if (shape.Descriptor.SightField is { } field && input.Get<Guid?>(field) is null)
            input.Values = new Dictionary<string, object?>(input.Values) { [field] = user.RequireId() };
    }

    private static bool IsAsked(FieldDescriptor field) => field.RelatesTo == "questionnaires";

    /// <summary>Refuses codes, users, segments and questionnaires that do not exist or may not be chosen.</summary>
    private async Task CheckAsync(IReadOnlyList<RecordDraft<T, SimpleInput>> drafts, CancellationToken cancellationToken)
    {
        var coded = shape.Written(FieldType.Code).ToList();
        var owned = shape.Written(FieldType.Owner).ToList();
        var errors = await codes.FindAllErrorsAsync(
            [.. drafts.Select(d => coded.ConvertAll(f => new CodeUse(f.Key, f.CodeList!, d.Input.Get<string>(f.Key), d.Before?.Get<string>(f.Key))))],
            cancellationToken);
        var users = await Db.Users.Where(u => u.Active).KnownAsync(
            drafts.SelectMany(d => owned.Select(f => d.Input.Get<Guid?>(f.Key))).Where(id => id != user.UserId),
            cancellationToken);
        var named = shape.Written(FieldType.Relation).ToList(); // the only records that simple ones lead to are segments and questionnaires
        IEnumerable<Guid?> Wanted(bool asked) => drafts.SelectMany(d => named.Where(f => IsAsked(f) == asked && d.Input.Get<Guid?>(f.Key) != d.Before?.Get<Guid?>(f.Key)).Select(f => d.Input.Get<Guid?>(f.Key)));
        HashSet<Guid> known =
        [
            .. await segments.KnownAsync([.. Wanted(asked: false).OfType<Guid>()], cancellationToken),
            .. await Db.Questionnaires.Where(q => q.Active && q.PublishedNumber > 0).KnownAsync(Wanted(asked: true), cancellationToken),
        ];
        foreach (var (draft, wrong) in drafts.Zip(errors))
        {
            foreach (var field in named)
                if (draft.Input.Get<Guid?>(field.Key) is { } id && id != draft.Before?.Get<Guid?>(field.Key) && !known.Contains(id))
                    wrong.Add(FieldError.At(field.Key, IsAsked(field) ? "unknown_questionnaire" : "unknown_segment"));
            foreach (var field in owned)
            {
                var (before, now) = (draft.Before?.Get<Guid?>(field.Key), draft.Input.Get<Guid?>(field.Key));
                if (now == before) continue;
                var exists = now is null || now == user.UserId || users.Contains(now.Value);
                if (!exists || (field.Key == shape.Descriptor.SightField && !user.MayHandOver(before, now))) wrong.Add(FieldError.At(field.Key, "unknown_user"));
            }

            draft.Refuse(wrong);
        }
    }

    /// <summary>Says early and kindly what the unique index would say in the end.</summary>
    private async Task KeepUniqueAsync(IReadOnlyList<RecordDraft<T, SimpleInput>> drafts, CancellationToken cancellationToken)
    {
        string NameIn(SimpleInput input) => TextRules.Clean(input.Get<string>("name"))!;
        var changed = drafts.Where(d => d.Before is null || NameIn(d.Before) != NameIn(d.Input)).ToList();
        if (changed.Count == 0) return;

        var wanted = changed.ConvertAll(d => NameIn(d.Input));
        var holders = await Db.Set<T>()
            .IgnoreQueryFilters([QueryFilters.Sight]) // the name is taken also where one may not look
            .Where(r => wanted.Contains(r.Name)).Select(r => new { r.Id, r.Name })
            .ToListAsync(cancellationToken);
        var taken = holders.ToDictionary(h => h.Name, h => (Guid?)h.Id, StringComparer.Ordinal);
        foreach (var draft in changed)
            draft.Try(() =>
            {
                if (!taken.TryAdd(NameIn(draft.Input), draft.Id) && (draft.IsNew || taken[NameIn(draft.Input)] != draft.Id))
                    throw new ConflictException("duplicate_name", "name");
            });
    }
}
