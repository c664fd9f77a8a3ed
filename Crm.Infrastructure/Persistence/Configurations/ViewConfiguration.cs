using Crm.Domain.Security;
using Crm.Domain.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Views;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.ToTable("SavedViews");
        view.Property(v => v.Entity).HasMaxLength(SavedView.EntityMaxLength);
        view.Property(v => v.Name).HasMaxLength(SavedView.NameMaxLength);
        view.HasOne(v => v.Owner).WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Restrict);
        view.HasOne<Team>().WithMany().HasForeignKey(v => v.TeamId).OnDelete(DeleteBehavior.Restrict);
        view.HasIndex(v => new { v.Entity, v.OwnerId, v.Name }).IsUnique();
    }
}

internal sealed class ListSettingsConfiguration : IEntityTypeConfiguration<ListSettings>
{
    public void Configure(EntityTypeBuilder<ListSettings> settings)
    {
        settings.ToTable("ListSettings");
        settings.Property(s => s.Entity).HasMaxLength(SavedView.EntityMaxLength);
        settings.Property(s => s.Holder).HasMaxLength(ListSettings.HolderMaxLength);
        settings.HasIndex(s => new { s.Entity, s.Holder }).IsUnique();
    }
}
