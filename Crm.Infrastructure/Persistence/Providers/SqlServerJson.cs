using System.Linq.Expressions;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>SQL Server reads JSON as text, with the collation of the column that it stands in.</summary>
internal sealed class SqlServerJson : IJsonReads
{
    private static readonly RelationalTypeMapping Amount = new DecimalTypeMapping("decimal(19,4)", System.Data.DbType.Decimal, precision: 19, scale: 4);
    private static readonly RelationalTypeMapping Bit = new BoolTypeMapping("bit", System.Data.DbType.Boolean);

    public RelationalTypeMapping Text { get; } = new StringTypeMapping("nvarchar(4000)", System.Data.DbType.String, unicode: true, size: 4000);

    public SqlExpression ReadText(SqlExpression json, params string[] path) => Extract("JSON_VALUE", json, path);

    public SqlExpression ReadAmount(SqlExpression json, params string[] path) => new SqlBinaryExpression(
        ExpressionType.Divide,
        TryConvert(Extract("JSON_VALUE", json, path), typeof(decimal), Amount),
        new SqlConstantExpression(10_000m, Amount),
        typeof(decimal),
        Amount);

    public SqlExpression ReadFlag(SqlExpression json, params string[] path) => TryConvert(Extract("JSON_VALUE", json, path), typeof(bool), Bit);

    public SqlExpression ReadList(SqlExpression json, params string[] path) => Extract("JSON_QUERY", json, path);

    /// <summary>The same for the computed column of an index, whose key has room for 1,700 bytes.</summary>
    public static string Read(string column, FieldIndex index)
    {
        var text = $"JSON_VALUE([{column}], N'$.{string.Join('.', index.Path)}')";
        if (index.IsAmount) return $"(TRY_CONVERT(decimal(19,4), {text}) / 10000.0)";
        return index.Field.Type == CustomFieldType.YesNo ? $"TRY_CONVERT(bit, {text})" : text;
    }

    private SqlFunctionExpression Extract(string function, SqlExpression json, string[] path) =>
        new(function, [json, new SqlConstantExpression("$." + string.Join('.', path), Text)], nullable: true, CustomFunctions.EmptyByItself, typeof(string), Text);

    private static SqlFunctionExpression TryConvert(SqlExpression text, Type type, RelationalTypeMapping mapping) =>
        new("TRY_CONVERT", [new SqlFragmentExpression(mapping.StoreType), text], nullable: true, CustomFunctions.EmptyByItself, type, mapping);
}
