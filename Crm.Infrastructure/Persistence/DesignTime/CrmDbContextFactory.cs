using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Security;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Quartz;

namespace Crm.Infrastructure.Persistence.DesignTime;

/// <summary>
/// The model as <c>dotnet ef</c> sees it. It is scaffolded against SQL Server, because SQLite would not notice a changed length; nothing is
/// ever opened.
/// </summary>
public sealed class CrmDbContextFactory : IDesignTimeDbContextFactory<CrmDbContext>
{
    /// <inheritdoc/>
    public CrmDbContext CreateDbContext(string[] args)
    {
        var engine = new OnPaper();
        var options = new DbContextOptionsBuilder<CrmDbContext>();
        engine.Use(options);
        return new CrmDbContext(options.Options, engine).For(new Nobody(), new RecordStamps(new Nobody(), TimeProvider.System), log: null, new NoFields(), new MediatR.Mediator(_ => null!));
    }

    private sealed class OnPaper : IEngine
    {
        public void Use(DbContextOptionsBuilder options) => new SqlServer("Server=nowhere").Use(options);

        public bool IsShared => throw new NotSupportedException();

        public void StoreJobs(IQuartzBuilder quartz) => throw new NotSupportedException();

        public void Configure(ModelConfigurationBuilder conventions)
        {
        }

        public void MapFunctions(ModelBuilder model) => new SqlServer("Server=nowhere").MapFunctions(model);

        public Task EnsureWritableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public IDatabaseCopies Copies(string files, TimeProvider clock) => throw new NotSupportedException();

        public Task PrepareAsync(CrmDbContext db, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> TablesAsync(CrmDbContext db, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IDisposable?> TakeWriteTurnAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<long>> NextAsync(CrmDbContext db, string sequence, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task LockAsync(CrmDbContext db, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool IsTransient(Exception failure) => throw new NotSupportedException();

        public string? ViolatedUniqueIndex(CrmDbContext db, DbUpdateException refused) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> FieldIndexesAsync(CrmDbContext db, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CreateFieldIndexAsync(CrmDbContext db, FieldIndex index, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DropFieldIndexAsync(CrmDbContext db, string table, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public FormattableString Match(SearchQuery query, string type, bool fromStart) => throw new NotSupportedException();

        public FormattableString MatchAnchors(IReadOnlyCollection<string> anchors, string type) => throw new NotSupportedException();
    }

    private sealed class NoFields : IFieldCatalogue
    {
        public ValueTask<FieldSet> OfAsync(EntityDescriptor descriptor, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<FieldSet> OfAsync(Type record, CancellationToken cancellationToken) => throw new NotSupportedException();

        public event Action? Forgotten
        {
            add => throw new NotSupportedException();
            remove => throw new NotSupportedException();
        }

        public void Forget() => throw new NotSupportedException();
    }

    private sealed class Nobody : ICurrentUser
    {
        public Guid? UserId => null;

        public Guid? SessionId => null;

        public Role? Role => null;

        public TimeZoneInfo TimeZone => TimeZoneInfo.Utc;

        public bool MustChangePassword => false;

        public IReadOnlyList<Guid>? OwnersInSight => [];

        public bool May(string permission) => false;
    }
}
