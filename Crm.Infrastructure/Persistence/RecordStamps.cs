using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Products;
using Crm.Domain.Segments;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Infrastructure.Persistence;

/// <summary>Sets what no use case sets itself: version, who and when, and the key by which names are sorted.</summary>
public sealed class RecordStamps(ICurrentUser user, TimeProvider clock)
{
    /// <summary>Stamps everything that is about to be saved.</summary>
    public void Apply(ChangeTracker changes)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        TouchWholes(changes);
        foreach (var entry in changes.Entries<Record>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            Stamp(entry, now);
            SortName(entry);
        }
    }

    /// <summary>A tag that comes or goes is a change of the record that carries it.</summary>
    private static void TouchWholes(ChangeTracker changes)
    {
        var touched = changes.Entries<IPartOfRecord>().Where(e => e.State is EntityState.Added or EntityState.Deleted).Select(e => e.Entity.RecordId).ToHashSet();
        if (touched.Count == 0) return;
        foreach (var whole in changes.Entries<Record>().Where(e => e.State == EntityState.Unchanged && touched.Contains(e.Entity.Id)))
            whole.Property(r => r.UpdatedAt).IsModified = true;
    }

    private void Stamp(EntityEntry<Record> entry, DateTime now)
    {
        if (entry.State == EntityState.Added)
        {
            entry.Property(r => r.CreatedAt).CurrentValue = now;
            entry.Property(r => r.CreatedBy).CurrentValue = user.UserId;
        }

        entry.Property(r => r.Version).CurrentValue = entry.Property(r => r.Version).OriginalValue + 1;
        entry.Property(r => r.UpdatedAt).CurrentValue = now;
        entry.Property(r => r.UpdatedBy).CurrentValue = user.UserId;
    }

    private static void SortName(EntityEntry<Record> entry)
    {
        var (name, personName) = entry.Entity switch
        {
            Customer customer => (customer.Name, customer.Kind == CustomerKind.Person),
            Contact contact => (contact.Name, true),
            NamedRecord named => (named.Name, false),
            Product product => (product.Name, false),
            ProductCategory category => (category.Name, false),
            Segment segment => (segment.Name, false),
            _ => (null, false),
        };
        if (name is null || (entry.State == EntityState.Modified && !entry.Property(nameof(Customer.Name)).IsModified)) return;
        entry.Property(nameof(Customer.NameSortKey)).CurrentValue = Pinyin.SortKey(name, personName);
    }
}
