using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Gives ids and amounts in the neutral migrations the column types that <see cref="Sqlite.Configure"/> stores them as.</summary>
internal sealed class SqliteMigrations(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
    {
        foreach (var column in operations.OfType<ColumnOperation>().Concat(operations.OfType<CreateTableOperation>().SelectMany(t => t.Columns)))
        {
            column.ColumnType ??= column.ClrType switch
            {
                _ when column.ClrType == typeof(Guid) => "BLOB",
                _ when column.ClrType == typeof(decimal) => "INTEGER",
                _ => null,
            };
        }

        return base.Generate(operations, model, options);
    }

    /// <summary>A table of one row that <see cref="Sqlite.NextAsync"/> counts up.</summary>
    protected override void Generate(CreateSequenceOperation operation, IModel? model, MigrationCommandListBuilder builder) => builder
        .AppendLine($"""CREATE TABLE "{operation.Name}" ("Last" INTEGER NOT NULL);""")
        .AppendLine($"""INSERT INTO "{operation.Name}" VALUES ({operation.StartValue - operation.IncrementBy});""")
        .EndCommand();

    protected override void Generate(DropSequenceOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        builder.AppendLine($"""DROP TABLE "{operation.Name}";""").EndCommand();
}
