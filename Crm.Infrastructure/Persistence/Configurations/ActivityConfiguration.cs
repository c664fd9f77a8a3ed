using Crm.Domain.Activities;
using Crm.Domain.Files;
using Crm.Domain.Questionnaires;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Activities;

internal sealed class InteractionConfiguration : IEntityTypeConfiguration<Interaction>
{
    public void Configure(EntityTypeBuilder<Interaction> interaction)
    {
        interaction.ToTable("Interactions");
        interaction.Property(i => i.Subject).HasMaxLength(Interaction.SubjectMaxLength);
        interaction.Property(i => i.Body).HasMaxLength(Interaction.BodyMaxLength);
        interaction.Property(i => i.Outcome).HasMaxLength(CodeListItem.CodeMaxLength);
        interaction.Property(i => i.Participants).HasJsonList();
        interaction.HasOne(i => i.Customer).WithMany().HasForeignKey(i => i.CustomerId).OnDelete(DeleteBehavior.Restrict);
        interaction.HasOne(i => i.Owner).WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.Restrict);
        interaction.HasMany(i => i.Contacts).WithOne().HasForeignKey(c => c.InteractionId).OnDelete(DeleteBehavior.Cascade);
        interaction.HasIndex(i => new { i.CustomerId, i.StartedAt, i.Id });
        interaction.HasIndex(i => new { i.OwnerId, i.StartedAt, i.Id });
        interaction.HasIndex(i => new { i.StartedAt, i.Id });
    }
}

internal sealed class InteractionContactConfiguration : IEntityTypeConfiguration<InteractionContact>
{
    public void Configure(EntityTypeBuilder<InteractionContact> contact)
    {
        contact.ToTable("InteractionContacts");
        contact.HasKey(c => new { c.InteractionId, c.ContactId });
        contact.HasOne(c => c.Contact).WithMany().HasForeignKey(c => c.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FollowUpConfiguration : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> followUp)
    {
        followUp.ToTable("FollowUps");
        followUp.Property(f => f.Subject).HasMaxLength(FollowUp.SubjectMaxLength);
        followUp.Property(f => f.Notes).HasMaxLength(FollowUp.NotesMaxLength);
        followUp.Property(f => f.Result).HasMaxLength(FollowUp.NotesMaxLength);
        followUp.Property(f => f.UnaskedReason).HasMaxLength(FollowUp.UnaskedReasonMaxLength);
        followUp.HasOne<Questionnaire>().WithMany().HasForeignKey(f => f.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasOne(f => f.Customer).WithMany().HasForeignKey(f => f.CustomerId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasOne(f => f.Contact).WithMany().HasForeignKey(f => f.ContactId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasOne(f => f.Owner).WithMany().HasForeignKey(f => f.OwnerId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasOne<User>().WithMany().HasForeignKey(f => f.StandsInForId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasOne<Interaction>().WithMany().HasForeignKey(f => f.InteractionId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasIndex(f => new { f.CustomerId, f.Status, f.Due });
        followUp.HasIndex(f => new { f.CustomerId, f.CompletedAt });
        followUp.HasIndex(f => new { f.OwnerId, f.Status, f.Due });
        followUp.HasIndex(f => new { f.Due, f.Id });
        followUp.Property(f => f.Kind).HasDefaultValue(FollowUpKind.Step).ValueGeneratedNever(); // of follow-ups from before there were promises
        followUp.HasOne<Interaction>().WithMany().HasForeignKey(f => f.PromisedInId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasOne<FollowUpSeries>().WithMany().HasForeignKey(f => f.SeriesId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasIndex(f => new { f.SeriesId, f.OccursOn }).IsUnique().HasFilter("\"SeriesId\" IS NOT NULL AND \"OccursOn\" IS NOT NULL");
    }
}

internal sealed class FollowUpSeriesConfiguration : IEntityTypeConfiguration<FollowUpSeries>
{
    public void Configure(EntityTypeBuilder<FollowUpSeries> series)
    {
        series.ToTable("FollowUpSeries");
        series.Property(s => s.Subject).HasMaxLength(FollowUp.SubjectMaxLength);
        series.Property(s => s.Notes).HasMaxLength(FollowUp.NotesMaxLength);
        series.Property(s => s.Rule).HasMaxLength(FollowUpSeries.RuleMaxLength);
        series.Property(s => s.TimeZone).HasMaxLength(FollowUpSeries.TimeZoneMaxLength);
        series.Property(s => s.Except).HasJsonList();
        series.HasOne(s => s.Customer).WithMany().HasForeignKey(s => s.CustomerId).OnDelete(DeleteBehavior.Restrict);
        series.HasOne(s => s.Contact).WithMany().HasForeignKey(s => s.ContactId).OnDelete(DeleteBehavior.Restrict);
        series.HasOne(s => s.Owner).WithMany().HasForeignKey(s => s.OwnerId).OnDelete(DeleteBehavior.Restrict);
        series.HasOne<Questionnaire>().WithMany().HasForeignKey(s => s.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
        series.HasIndex(s => new { s.CustomerId, s.Id });
        series.HasIndex(s => new { s.OwnerId, s.Id });
    }
}

internal sealed class CalendarFeedConfiguration : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> feed)
    {
        feed.ToTable("CalendarFeeds");
        feed.HasKey(f => f.UserId);
        feed.Property(f => f.TokenHash).HasMaxLength(CalendarFeed.HashLength);
        feed.HasOne<User>().WithOne().HasForeignKey<CalendarFeed>(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
        feed.HasIndex(f => f.TokenHash).IsUnique();
    }
}

internal sealed class ReminderChoiceConfiguration : IEntityTypeConfiguration<ReminderChoice>
{
    public void Configure(EntityTypeBuilder<ReminderChoice> choice)
    {
        choice.ToTable("ReminderChoices");
        choice.HasKey(c => c.UserId);
        choice.HasOne<User>().WithOne().HasForeignKey<ReminderChoice>(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecentViewConfiguration : IEntityTypeConfiguration<RecentView>
{
    public void Configure(EntityTypeBuilder<RecentView> view)
    {
        view.ToTable("RecentViews");
        view.HasKey(v => new { v.UserId, v.Type, v.RecordId });
        view.Property(v => v.Type).HasMaxLength(20);
        view.HasOne<User>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
        view.HasIndex(v => new { v.UserId, v.ViewedAt });
    }
}

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> file)
    {
        file.ToTable("Files");
        file.Property(f => f.Name).HasMaxLength(StoredFile.NameMaxLength);
        file.Property(f => f.ContentType).HasMaxLength(100);
        file.Property(f => f.Sha256).HasMaxLength(64);
        file.Property(f => f.StorageKey).HasMaxLength(100);
        file.HasOne(f => f.Interaction).WithMany().HasForeignKey(f => f.InteractionId).OnDelete(DeleteBehavior.Restrict);
        file.HasOne(f => f.Customer).WithMany().HasForeignKey(f => f.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
