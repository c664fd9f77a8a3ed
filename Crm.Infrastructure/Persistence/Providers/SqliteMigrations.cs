using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// Gives ids and amounts in the neutral migrations the column types that <see cref="Sqlite.Configure"/> stores them as, and adds columns with
/// their foreign keys in one go: SQLite cannot add a key afterwards, and EF would write the whole table anew, without the indexes over added fields.
/// </summary>
internal sealed class SqliteMigrations(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
    {
        foreach (var column in operations.OfType<ColumnOperation>().Concat(operations.OfType<CreateTableOperation>().SelectMany(t => t.Columns)))
            column.ColumnType ??= TypeOf(column.ClrType);
        return base.Generate([.. WithKeysInColumns(operations)], model, options);
    }

    /// <summary>Also of a table that EF writes anew, whose columns it takes from the neutral model.</summary>
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        foreach (var column in operation.Columns) column.ColumnType = TypeOf(column.ClrType) ?? column.ColumnType;
        base.Generate(operation, model, builder, terminate);
    }

    /// <summary>A table of one row that <see cref="Sqlite.NextAsync"/> counts up.</summary>
    protected override void Generate(CreateSequenceOperation operation, IModel? model, MigrationCommandListBuilder builder) => builder
        .AppendLine($"""CREATE TABLE "{operation.Name}" ("Last" INTEGER NOT NULL);""")
        .AppendLine($"""INSERT INTO "{operation.Name}" VALUES ({operation.StartValue - operation.IncrementBy});""")
        .EndCommand();

    protected override void Generate(DropSequenceOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        builder.AppendLine($"""DROP TABLE "{operation.Name}";""").EndCommand();

    private static string? TypeOf(Type value) =>
        value == typeof(Guid) || value == typeof(Guid?) ? "BLOB"
        : value == typeof(decimal) || value == typeof(decimal?) ? "INTEGER"
        : null;

    private static IEnumerable<MigrationOperation> WithKeysInColumns(IReadOnlyList<MigrationOperation> operations)
    {
        var columns = operations.OfType<AddColumnOperation>().Where(c => c.IsNullable).Select(c => (c.Table, c.Name)).ToHashSet();
        var keys = operations.OfType<AddForeignKeyOperation>().Where(k => k is { Columns: [var column], PrincipalColumns: [_] } && columns.Contains((k.Table, column))).ToList();
        foreach (var operation in operations)
        {
            if (operation is AddForeignKeyOperation added && keys.Contains(added)) continue;
            yield return operation is AddColumnOperation column && keys.Find(k => (k.Table, k.Columns[0]) == (column.Table, column.Name)) is { } key
                ? new SqlOperation { Sql = $"""ALTER TABLE "{key.Table}" ADD "{column.Name}" {column.ColumnType} NULL CONSTRAINT "{key.Name}" REFERENCES "{key.PrincipalTable}" ("{key.PrincipalColumns![0]}"){OnDelete(key)};""" }
                : operation;
        }
    }

    private static string OnDelete(AddForeignKeyOperation key) => key.OnDelete switch
    {
        ReferentialAction.Cascade => " ON DELETE CASCADE",
        ReferentialAction.SetNull => " ON DELETE SET NULL",
        ReferentialAction.Restrict => " ON DELETE RESTRICT",
        _ => "",
    };
}
