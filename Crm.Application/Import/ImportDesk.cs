using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Import;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Import;

/// <summary>The tables of this module.</summary>
internal static class ImportDb
{
    extension(ICrmDb db)
    {
        public DbSet<ImportUpload> ImportUploads => db.Set<ImportUpload>();

        public DbSet<ImportMemory> ImportMemories => db.Set<ImportMemory>();
    }
}

/// <summary>Takes files in, reads them once, and knows what their columns can fill.</summary>
internal sealed class ImportDesk(ICrmDb db, IFieldCatalogue fields, IFileStore store, ISourceFiles files, ICurrentUser user, TimeProvider clock)
{
    /// <summary>What the columns of a file can fill in a kind of record.</summary>
    public async Task<ImportTargets> TargetsAsync(RecordKind kind, CancellationToken cancellationToken) => ImportTargets.Of(await fields.OfAsync(kind.Descriptor, cancellationToken));

    /// <summary>What they could fill if these fields were added, or after they were: another node may not have heard of them yet.</summary>
    public async Task<ImportTargets> TargetsAsync(RecordKind kind, IReadOnlyList<CustomFieldInput> newFields, bool added, CancellationToken cancellationToken)
    {
        var known = await fields.OfAsync(kind.Descriptor, cancellationToken);
        if (!added) return ImportTargets.Of(NewFields.With(known, newFields));
        if (newFields.All(f => known.CustomKeys.Contains(f.Key!))) return ImportTargets.Of(known);
        fields.Forget();
        return await TargetsAsync(kind, cancellationToken);
    }

    /// <summary>Codes and users by the words that people have for them.</summary>
    public async Task<ReadingWords> WordsAsync(ImportTargets targets, CancellationToken cancellationToken)
    {
        var lists = targets.All.Select(t => t.CodeList).OfType<string>().Distinct().ToList();
        var items = await db.CodeListItems.AsNoTracking().Where(i => lists.Contains(i.List)).ToListAsync(cancellationToken);
        var users = await db.Users.AsNoTracking().Where(u => u.Active).ToListAsync(cancellationToken);
        return new ReadingWords(lists.ToDictionary(list => list, list => ValueWords.Of(items.Where(i => i.List == list), list)), ValueWords.Of(users));
    }

    /// <summary>The kind of record that is imported, when the user may write such records.</summary>
    public static RecordKind KindOf(RecordKinds kinds, string entity, ICurrentUser user)
    {
        var kind = kinds.Find(entity) ?? throw new InvalidException(new FieldError("/entity", "unknown_value", new Dictionary<string, object?> { ["allowed"] = string.Join(", ", kinds.All.Select(k => k.Descriptor.Key)) }));
        RequestGate.Check(user, kind.WritePermission);
        return kind;
    }

    /// <summary>The file that is sent now, or the one that was sent before.</summary>
    public async Task<ImportUpload> TakeOrFindAsync(UploadedFile? file, Guid? uploadId, ReadOptions options, ImportTargets targets, CancellationToken cancellationToken)
    {
        if (file is not null) return await TakeAsync(file, options, targets, cancellationToken);
        return uploadId is { } id ? await FindAsync(id, cancellationToken) : throw new InvalidException(FieldError.At("file", "required"));
    }

    /// <summary>Stores a file and reads it to the end.</summary>
    private async Task<ImportUpload> TakeAsync(UploadedFile file, ReadOptions options, ImportTargets targets, CancellationToken cancellationToken)
    {
        var name = FileRules.CleanName(file.Name);
        var stored = await store.SaveAsync(file.Content, SourceLimits.BytesMax, cancellationToken)
            ?? throw new InvalidException(new FieldError("/file", "file_too_large", new Dictionary<string, object?> { ["max"] = SourceLimits.BytesMax / 1024 / 1024 }));
        try
        {
            var (rowsKey, staged) = await StageAsync(stored.Key, name, options, targets, cancellationToken);
            var now = clock.GetUtcNow();
            var upload = new ImportUpload(Guid.CreateVersion7(now), user.RequireId(), name, stored.Key, rowsKey, JsonSerializer.Serialize(staged, CrmJson.Options), now.UtcDateTime);
            db.ImportUploads.Add(upload);
            return upload;
        }
        catch
        {
            store.Delete(stored.Key); // no bytes without a row
            throw;
        }
    }

