using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Security;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users");
        user.Property(u => u.Name).HasMaxLength(User.NameMaxLength);
        user.Property(u => u.Email).HasMaxLength(Email.AddressMaxLength);
        user.Property(u => u.PasswordHash).HasMaxLength(200);
        user.Property(u => u.TimeZone).HasMaxLength(60);
        user.Property(u => u.Language).HasMaxLength(10).HasDefaultValue(User.Chinese);
        user.Property(u => u.Duties).HasMaxLength(User.DutiesMaxLength);
        user.Property(u => u.DailyCapacity).HasDefaultValue(User.UsualCapacity);
        user.HasOne<User>().WithMany().HasForeignKey(u => u.DeputyId).OnDelete(DeleteBehavior.Restrict);
        user.HasOne(u => u.Team).WithMany().HasForeignKey(u => u.TeamId).OnDelete(DeleteBehavior.Restrict);
        user.HasIndex(u => u.Email).IsUnique();
    }
}

internal sealed class TeamConfiguration : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.ToTable("Teams");
        team.Property(t => t.Name).HasMaxLength(Team.NameMaxLength);
        team.HasIndex(t => t.Name).IsUnique();
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> session)
    {
        session.ToTable("UserSessions");
        session.Property(s => s.TokenHash).HasMaxLength(64);
        session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SignInThrottleConfiguration : IEntityTypeConfiguration<SignInThrottle>
{
    public void Configure(EntityTypeBuilder<SignInThrottle> throttle)
    {
        throttle.ToTable("SignInThrottles");
        throttle.HasKey(t => t.Key);
        throttle.Property(t => t.Key).HasMaxLength(64);
    }
}

internal sealed class TagConfiguration : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> tag)
    {
        tag.ToTable("Tags");
        tag.Property(t => t.Name).HasMaxLength(Tag.NameMaxLength);
        tag.Property(t => t.Color).HasMaxLength(20);
        tag.HasIndex(t => t.Name).IsUnique();
    }
}

internal sealed class CodeListItemConfiguration : IEntityTypeConfiguration<CodeListItem>
{
    public void Configure(EntityTypeBuilder<CodeListItem> item)
    {
        item.ToTable("CodeListItems");
        item.Property(i => i.List).HasMaxLength(CodeListItem.CodeMaxLength);
        item.Property(i => i.Code).HasMaxLength(CodeListItem.CodeMaxLength);
        item.Property(i => i.LabelZh).HasMaxLength(CodeListItem.LabelMaxLength);
        item.Property(i => i.LabelEn).HasMaxLength(CodeListItem.LabelMaxLength);
        item.Property(i => i.Color).HasMaxLength(20);
        item.HasIndex(i => new { i.List, i.Code }).IsUnique();
    }
}

internal sealed class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("Absences");
        absence.Property(a => a.Note).HasMaxLength(Absence.NoteMaxLength);
        absence.HasOne(a => a.User).WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        absence.HasOne(a => a.Deputy).WithMany().HasForeignKey(a => a.DeputyId).OnDelete(DeleteBehavior.Restrict);
        absence.HasIndex(a => new { a.UserId, a.To });
        absence.HasIndex(a => new { a.From, a.Id });
        absence.HasIndex(a => new { a.To, a.Id });
    }
}
