using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>SQLite counts days as a broken number, exact to less than a tenth of a millisecond.</summary>
internal sealed class SqliteDays : IDayCount
{
    private static readonly RelationalTypeMapping Real = new DoubleTypeMapping("REAL", System.Data.DbType.Double);
    private static readonly RelationalTypeMapping Whole = new IntTypeMapping("INTEGER", System.Data.DbType.Int32);

    public SqlExpression WholeDays(SqlExpression from, SqlExpression to) =>
        new SqlUnaryExpression(ExpressionType.Convert, new SqlBinaryExpression(ExpressionType.Subtract, Number(to), Number(from), typeof(double), Real), typeof(int), Whole);

    private static SqlFunctionExpression Number(SqlExpression moment) => new("julianday", [moment], nullable: true, [true], typeof(double), Real);
}
