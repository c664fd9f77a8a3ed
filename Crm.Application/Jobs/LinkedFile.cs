using Crm.Application.Common;
using Crm.Application.Export;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Jobs;

/// <summary>Seals links to files, so that nobody can write one himself. Another seal than that of cursors, whose content users have a hand in.</summary>
public interface ILinkSeal
{
    /// <summary>The sealed text of a link.</summary>
    string Seal(byte[] content);

    /// <summary>What was sealed, or null when the seal is broken.</summary>
    byte[]? Open(string link);
}

/// <summary>The file behind a sealed link, for whoever has the link: a browser, a mail program, a loader.</summary>
/// <param name="Link">The sealed part of the address.</param>
[AllowAnonymousRequest]
public sealed record DownloadLinkedFile(string Link) : IRequest<DownloadedFile>;

/// <summary>What a link says: whose file, in whose name it is fetched, until when.</summary>
internal sealed record FileLink(Guid JobId, Guid UserId, DateTime Until)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromHours(24);

    private const int IdBytes = 16;

    public string Write(ILinkSeal seal) => seal.Seal([.. JobId.ToByteArray(), .. UserId.ToByteArray(), .. BitConverter.GetBytes(Until.Ticks)]);

    public static FileLink? Read(ILinkSeal seal, string link) => seal.Open(link) is { Length: (2 * IdBytes) + sizeof(long) } bytes
        ? new FileLink(new Guid(bytes.AsSpan(0, IdBytes)), new Guid(bytes.AsSpan(IdBytes, IdBytes)), new DateTime(BitConverter.ToInt64(bytes, 2 * IdBytes), DateTimeKind.Utc))
        : null;
}

internal sealed class DownloadLinkedFileHandler(ICrmDb db, ReadKinds kinds, IFileStore store, ILinkSeal seal, IUserDirectory directory, TimeProvider clock) : IRequestHandler<DownloadLinkedFile, DownloadedFile>
{
    /// <summary>Rights are asked for again: who has been shut out, or may no longer export, has given away a link to nothing.</summary>
    public async Task<DownloadedFile> Handle(DownloadLinkedFile request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (FileLink.Read(seal, request.Link) is not { } link || link.Until <= now) throw new NotFoundException(nameof(JobFile));
        var job = await db.Jobs.AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Sight]) // nobody is signed in: the seal says that he could see it
            .FirstOrDefaultAsync(j => j.Id == link.JobId, cancellationToken);
        if (job?.File is not { } file || job.EndedAt + Job.FilesKept <= now || !await MayAsync(job, link.UserId, cancellationToken)) throw new NotFoundException(nameof(JobFile));
        return new DownloadedFile(file.Name, file.ContentType, store.Open(file.Key));
    }

    private async Task<bool> MayAsync(Job job, Guid userId, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(userId, cancellationToken) is not { Active: true, MustChangePassword: false } user) return false;
        var rights = Permissions.Of(user.Role);
        return (job.OwnerId == userId || user.Role == Domain.Security.Role.Administrator)
            && (job.Kind != ExportWork.Name || rights.Contains(Permissions.ExportsCreate))
            && (job.Entity is not { } entity || kinds.Find(entity) is not { } kind || rights.Contains(kind.ReadPermission));
    }
}
