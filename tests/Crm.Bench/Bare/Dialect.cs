using System.Data.Common;
using Crm.Infrastructure.Search;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Bare;

/// <summary>What hand-written SQL must know of the engine.</summary>
internal abstract class Dialect
{
    public static Dialect Of(string provider, string connectionString) => provider switch
    {
        "sqlite" => new SqliteDialect(connectionString),
        "postgres" => new PostgresDialect(connectionString),
        _ => throw new NotSupportedException($"There is no bare reference for {provider} yet."),
    };

    /// <summary>The names of a customer's tags as a JSON array; the customer is c.</summary>
    public abstract string Tags { get; }

    /// <summary>The newest twenty entries of the search index that match @match.</summary>
    public abstract string Hits { get; }

    /// <summary>The next customer number.</summary>
    public abstract string NextNumber { get; }

    /// <summary>A moment some days after another.</summary>
    public abstract string DayOff(string moment, int days);

    /// <summary>Whole days from one moment to another.</summary>
    public abstract string WholeDays(string from, string to);

    public abstract DbConnection Connect();

    public abstract object Id(Guid id);

    public abstract Guid ReadId(DbDataReader reader, int column);

    public abstract decimal ReadAmount(DbDataReader reader, int column);

    public abstract string Match(SearchQuery query);

    /// <summary>Waits until this process may write.</summary>
    public abstract Task TakeTurnAsync();

    public abstract void GiveTurnBack();
}

internal sealed class SqliteDialect(string connectionString) : Dialect
{
    private static readonly SemaphoreSlim Writer = new(1, 1);

    public override string Tags => """(SELECT json_group_array(t."Name") FROM "CustomerTags" x JOIN "Tags" t ON t."Id" = x."TagId" WHERE x."CustomerId" = c."Id")""";

    public override string Hits => """SELECT rowid AS "RowNo" FROM "SearchFts" WHERE "SearchFts" MATCH @match ORDER BY rowid DESC LIMIT 20""";

    public override string NextNumber => """UPDATE "CustomerNumbers" SET "Last" = "Last" + 1 RETURNING "Last" """;

    public override string DayOff(string moment, int days) => $"strftime('%Y-%m-%d %H:%M:%f', {moment}, '{days} day')";

    public override string WholeDays(string from, string to) => $"CAST(julianday({to}) - julianday({from}) AS INTEGER)";

    public override DbConnection Connect() => new SqliteConnection(connectionString + ";Pooling=False");

    public override object Id(Guid id) => id.ToByteArray(bigEndian: true);

    public override Guid ReadId(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);

    public override decimal ReadAmount(DbDataReader reader, int column) => reader.GetInt64(column) / 10_000m;

    public override string Match(SearchQuery query) => query.IsEmpty ? "" : $"({query.ToFts5(SearchSigns.Of("customer"))}) OR ({query.ToFts5(SearchSigns.Of("contact"))})";

    public override Task TakeTurnAsync() => Writer.WaitAsync();

    public override void GiveTurnBack() => Writer.Release();
}