    /// <summary>The file that this user sent before.</summary>
    /// <exception cref="NotFoundException">He sent none of this id, or it has expired.</exception>
    private async Task<ImportUpload> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (userId, now) = (user.RequireId(), clock.GetUtcNow().UtcDateTime);
        return await db.ImportUploads.FirstOrDefaultAsync(u => u.Id == id && u.UserId == userId && u.ExpiresAt > now, cancellationToken) ?? throw new NotFoundException(nameof(ImportUpload));
    }

    /// <summary>Reads a stored file again, in another way than before.</summary>
    public async Task ReadAgainAsync(ImportUpload upload, ReadOptions options, ImportTargets targets, CancellationToken cancellationToken)
    {
        var before = upload.RowsKey;
        var (rowsKey, staged) = await StageAsync(upload.Key, upload.Name, options, targets, cancellationToken);
        upload.ReadAgain(rowsKey, JsonSerializer.Serialize(staged, CrmJson.Options));
        await db.SaveChangesAsync(cancellationToken);
        store.Delete(before);
    }

    /// <summary>Lays the rows down again so that those stand behind each other that have the same text in a column, unless they do already.</summary>
    public async Task GatherAsync(ImportUpload upload, int place, CancellationToken cancellationToken)
    {
        await using var rows = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var before = upload.RowsKey;
        if (!GatheredRows.Write(() => store.Open(before), place, rows)) return;
        rows.Position = 0;
        upload.ReadAgain((await store.SaveAsync(rows, long.MaxValue, cancellationToken))!.Key, upload.Staged);
        await db.SaveChangesAsync(cancellationToken);
        store.Delete(before);
    }

    /// <summary>What was seen in a file.</summary>
    public static StagedFile StagedOf(ImportUpload upload) => JsonSerializer.Deserialize<StagedFile>(upload.Staged, CrmJson.Options)!;

    /// <summary>The mapping that this user used last for a file of this shape.</summary>
    public async Task<ImportMapping?> RememberedAsync(string entity, StagedFile staged, CancellationToken cancellationToken)
    {
        var memory = await MemoryAsync(entity, staged.Shape, cancellationToken);
        return memory is null ? null : JsonSerializer.Deserialize<ImportMapping>(memory.Mapping, CrmJson.Options);
    }

    /// <summary>Remembers a mapping for the next file of this shape; the next save keeps it.</summary>
    public async Task RememberAsync(string entity, StagedFile staged, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var (text, now) = (JsonSerializer.Serialize(mapping, CrmJson.Options), clock.GetUtcNow().UtcDateTime);
        if (await MemoryAsync(entity, staged.Shape, cancellationToken) is { } memory) memory.Use(text, now);
        else db.ImportMemories.Add(new ImportMemory(user.RequireId(), entity, staged.Shape, text, now));
    }

    private async Task<ImportMemory?> MemoryAsync(string entity, string shape, CancellationToken cancellationToken)
    {
        var userId = user.RequireId();
        return await db.ImportMemories.FirstOrDefaultAsync(m => m.UserId == userId && m.Entity == entity && m.Shape == shape, cancellationToken);
    }

    private async Task<(string RowsKey, StagedFile Staged)> StageAsync(string key, string name, ReadOptions options, ImportTargets targets, CancellationToken cancellationToken)
    {
        await using var rows = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using var content = store.Open(key);
        using var table = files.Open(content, name, options);
        var staged = Staging.Stage(table, options.HeaderRow, MappingProposal.KnownNames(targets), rows, cancellationToken);
        rows.Position = 0;
        return ((await store.SaveAsync(rows, long.MaxValue, cancellationToken))!.Key, staged);
    }
}
