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
}
