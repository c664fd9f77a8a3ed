using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Files;

/// <summary>A file on a customer or a conversation.</summary>
public sealed record FileRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="StoredFile.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="StoredFile.ContentType"/>
    public string ContentType { get; init; } = "";

    /// <inheritdoc cref="StoredFile.Size"/>
    public long Size { get; init; }

    /// <inheritdoc cref="StoredFile.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <inheritdoc cref="StoredFile.InteractionId"/>
    public Guid? InteractionId { get; init; }

    /// <summary>When it was uploaded (UTC).</summary>
    public DateTime UploadedAt { get; init; }

    /// <summary>Id of the user who uploaded it.</summary>
    public Guid? UploadedBy { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>A file that is being uploaded.</summary>
/// <param name="Name">File name as the sender gives it; any path is cut off.</param>
/// <param name="Content">The bytes, at most 20 MiB.</param>
public sealed record UploadedFile(string Name, Stream Content);

/// <summary>A file that is being downloaded.</summary>
/// <param name="File">What it is.</param>
/// <param name="Content">The bytes.</param>
public sealed record FileContent(FileRow File, Stream Content);

/// <summary>The files of a customer, the newest first.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.FilesRead)]
public sealed record ListCustomerFiles(Guid CustomerId) : IRequest<ListPage<FileRow>>;

/// <summary>What a file is.</summary>
/// <param name="Id">The file.</param>
[RequirePermission(Permissions.FilesRead)]
public sealed record GetFile(Guid Id) : IRequest<FileRow>;

/// <summary>The bytes of a file; the right is checked anew at every download.</summary>
/// <param name="Id">The file.</param>
[RequirePermission(Permissions.FilesRead)]
public sealed record DownloadFile(Guid Id) : IRequest<FileContent>;

/// <summary>Puts a file onto a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="File">The file.</param>
[RequirePermission(Permissions.FilesWrite)]
public sealed record UploadCustomerFile(Guid CustomerId, UploadedFile File) : IRequest<FileRow>;

/// <summary>Puts a file onto a conversation.</summary>
/// <param name="InteractionId">The conversation.</param>
/// <param name="File">The file.</param>
[RequirePermission(Permissions.FilesWrite)]
public sealed record UploadInteractionFile(Guid InteractionId, UploadedFile File) : IRequest<FileRow>;

/// <summary>Takes a file away.</summary>
/// <param name="Id">The file.</param>
[RequirePermission(Permissions.FilesWrite)]
public sealed record DeleteFile(Guid Id) : IRequest;

internal sealed class FileMaps : Profile
{
    public FileMaps() => CreateMap<StoredFile, FileRow>()
        .ForMember(row => row.UploadedAt, m => m.MapFrom(f => f.CreatedAt))
        .ForMember(row => row.UploadedBy, m => m.MapFrom(f => f.CreatedBy));
}

internal static class FileDb
{
    extension(ICrmDb db)
    {
        public DbSet<StoredFile> StoredFiles => db.Set<StoredFile>();
    }
}

internal sealed class FileQueries(ICrmDb db, IFileStore store, IMapper mapper) :
    IRequestHandler<ListCustomerFiles, ListPage<FileRow>>,
    IRequestHandler<GetFile, FileRow>,
    IRequestHandler<DownloadFile, FileContent>
{
    public async Task<ListPage<FileRow>> Handle(ListCustomerFiles request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return Pages.Whole(await db.StoredFiles.AsNoTracking()
            .Where(f => f.CustomerId == request.CustomerId)
            .OrderByDescending(f => f.CreatedAt).ThenByDescending(f => f.Id)
            .ProjectTo<FileRow>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken));
    }

    public async Task<FileRow> Handle(GetFile request, CancellationToken cancellationToken) =>
        mapper.Map<FileRow>(await db.StoredFiles.AsNoTracking().GetAsync(request.Id, cancellationToken));

    public async Task<FileContent> Handle(DownloadFile request, CancellationToken cancellationToken)
    {
        var file = await db.StoredFiles.AsNoTracking().GetAsync(request.Id, cancellationToken);
        return new FileContent(mapper.Map<FileRow>(file), store.Open(file.StorageKey));
    }
}

internal sealed class FileCommands(ICrmDb db, IFileStore store, IMapper mapper, TimeProvider clock) :
    IRequestHandler<UploadCustomerFile, FileRow>,
    IRequestHandler<UploadInteractionFile, FileRow>,
    IRequestHandler<DeleteFile>
{
    public async Task<FileRow> Handle(UploadCustomerFile request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return await StoreAsync(request.CustomerId, interactionId: null, request.File, cancellationToken);
    }

    public async Task<FileRow> Handle(UploadInteractionFile request, CancellationToken cancellationToken)
    {
        var interaction = await db.Interactions.AsNoTracking().GetAsync(request.InteractionId, cancellationToken);
        return await StoreAsync(interaction.CustomerId, interaction.Id, request.File, cancellationToken);
    }

    public async Task<Unit> Handle(DeleteFile request, CancellationToken cancellationToken)
    {
        var file = await db.StoredFiles.GetAsync(request.Id, cancellationToken);
        file.Delete(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<FileRow> StoreAsync(Guid? customerId, Guid? interactionId, UploadedFile upload, CancellationToken cancellationToken)
    {
        var name = FileRules.CleanName(upload.Name);
        var type = await FileRules.TypeOfAsync(name, upload.Content, cancellationToken);
        var stored = await store.SaveAsync(upload.Content, StoredFile.MaxBytes, cancellationToken)
            ?? throw new InvalidException(new FieldError("/file", "file_too_large", new Dictionary<string, object?> { ["max"] = StoredFile.MaxBytes / 1024 / 1024 }));

        var file = new StoredFile(Guid.CreateVersion7(clock.GetUtcNow()), customerId, interactionId, name, type, stored.Size, stored.Sha256, stored.Key);
        db.StoredFiles.Add(file);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch
        {
            store.Delete(stored.Key); // no bytes without a row
            throw;
        }

        return mapper.Map<FileRow>(file);
    }
}
