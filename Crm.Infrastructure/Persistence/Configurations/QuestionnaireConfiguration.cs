using Crm.Domain.Questionnaires;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Questionnaires;

internal sealed class QuestionnaireConfiguration : IEntityTypeConfiguration<Questionnaire>
{
    public void Configure(EntityTypeBuilder<Questionnaire> questionnaire)
    {
        questionnaire.ToTable("Questionnaires");
        questionnaire.Property(q => q.Name).HasMaxLength(Questionnaire.NameMaxLength);
        questionnaire.Property(q => q.NameEn).HasMaxLength(Questionnaire.NameMaxLength);
        questionnaire.Property(q => q.Purpose).HasMaxLength(Questionnaire.PurposeMaxLength);
        questionnaire.Property(q => q.PurposeEn).HasMaxLength(Questionnaire.PurposeMaxLength);
        questionnaire.HasMany(q => q.Versions).WithOne().HasForeignKey(v => v.QuestionnaireId).OnDelete(DeleteBehavior.Cascade);
        questionnaire.Ignore(q => q.Draft).Ignore(q => q.Published);
        questionnaire.HasIndex(q => q.Name).IsUnique();
    }
}

internal sealed class QuestionnaireVersionConfiguration : IEntityTypeConfiguration<QuestionnaireVersion>
{
    public void Configure(EntityTypeBuilder<QuestionnaireVersion> version)
    {
        version.ToTable("QuestionnaireVersions");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Property(v => v.Questions).HasJsonList();
        version.Ignore(v => v.Sheet).Ignore(v => v.IsPublished);
        version.HasIndex(v => new { v.QuestionnaireId, v.Number }).IsUnique();
    }
}

internal sealed class AnswerSetConfiguration : IEntityTypeConfiguration<AnswerSet>
{
    public void Configure(EntityTypeBuilder<AnswerSet> set)
    {
        set.ToTable("AnswerSets");
        set.HasOne(s => s.FollowUp).WithMany().HasForeignKey(s => s.FollowUpId).OnDelete(DeleteBehavior.Restrict);
        set.HasOne(s => s.Customer).WithMany().HasForeignKey(s => s.CustomerId).OnDelete(DeleteBehavior.Restrict);
        set.HasOne(s => s.Questionnaire).WithMany().HasForeignKey(s => s.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
        set.HasOne(s => s.Sheet).WithMany().HasForeignKey(s => s.SheetId).OnDelete(DeleteBehavior.Restrict);
        set.HasOne(s => s.AnsweredBy).WithMany().HasForeignKey(s => s.AnsweredById).OnDelete(DeleteBehavior.Restrict);
        set.HasMany(s => s.Answers).WithOne().HasForeignKey(a => a.AnswerSetId).OnDelete(DeleteBehavior.Cascade);
        set.HasIndex(s => s.FollowUpId).IsUnique();
        set.HasIndex(s => new { s.CustomerId, s.AnsweredAt });
        set.HasIndex(s => new { s.QuestionnaireId, s.AnsweredAt });
        set.HasIndex(s => new { s.AnsweredAt, s.Id });
    }
}

internal sealed class GivenAnswerConfiguration : IEntityTypeConfiguration<GivenAnswer>
{
    public void Configure(EntityTypeBuilder<GivenAnswer> answer)
    {
        answer.ToTable("Answers");
        answer.HasKey(a => new { a.AnswerSetId, a.Key, a.Place });
        answer.Property(a => a.Key).HasMaxLength(Question.KeyMaxLength);
        answer.Property(a => a.Code).HasMaxLength(Question.KeyMaxLength);
        answer.Property(a => a.Text).HasMaxLength(Question.LinesMaxLength);
        answer.Property(a => a.Mark).HasMaxLength(GivenAnswer.MarkMaxLength);
    }
}
