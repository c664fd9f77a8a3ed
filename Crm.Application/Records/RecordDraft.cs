using System.Runtime.ExceptionServices;
using Crm.Application.Common;
using Crm.Domain.Common;
using FluentValidation;

namespace Crm.Application.Records;

/// <summary>A record that is about to be written, alone or among many: what it was, what was asked for, what it becomes, or why not.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TInput">What can be written about it.</typeparam>
internal sealed class RecordDraft<T, TInput>
    where T : DescribedRecord
    where TInput : class, IDescribedInput
{
    private readonly Func<TInput?, TInput> _read;
    private readonly Func<TInput, IReadOnlyList<string>>? _differences;
    private readonly int? _expectedVersion;
    private T? _record;
    private TInput? _input;
    private bool _alsoChanged;

    private RecordDraft(Guid? id, bool isNew, Func<TInput?, TInput> read, Func<TInput, IReadOnlyList<string>>? differences, int? expectedVersion) =>
        (Id, IsNew, _read, _differences, _expectedVersion) = (id, isNew, read, differences, expectedVersion);

    /// <summary>The record; null when a new one is to be given an id.</summary>
    public Guid? Id { get; }

    /// <summary>Whether there is no such record yet.</summary>
    public bool IsNew { get; }

    /// <summary>What the record said before; null for a new one.</summary>
    public TInput? Before { get; private set; }

    /// <summary>The version before; null for a new one.</summary>
    public int? VersionBefore { get; private set; }

    /// <summary>What it is to say.</summary>
    public TInput Input => _input ?? throw new InvalidOperationException("The draft has not been read.");

    /// <summary>The record itself.</summary>
    public T Record => _record ?? throw new InvalidOperationException("The draft has no record yet.");

    /// <summary>Why it is not written; null while nothing speaks against it.</summary>
    public Exception? Refusal { get; private set; }

    /// <summary>Whether nothing speaks against it so far.</summary>
    public bool IsOpen => Refusal is null;

    /// <summary>A new record.</summary>
    public static RecordDraft<T, TInput> New(Guid? id, Func<TInput> read) => new(id, isNew: true, _ => read(), null, null);

    /// <summary>A change of one that is there.</summary>
    public static RecordDraft<T, TInput> Change<TPatched>(Guid? id, MergePatch<TPatched> patch, int? expectedVersion)
        where TPatched : class, TInput =>
        new(id, isNew: false, before => patch.ApplyTo((TPatched)before!), before => patch.DifferencesFrom((TPatched)before), expectedVersion);

    /// <summary>Does a step, unless something speaks against the draft already; what the step refuses is refused for this draft alone.</summary>
    public void Try(Action step)
    {
        if (Refusal is not null) return;
        try
        {
            step();
        }
        catch (Exception refusal) when (Refusals.Include(refusal))
        {
            Refusal = refusal;
        }
    }

    /// <summary>What the added fields are to say.</summary>
    public CustomValues Custom { get; private set; } = CustomValues.Empty;

    /// <summary>Takes over what the check of its input found.</summary>
    public void Take(CheckedDraft found, IReadOnlyList<FieldError> wrong) => (Custom, Refusal) = (found.Values, found.Refusal(wrong));

    /// <summary>Refuses it with everything that is wrong, if anything is.</summary>
    public void Refuse(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0) Refusal ??= new InvalidException(errors);
    }

    /// <summary>Throws what speaks against it.</summary>
    public void ThrowIfRefused()
    {
        if (Refusal is not null) ExceptionDispatchInfo.Throw(Refusal);
    }

    /// <summary>Finds the record of a change among those that were loaded, and sees to it that the caller knows its newest version.</summary>
    public void Find(IReadOnlyDictionary<Guid, T> records, Func<T, TInput> say)
    {
        _record = Id is { } id ? records.GetValueOrDefault(id) : null;
        if (_record is null) throw new NotFoundException(typeof(T).Name);
        (Before, VersionBefore) = (say(_record), _record.Version);
        _record.EnsureVersion(_expectedVersion, () => _differences!(Before));
    }

    /// <summary>Reads what was asked for.</summary>
    public void Read(Action<TInput> understand)
    {
        var read = _read(Before);
        understand(read);
        _input = read;
    }

    /// <summary>Says something else than was asked for, where the house completes it.</summary>
    public void Complete(Func<TInput, TInput> complete) => _input = complete(Input);

    /// <summary>Something that hangs on the record comes to be or changes, though the record itself may not.</summary>
    public void AlsoChanged() => _alsoChanged = true;

    /// <summary>The new record.</summary>
    public void Becomes(T record) => _record = record;

    /// <summary>What came of it, once it was saved.</summary>
    public WriteResult ToResult() => Refusal is null
        ? new WriteResult(Record.Id, Record.Version, _alsoChanged || Record.Version != VersionBefore)
        : new WriteResult(IsNew ? null : Id, null, false, Refusal);
}

