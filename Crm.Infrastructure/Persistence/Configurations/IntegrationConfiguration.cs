using Crm.Domain.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integration;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("OutboxMessages");
        message.HasKey(m => m.Number);
        message.Property(m => m.Number).ValueGeneratedOnAdd();
        message.Property(m => m.Kind).HasMaxLength(OutboxMessage.KindMaxLength);
        message.Property(m => m.Payload).HasMaxLength(OutboxMessage.PayloadMaxLength);
        message.Property(m => m.Error).HasMaxLength(OutboxMessage.ErrorMaxLength);
        message.HasIndex(m => new { m.DeadAt, m.DueAt });
        message.HasIndex(m => new { m.AboutId, m.Number });
    }
}
