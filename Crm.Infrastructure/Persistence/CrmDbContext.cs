using System.Reflection;
using Crm.Application;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Files;
using Crm.Domain.Jobs;
using Crm.Domain.KeyAccounts;
using Crm.Domain.Lifecycle;
using Crm.Domain.Offers;
using Crm.Domain.Orders;
using Crm.Domain.Products;
using Crm.Domain.Questionnaires;
using Crm.Domain.Receivables;
using Crm.Domain.Security;
using Crm.Domain.Segments;
using Crm.Domain.Settings;
using Crm.Domain.Tiers;
using Crm.Infrastructure.Persistence.Configurations;
using Crm.Infrastructure.Persistence.Providers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence;

/// <summary>The database. It filters what is deleted or out of sight, stamps what is saved, and tells domain events before it commits.</summary>
public sealed class CrmDbContext(DbContextOptions<CrmDbContext> options, IEngine engine) : DbContext(options), ICrmDb
{
    private ICurrentUser? _user;
    private RecordStamps? _stamps;
    private ChangeLog? _log;
    private IMediator? _mediator;
    private int _attempts;
    private IFieldCatalogue? _fields;
    private bool _changesFields;

    /// <summary>Null when the user sees all rows; EF leaves the condition out of the SQL then, so that indexes stay usable.</summary>
    private Guid? RestrictedTo => User.OwnersInSight is null ? null : User.UserId ?? Guid.Empty;

    private List<Guid> Owners => [.. User.OwnersInSight ?? []];

    private ICurrentUser User => _user ?? throw new InvalidOperationException("Nobody has said in whose name the database is read.");

    /// <summary>The engine behind it.</summary>
    internal IEngine Engine => engine;

    /// <summary>How many transactions were about to be committed. From then on nobody can tell whether they were.</summary>
    internal int Commits { get; private set; }

    /// <summary>How many times something was saved, be it committed or not yet.</summary>
    internal int Saves { get; private set; }

    /// <summary>Lends the context to a user, for one request or job.</summary>
    internal CrmDbContext For(ICurrentUser user, RecordStamps stamps, ChangeLog? log, IFieldCatalogue fields, IMediator mediator)
    {
        (_user, _stamps, _log, _fields, _mediator, Commits, Saves, _changesFields) = (user, stamps, log, fields, mediator, 0, 0, false);
        return this;
    }

    /// <inheritdoc/>
    public async Task<List<T>> ReadAsync<T>(QueryShape shape, Func<IQueryable<T>> query, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await foreach (var row in PreparedReads.Of(Model).Run(this, shape, query, cancellationToken)) rows.Add(row);
        return rows;
    }