/// <summary>
/// Writes records of one kind, many with as many questions to the database as one: whatever is looked up is looked up for all of them at once.
/// A use case writes a set of one.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TInput">What can be written about it.</typeparam>
internal abstract class RecordWriter<T, TInput>(EntityDescriptor<T> kind, ICrmDb db, IValidator<TInput> validator, FieldCheck fields)
    where T : DescribedRecord
    where TInput : class, IDescribedInput
{
    /// <summary>The database.</summary>
    protected ICrmDb Db { get; } = db;

    /// <summary>Writes one record, or throws what speaks against it.</summary>
    public async Task<T> WriteAsync(RecordDraft<T, TInput> draft, CancellationToken cancellationToken)
    {
        await WriteAsync([draft], cancellationToken);
        draft.ThrowIfRefused();
        return draft.Record;
    }

    /// <summary>
    /// Writes those that nothing speaks against, and saves once; the others know why not. What only the database refuses, because somebody
    /// else was faster, is thrown, and nothing was saved then.
    /// </summary>
    public async Task WriteAsync(IReadOnlyList<RecordDraft<T, TInput>> drafts, CancellationToken cancellationToken)
    {
        await LoadAsync([.. drafts.Where(d => !d.IsNew)], cancellationToken);
        foreach (var draft in drafts) draft.Try(() => draft.Read(Understand));
        await CheckAsync([.. drafts.Where(d => d.IsOpen)], cancellationToken);
        await PrepareAsync(drafts, cancellationToken);

        var open = drafts.Where(d => d.IsOpen).ToList();
        foreach (var draft in open) draft.Record.Customize(draft.Custom);
        foreach (var draft in drafts.Where(d => !d.IsOpen && d.VersionBefore is not null)) Db.Forget(draft.Record);
        if (open.Count == 0) return;
        Db.Set<T>().AddRange(open.Where(d => d.IsNew).Select(d => d.Record));
        await SaveAsync(open, cancellationToken);
    }

    /// <summary>
    /// The rows together with what their input tells of other tables, such as tags. What is joined as a list is narrowed to these ids once more inside:
    /// SQLite would read the tags of all records for the few that were asked for.
    /// </summary>
    protected abstract IQueryable<T> Whole(IQueryable<T> records, QueryValue<List<Guid>> ids);

    /// <summary>What an input would say that makes the record what it is.</summary>
    protected abstract TInput InputOf(T record);

    /// <summary>Makes sense of an input that is still JSON, or refuses it as unreadable.</summary>
    protected virtual void Understand(TInput input)
    {
    }

    /// <summary>Looks up what the drafts point to, refuses what cannot be, and makes the records say what was asked for.</summary>
    protected abstract Task PrepareAsync(IReadOnlyList<RecordDraft<T, TInput>> drafts, CancellationToken cancellationToken);

    /// <summary>Saves everything.</summary>
    protected virtual Task<int> SaveAsync(IReadOnlyList<RecordDraft<T, TInput>> open, CancellationToken cancellationToken) => Db.SaveChangesAsync(cancellationToken);

    /// <summary>Refuses inputs that are wrong in themselves, each with everything that is wrong.</summary>
    private async Task CheckAsync(List<RecordDraft<T, TInput>> drafts, CancellationToken cancellationToken)
    {
        var found = await fields.CheckAsync(kind, drafts.ConvertAll(d => new Draft(d.Input, d.IsNew ? null : d.Record, d.Before)), cancellationToken);
        foreach (var (draft, check) in drafts.Zip(found)) draft.Take(check, InputValidation.Find(validator, draft.Input));
    }

    private async Task LoadAsync(List<RecordDraft<T, TInput>> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return;
        var ids = QueryValue.Of(changes.Select(d => d.Id).OfType<Guid>().ToList());
        var found = await Db.ReadAsync(QueryShape.Of(GetType(), ids), () => Whole(Db.Set<T>(), ids).Where(r => ids.Value.Contains(r.Id)), cancellationToken);
        var records = found.ToDictionary(r => r.Id);
        foreach (var draft in changes) draft.Try(() => draft.Find(records, InputOf));
    }
}
