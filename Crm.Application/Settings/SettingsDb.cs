using Crm.Application.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>The tables of this module.</summary>
internal static class SettingsDb
{
    extension(ICrmDb db)
    {
        public DbSet<Tag> Tags => db.Set<Tag>();

        public DbSet<CodeListItem> CodeListItems => db.Set<CodeListItem>();

        public DbSet<CustomField> CustomFields => db.Set<CustomField>();

        public DbSet<FieldRule> FieldRules => db.Set<FieldRule>();

        /// <summary>The codes of a list in the order that somebody gave them.</summary>
        public Task<List<string>> CodesInOrderAsync(string list, CancellationToken cancellationToken) =>
            db.CodeListItems.AsNoTracking().Where(i => i.List == list).OrderBy(i => i.Position).ThenBy(i => i.Code).Select(i => i.Code).ToListAsync(cancellationToken);
    }
}
