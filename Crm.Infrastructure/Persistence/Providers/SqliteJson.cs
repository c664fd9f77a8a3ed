using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>SQLite reads JSON with json_extract, which knows the type of what it finds.</summary>
internal sealed class SqliteJson : IJsonReads
{
    private static readonly RelationalTypeMapping Amount = Sqlite.AmountMapping;

    public RelationalTypeMapping Text { get; } = new StringTypeMapping("TEXT", System.Data.DbType.String);

    public SqlExpression ReadText(SqlExpression json, params string[] path) => Extract(json, path, typeof(string), Text);

    public SqlExpression ReadAmount(SqlExpression json, params string[] path) => Extract(json, path, typeof(decimal), Amount);

    public SqlExpression ReadFlag(SqlExpression json, params string[] path) => Extract(json, path, typeof(bool), new BoolTypeMapping("INTEGER"));

    public SqlExpression ReadList(SqlExpression json, params string[] path) => ReadText(json, path);

    /// <summary>The same for an index, which is found by these very words.</summary>
    public static string Read(string column, params string[] path) => $"json_extract(\"{column}\", '{Path(path)}')";

    private static SqlFunctionExpression Extract(SqlExpression json, string[] path, Type type, RelationalTypeMapping mapping) =>
        new("json_extract", [json, new SqlConstantExpression(Path(path), new StringTypeMapping("TEXT", System.Data.DbType.String))], nullable: true, CustomFunctions.EmptyByItself, type, mapping);

    private static string Path(string[] path) => "$." + string.Join('.', path);
}
