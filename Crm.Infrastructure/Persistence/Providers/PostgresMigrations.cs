using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Gives the neutral migrations what PostgreSQL needs: texts that sort by code point, and numbers that count by themselves.</summary>
#pragma warning disable EF1001 // the generator below asks for the options in its constructor
internal sealed class PostgresMigrations(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions migrationOptions = MigrationsSqlGenerationOptions.Default)
    {
        foreach (var column in operations.OfType<ColumnOperation>().Concat(operations.OfType<CreateTableOperation>().SelectMany(t => t.Columns)))
        {
            if (column.ClrType == typeof(string)) column.Collation ??= "C";
            if (column.FindAnnotation("SqlServer:Identity") is not null)
                column["Npgsql:ValueGenerationStrategy"] = NpgsqlValueGenerationStrategy.IdentityByDefaultColumn;
        }

        return base.Generate(operations, model, migrationOptions);
    }
}
