using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>SQL Server counts the milliseconds that have begun; its own days would be nights that passed.</summary>
internal sealed class SqlServerDays : IDayCount
{
    private const long MillisecondsOfDay = 86_400_000;

    private static readonly RelationalTypeMapping Big = new LongTypeMapping("bigint", System.Data.DbType.Int64);
    private static readonly RelationalTypeMapping Whole = new IntTypeMapping("int", System.Data.DbType.Int32);

    public SqlExpression WholeDays(SqlExpression from, SqlExpression to)
    {
        var passed = new SqlFunctionExpression("DATEDIFF_BIG", [new SqlFragmentExpression("millisecond"), from, to], nullable: true, [false, true, true], typeof(long), Big);
        return new SqlUnaryExpression(ExpressionType.Convert, new SqlBinaryExpression(ExpressionType.Divide, passed, new SqlConstantExpression(MillisecondsOfDay, Big), typeof(long), Big), typeof(int), Whole);
    }
}