    /// <summary>Runs the work in one transaction, or in the one that is open already.</summary>
    public async Task<T> InTransactionAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null) return await work();

        using var turn = await engine.TakeWriteTurnAsync(cancellationToken);
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        var result = await work();
        if (!keep(result)) return result;
        Commits++;
        await transaction.CommitAsync(cancellationToken);
        if (_changesFields) _fields!.Forget(); // not before: who read anew meanwhile would have read what was
        _changesFields = false;
        return result;
    }

    /// <inheritdoc/>
    public Task<T> AloneAsync<T>(IEnumerable<string> names, Func<Task<T>> work, CancellationToken cancellationToken) => InTransactionAsync(
        async () =>
        {
            foreach (var name in names.Distinct().Order(StringComparer.Ordinal)) await engine.LockAsync(this, name, cancellationToken);
            return await work();
        },
        _ => true,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<T> AttemptAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        try
        {
            return Database.CurrentTransaction is { } open
                ? await InPartAsync(open, work, keep, cancellationToken)
                : await InTransactionAsync(work, keep, cancellationToken);
        }
        finally
        {
            ChangeTracker.Clear();
        }
    }

    /// <inheritdoc/>
    public void Forget(Record record)
    {
        foreach (var part in ChangeTracker.Entries<IPartOfRecord>().Where(e => e.Entity.RecordId == record.Id).ToList()) part.State = EntityState.Detached;
        Entry(record).State = EntityState.Detached;
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        Database.AutoSavepointsEnabled = Database.CurrentTransaction is not null; // in a transaction of its own a save that fails takes everything back anyway
        ChangeTracker.AutoDetectChangesEnabled = false; // looked once for all that follow: each look compares every value of every record again
        try
        {
            _stamps!.Apply(ChangeTracker);
            var events = ChangeTracker.Entries<Record>().SelectMany(e => e.Entity.TakeEvents()).Distinct().ToList();
            if (!ChangeTracker.HasChanges()) return 0;

            _changesFields |= ChangeTracker.Entries<Record>().Any(e => e.Entity is CustomField or FieldRule && e.State != EntityState.Unchanged);
            var added = await _fields!.OfChangedAsync(ChangeTracker, cancellationToken); // before the turn to write is taken: it may have to read
            return await InTransactionAsync(
                async () =>
                {
                    await RecordNumbers.GiveAsync(this, engine, cancellationToken);
                    await SearchWriter.WriteAsync(this, engine, added, cancellationToken);
                    await UniqueValues.WriteAsync(this, added, cancellationToken);
                    var rows = await SaveLoggedAsync(acceptAllChangesOnSuccess, cancellationToken);
                    ChangeTracker.AutoDetectChangesEnabled = true;
                    foreach (var happened in events) await _mediator!.Publish(DomainEventNotification.Of(happened), cancellationToken);
                    return rows;
                },
                _ => true,
                cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving waits for its turn and for event handlers: use SaveChangesAsync.");

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<decimal>().HavePrecision(19, 4);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(30);
        configurationBuilder.Properties<CustomValues>().HaveConversion<CustomValuesConverter>();
        configurationBuilder.DefaultTypeMapping<CustomValues>().HasConversion<CustomValuesConverter>();
        engine.Configure(configurationBuilder);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CrmDbContext).Assembly);
        SimpleConfiguration.Configure(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(Record))))
        {
            modelBuilder.Entity(entity.ClrType).Property(nameof(Record.Id)).ValueGeneratedNever();
            modelBuilder.Entity(entity.ClrType).Property(nameof(Record.Version)).IsConcurrencyToken();
            modelBuilder.Entity(entity.ClrType).Ignore(nameof(Record.Events));
        }

        foreach (var sequence in RecordNumbers.Sequences) modelBuilder.HasSequence<long>(sequence);
        engine.MapFunctions(modelBuilder);
        HideBin(modelBuilder);
        HideOutOfSight(modelBuilder);
        LeaveEmptyKeysOut(modelBuilder);
        foreach (var entity in SimpleEntities.All)
            typeof(CrmDbContext).GetMethod(nameof(HideSimple), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(entity.Record).Invoke(this, [modelBuilder, entity.SightField]);
    }

    /// <summary>
    /// Where most rows lead nowhere, an index of them all would hold one key a million times, and SQLite would rather read the table than ask such an index
    /// for the few that lead somewhere.
    /// </summary>
    private static void LeaveEmptyKeysOut(ModelBuilder model)
    {
        foreach (var key in model.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()).Where(k => k.Properties is [{ IsNullable: true }]))
        {
            if (key.DeclaringEntityType.FindIndex(key.Properties) is { } index && index.GetFilter() is null) index.SetFilter($"\"{key.Properties[0].GetColumnName()}\" IS NOT NULL");
        }
    }

    /// <summary>What hangs on a deleted customer is gone with him, and comes back with him.</summary>
    private void HideBin(ModelBuilder model)
    {
        model.Entity<DeletedCustomer>().HasNoKey().ToSqlQuery("""SELECT "Id" FROM "Customers" WHERE "DeletedAt" IS NOT NULL""");
        model.Entity<DeletedInteraction>().HasNoKey().ToSqlQuery("""SELECT "Id" FROM "Interactions" WHERE "DeletedAt" IS NOT NULL""");
        model.Entity<DeletedFollowUp>().HasNoKey().ToSqlQuery("""SELECT "Id" FROM "FollowUps" WHERE "DeletedAt" IS NOT NULL""");
        model.Entity<Customer>().HasQueryFilter(QueryFilters.Bin, c => c.DeletedAt == null);
        model.Entity<CustomerAddress>().HasQueryFilter(QueryFilters.Bin, a => a.DeletedAt == null);
        model.Entity<TaxProfile>().HasQueryFilter(QueryFilters.Bin, t => t.DeletedAt == null);
        model.Entity<Contact>().HasQueryFilter(QueryFilters.Bin, c => c.DeletedAt == null);
        model.Entity<CustomerContact>().HasQueryFilter(QueryFilters.Bin, l => l.DeletedAt == null);
        model.Entity<Interaction>().HasQueryFilter(QueryFilters.Bin, i => i.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == i.CustomerId));
        model.Entity<FollowUp>().HasQueryFilter(QueryFilters.Bin, f => f.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == f.CustomerId));
        model.Entity<FollowUpSeries>().HasQueryFilter(QueryFilters.Bin, s => s.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == s.CustomerId));
        model.Entity<Absence>().HasQueryFilter(QueryFilters.Bin, a => a.DeletedAt == null);
        model.Entity<Product>().HasQueryFilter(QueryFilters.Bin, p => p.DeletedAt == null);
        model.Entity<ProductCategory>().HasQueryFilter(QueryFilters.Bin, c => c.DeletedAt == null);
        model.Entity<Order>().HasQueryFilter(QueryFilters.Bin, o => o.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == o.CustomerId));
        model.Entity<SalesReturn>().HasQueryFilter(QueryFilters.Bin, r => r.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == r.CustomerId));
        model.Entity<Payment>().HasQueryFilter(QueryFilters.Bin, p => p.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == p.CustomerId));
        model.Entity<Offer>().HasQueryFilter(QueryFilters.Bin, o => o.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == o.CustomerId));
        model.Entity<AnswerSet>().HasQueryFilter(
            QueryFilters.Bin,
            s => s.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == s.CustomerId) && !Set<DeletedFollowUp>().Any(f => f.Id == s.FollowUpId));
        model.Entity<CustomerOccasion>().HasQueryFilter(QueryFilters.Bin, o => o.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == o.CustomerId));
        model.Entity<Segment>().HasQueryFilter(QueryFilters.Bin, s => s.DeletedAt == null);
        model.Entity<KeyAccountPlan>().HasQueryFilter(QueryFilters.Bin, p => p.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == p.CustomerId));
        model.Entity<CareProposal>().HasQueryFilter(QueryFilters.Bin, p => p.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == p.CustomerId));
        model.Entity<StoredFile>().HasQueryFilter(
            QueryFilters.Bin,
            f => f.DeletedAt == null && !Set<DeletedCustomer>().Any(c => c.Id == f.CustomerId) && !Set<DeletedInteraction>().Any(i => i.Id == f.InteractionId));
    }

    /// <summary>One's own, and what hangs on one's own; a manager's own are those of his team.</summary>
    private void HideOutOfSight(ModelBuilder model)
    {
        model.Entity<Customer>().HasQueryFilter(QueryFilters.Sight, c => EF.Parameter(RestrictedTo) == null || (c.OwnerId != null && Owners.Contains(c.OwnerId.Value)));
        model.Entity<CustomerAddress>().HasQueryFilter(QueryFilters.Sight, a => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == a.CustomerId)); // Customer's own filters stand inside
        model.Entity<TaxProfile>().HasQueryFilter(QueryFilters.Sight, t => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == t.CustomerId)); // as above
        model.Entity<CustomerContact>().HasQueryFilter(
            QueryFilters.Sight,
            l => EF.Parameter(RestrictedTo) == null || (l.Customer!.OwnerId != null && Owners.Contains(l.Customer.OwnerId.Value)));
        model.Entity<Contact>().HasQueryFilter(
            QueryFilters.Sight,
            c => EF.Parameter(RestrictedTo) == null || (c.OwnerId != null && Owners.Contains(c.OwnerId.Value))
                || c.Customers.Any(l => l.DeletedAt == null && l.Customer!.DeletedAt == null && l.Customer.OwnerId != null && Owners.Contains(l.Customer.OwnerId.Value))); // also where the bin is lifted
        model.Entity<Interaction>().HasQueryFilter(
            QueryFilters.Sight,
            i => EF.Parameter(RestrictedTo) == null || Owners.Contains(i.OwnerId) || (i.Customer!.OwnerId != null && Owners.Contains(i.Customer.OwnerId.Value)));
        model.Entity<FollowUp>().HasQueryFilter(
            QueryFilters.Sight,
            f => EF.Parameter(RestrictedTo) == null || Owners.Contains(f.OwnerId) || (f.Customer!.OwnerId != null && Owners.Contains(f.Customer.OwnerId.Value)));
        model.Entity<FollowUpSeries>().HasQueryFilter(
            QueryFilters.Sight,
            s => EF.Parameter(RestrictedTo) == null || Owners.Contains(s.OwnerId) || (s.Customer!.OwnerId != null && Owners.Contains(s.Customer.OwnerId.Value)));
        model.Entity<Absence>().HasQueryFilter(
            QueryFilters.Sight,
            a => EF.Parameter(RestrictedTo) == null || Owners.Contains(a.UserId) || a.DeputyId == EF.Parameter(RestrictedTo)); // whoever stands in knows when
        model.Entity<Job>().HasQueryFilter(QueryFilters.Sight, j => EF.Parameter(RestrictedTo) == null || j.OwnerId == EF.Parameter(RestrictedTo)); // a manager's own are his alone
        model.Entity<Order>().HasQueryFilter(
            QueryFilters.Sight,
            o => EF.Parameter(RestrictedTo) == null || (o.OwnerId != null && Owners.Contains(o.OwnerId.Value)) || (o.Customer!.OwnerId != null && Owners.Contains(o.Customer.OwnerId.Value)));
        model.Entity<SalesReturn>().HasQueryFilter(
            QueryFilters.Sight,
            r => EF.Parameter(RestrictedTo) == null || (r.Customer!.OwnerId != null && Owners.Contains(r.Customer.OwnerId.Value)));
        model.Entity<Payment>().HasQueryFilter(
            QueryFilters.Sight,
            p => EF.Parameter(RestrictedTo) == null || (p.Customer!.OwnerId != null && Owners.Contains(p.Customer.OwnerId.Value)));
        model.Entity<CustomerTrade>().HasQueryFilter(
            QueryFilters.Sight,
            t => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == t.CustomerId)); // Customer's own filters stand inside
        model.Entity<TierChange>().HasQueryFilter(QueryFilters.Sight, t => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == t.CustomerId)); // as above
        model.Entity<TierProposal>().HasQueryFilter(QueryFilters.Sight, p => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == p.CustomerId)); // as above
        model.Entity<StageChange>().HasQueryFilter(QueryFilters.Sight, s => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == s.CustomerId)); // as above
        model.Entity<Offer>().HasQueryFilter(
            QueryFilters.Sight,
            o => EF.Parameter(RestrictedTo) == null || (o.Customer!.OwnerId != null && Owners.Contains(o.Customer.OwnerId.Value)));
        model.Entity<CustomerOccasion>().HasQueryFilter(
            QueryFilters.Sight,
            o => EF.Parameter(RestrictedTo) == null || (o.Customer!.OwnerId != null && Owners.Contains(o.Customer.OwnerId.Value)));
        model.Entity<CareProposal>().HasQueryFilter(
            QueryFilters.Sight,
            p => EF.Parameter(RestrictedTo) == null || (p.Customer!.OwnerId != null && Owners.Contains(p.Customer.OwnerId.Value)));
        model.Entity<AnswerSet>().HasQueryFilter(QueryFilters.Sight, s => EF.Parameter(RestrictedTo) == null || Set<FollowUp>().Any(f => f.Id == s.FollowUpId)); // FollowUp's own filters stand inside: his own, and those with his customers
        model.Entity<KeyAccountPlan>().HasQueryFilter(QueryFilters.Sight, p => EF.Parameter(RestrictedTo) == null || Set<Customer>().Any(c => c.Id == p.CustomerId)); // as above
        model.Entity<Segment>().HasQueryFilter(QueryFilters.Sight, s => EF.Parameter(RestrictedTo) == null || s.Shared || s.OwnerId == EF.Parameter(RestrictedTo)); // a manager's own are his alone
        model.Entity<StoredFile>().HasQueryFilter(
            QueryFilters.Sight,
            f => EF.Parameter(RestrictedTo) == null || (f.Customer!.OwnerId != null && Owners.Contains(f.Customer.OwnerId.Value))
                || (f.InteractionId != null && Owners.Contains(f.Interaction!.OwnerId)));
    }

    /// <summary>Simple records are for all who may read them, unless they name the owner who decides.</summary>
    private void HideSimple<T>(ModelBuilder model, string? sightField)
        where T : NamedRecord
    {
        model.Entity<T>().HasQueryFilter(QueryFilters.Bin, r => r.DeletedAt == null);
        if (sightField is null) return;

        var owner = char.ToUpperInvariant(sightField[0]) + sightField[1..];
        model.Entity<T>().HasQueryFilter(
            QueryFilters.Sight,
            r => EF.Parameter(RestrictedTo) == null || (EF.Property<Guid?>(r, owner) != null && Owners.Contains(EF.Property<Guid?>(r, owner)!.Value)));
    }

    private async Task<T> InPartAsync<T>(IDbContextTransaction whole, Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        var mark = $"attempt_{++_attempts}";
        await whole.CreateSavepointAsync(mark, cancellationToken);
        try
        {
            var result = await work();
            if (!keep(result)) await whole.RollbackToSavepointAsync(mark, cancellationToken);
            await whole.ReleaseSavepointAsync(mark, cancellationToken);
            return result;
        }
        catch (Exception e) when (Refusals.Include(e))
        {
            await whole.RollbackToSavepointAsync(mark, cancellationToken);
            await whole.ReleaseSavepointAsync(mark, cancellationToken);
            throw;
        }
    }

    /// <summary>The rows of the log are let go at once: nobody changes them, and a save that failed must not leave any behind for the next.</summary>
    private async Task<int> SaveLoggedAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        var sets = await _log!.WriteAsync(this, cancellationToken);
        try
        {
            return await SaveOrExplainAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            foreach (var set in sets) Entry(set).State = EntityState.Detached;
        }
    }

    /// <summary>What the database refuses becomes what the caller can understand.</summary>
    private async Task<int> SaveOrExplainAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            Saves++;
            return rows;
        }
        catch (DbUpdateConcurrencyException lost)
        {
            var now = lost.Entries.Count > 0 ? await lost.Entries[0].GetDatabaseValuesAsync(cancellationToken) : null;
            throw now is null ? new ConflictException("changed_by_somebody_else") : ConflictException.Stale(now.GetValue<int>(nameof(Record.Version)), []);
        }
        catch (DbUpdateException refused) when (engine.ViolatedUniqueIndex(this, refused) is { } columns)
        {
            throw UniqueIndexes.Explain(columns, refused);
        }
    }
}
