using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>PostgreSQL counts seconds, exact to a microsecond.</summary>
internal sealed class PostgresDays : IDayCount
{
    private const double SecondsOfDay = 86_400;

    private static readonly RelationalTypeMapping Text = new StringTypeMapping("text", System.Data.DbType.String);
    private static readonly RelationalTypeMapping Real = new DoubleTypeMapping("double precision", System.Data.DbType.Double);
    private static readonly RelationalTypeMapping Whole = new IntTypeMapping("integer", System.Data.DbType.Int32);

    public SqlExpression WholeDays(SqlExpression from, SqlExpression to)
    {
        var seconds = new SqlBinaryExpression(ExpressionType.Subtract, Number(to), Number(from), typeof(double), Real);
        var days = new SqlBinaryExpression(ExpressionType.Divide, seconds, new SqlConstantExpression(SecondsOfDay, Real), typeof(double), Real);
        return new SqlUnaryExpression(ExpressionType.Convert, new SqlFunctionExpression("trunc", [days], nullable: true, [true], typeof(double), Real), typeof(int), Whole);
    }

    private static SqlFunctionExpression Number(SqlExpression moment) => new("date_part", [new SqlConstantExpression("epoch", Text), moment], nullable: true, [false, true], typeof(double), Real);
}
