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
    }
}
