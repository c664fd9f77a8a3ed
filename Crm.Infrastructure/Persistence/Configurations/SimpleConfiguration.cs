using System.Linq.Expressions;
using Crm.Application;
using Crm.Application.Records;
using Crm.Application.Simple;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations;

/// <summary>The tables of simple records, told from their descriptors: lengths of texts, users that must be there, an index for every order.</summary>
internal static class SimpleConfiguration
{
    private const int SortKeyMaxLength = 200;

    public static void Configure(ModelBuilder model)
    {
        foreach (var entity in SimpleEntities.All) Configure(entity, model.Entity(entity.Record));
    }

    private static void Configure(SimpleEntity entity, EntityTypeBuilder table)
    {
        table.ToTable(entity.Names.Many);
        table.Property<string>(nameof(NamedRecord.NameSortKey)).HasMaxLength(SortKeyMaxLength);
        foreach (var field in entity.Descriptor.Fields)
        {
            var column = ColumnOf(field.Value);
            if (field.Value.ReturnType == typeof(string)) table.Property<string>(column).HasMaxLength(field.MaxLength ?? CodeListItem.CodeMaxLength);
            if (field.Sortable) table.HasIndex(ColumnOf(field.SortBy ?? field.Value), nameof(Record.Id));
            if (field.Unique) table.HasIndex(column).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
            if (field.Type == FieldType.Owner) table.HasOne(typeof(User), navigationName: null).WithMany().HasForeignKey(column).OnDelete(DeleteBehavior.Restrict);
        }
    }

    private static string ColumnOf(LambdaExpression value) => ((MemberExpression)value.Body).Member.Name;
}
