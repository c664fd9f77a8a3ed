using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>PostgreSQL reads JSON from its binary form; texts out of it would be compared in the language of the database, if nothing were said.</summary>
internal sealed class PostgresJson : IJsonReads
{
    private static readonly RelationalTypeMapping Json = new StringTypeMapping("jsonb", System.Data.DbType.String);
    private static readonly RelationalTypeMapping Numeric = new DecimalTypeMapping("numeric", System.Data.DbType.Decimal);

    public RelationalTypeMapping Text { get; } = new StringTypeMapping("text", System.Data.DbType.String);

    public SqlExpression ReadText(SqlExpression json, params string[] path) => new CollateExpression(Extract(json, path), "C");

    public SqlExpression ReadAmount(SqlExpression json, params string[] path) => new SqlBinaryExpression(
        ExpressionType.Divide,
        new SqlUnaryExpression(ExpressionType.Convert, Extract(json, path), typeof(decimal), Numeric),
        new SqlConstantExpression(10_000m, Numeric),
        typeof(decimal),
        Numeric);

    public SqlExpression ReadFlag(SqlExpression json, params string[] path) =>
        new SqlUnaryExpression(ExpressionType.Convert, Extract(json, path), typeof(bool), new BoolTypeMapping("boolean", System.Data.DbType.Boolean));

    public SqlExpression ReadList(SqlExpression json, params string[] path) => ReadText(json, path);

    /// <summary>The same for an index.</summary>
    public static string Read(string column, params string[] path) => $"jsonb_extract_path_text(CAST(\"{column}\" AS jsonb), {string.Join(", ", path.Select(step => $"'{step}'"))})";

    private SqlFunctionExpression Extract(SqlExpression json, string[] path) => new(
        "jsonb_extract_path_text",
        [new SqlUnaryExpression(ExpressionType.Convert, json, typeof(string), Json), .. path.Select(step => new SqlConstantExpression(step, Text))],
        nullable: true,
        [false, .. path.Select(_ => false)],
        typeof(string),
        Text);
}
