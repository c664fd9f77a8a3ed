using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Settings;

internal sealed class CustomFieldConfiguration : IEntityTypeConfiguration<CustomField>
{
    public const int EntityMaxLength = 40;

    public void Configure(EntityTypeBuilder<CustomField> field)
    {
        field.ToTable("CustomFields");
        field.Property(f => f.Entity).HasMaxLength(EntityMaxLength);
        field.Property(f => f.Key).HasMaxLength(CustomValues.KeyMaxLength);
        field.Property(f => f.RelatesTo).HasMaxLength(EntityMaxLength);
        field.Property(f => f.LabelZh).HasMaxLength(CodeListItem.LabelMaxLength);
        field.Property(f => f.LabelEn).HasMaxLength(CodeListItem.LabelMaxLength);
        field.Property(f => f.HelpZh).HasMaxLength(CustomField.HelpMaxLength);
        field.Property(f => f.HelpEn).HasMaxLength(CustomField.HelpMaxLength);
        field.Property(f => f.SectionZh).HasMaxLength(CodeListItem.LabelMaxLength);
        field.Property(f => f.SectionEn).HasMaxLength(CodeListItem.LabelMaxLength);
        field.Property(f => f.Options).HasJsonList();
        field.Property(f => f.Pattern).HasMaxLength(CustomField.PatternMaxLength);
        field.Property(f => f.PersonalData).HasDefaultValue(PersonalData.None); // of fields from before there were classes
        field.HasIndex(f => new { f.Entity, f.Key }).IsUnique();
    }
}

internal sealed class FieldRuleConfiguration : IEntityTypeConfiguration<FieldRule>
{
    public void Configure(EntityTypeBuilder<FieldRule> rule)
    {
        rule.ToTable("FieldRules");
        rule.Property(r => r.Entity).HasMaxLength(CustomFieldConfiguration.EntityMaxLength);
        rule.Property(r => r.Field).HasMaxLength(KeyMaxLength);
        rule.Property(r => r.When).HasMaxLength(FieldRule.WhenMaxLength);
        rule.Property(r => r.Pattern).HasMaxLength(CustomField.PatternMaxLength);
        rule.Property(r => r.Operator).HasMaxLength(20);
        rule.Property(r => r.OtherField).HasMaxLength(KeyMaxLength);
        rule.Property(r => r.Value).HasMaxLength(FieldRule.ValueMaxLength);
        rule.Property(r => r.Options).HasJsonList();
        rule.Property(r => r.MessageZh).HasMaxLength(FieldRule.MessageMaxLength);
        rule.Property(r => r.MessageEn).HasMaxLength(FieldRule.MessageMaxLength);
        rule.HasIndex(r => r.Entity);
    }

    private const int KeyMaxLength = 60;
}

internal sealed class UniqueValueConfiguration : IEntityTypeConfiguration<UniqueValue>
{
    public void Configure(EntityTypeBuilder<UniqueValue> value)
    {
        value.ToTable("CustomUniqueValues");
        value.HasKey(v => new { v.FieldId, v.RecordId });
        value.Property(v => v.Value).HasMaxLength(CustomField.TextMaxLength);
        value.HasOne<CustomField>().WithMany().HasForeignKey(v => v.FieldId).OnDelete(DeleteBehavior.Cascade);
        value.HasIndex(v => new { v.FieldId, v.Value }).IsUnique();
        value.HasIndex(v => v.RecordId);
    }
}
