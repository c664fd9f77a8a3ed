using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Update;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Gives the texts of the neutral migrations the collation that <see cref="SqlServer.Configure"/> gives them in the model.</summary>
internal sealed class SqlServerMigrations(MigrationsSqlGeneratorDependencies dependencies, ICommandBatchPreparer batches)
    : SqlServerMigrationsSqlGenerator(dependencies, batches)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
    {
        var columns = operations.OfType<ColumnOperation>()
            .Concat(operations.OfType<AlterColumnOperation>().Select(a => a.OldColumn))
            .Concat(operations.OfType<CreateTableOperation>().SelectMany(t => t.Columns));
        foreach (var text in columns.Where(c => c.ClrType == typeof(string))) text.Collation ??= SqlServer.Ordinal;

        return base.Generate(operations, model, options);
    }
}
