using System.Data.Common;
using Crm.Infrastructure.Search;
using Npgsql;

namespace Crm.Bench.Bare;

internal sealed class PostgresDialect(string connectionString) : Dialect
{
    public override string Tags => """(SELECT COALESCE(json_agg(t."Name")::text, '[]') FROM "CustomerTags" x JOIN "Tags" t ON t."Id" = x."TagId" WHERE x."CustomerId" = c."Id")""";

    /// <summary>Walks to what the newest often hold, and looks the rest up in the index: either alone takes many seconds for some words among millions.</summary>
    public override string Hits => """
        WITH often AS MATERIALIZED (
          SELECT count(*) = 5 AS yes FROM (SELECT FROM (SELECT * FROM "SearchEntries" ORDER BY "RowNo" DESC LIMIT 1000) AS newest WHERE "TermVector" @@ CAST(@match AS tsquery) LIMIT 5) AS met),
        few AS MATERIALIZED (SELECT "RowNo" FROM "SearchEntries" WHERE NOT (SELECT yes FROM often) AND "TermVector" @@ CAST(@match AS tsquery))
        (SELECT "RowNo" FROM few ORDER BY "RowNo" DESC LIMIT 20) UNION ALL
        (SELECT "RowNo" FROM "SearchEntries" WHERE COALESCE("TermVector" @@ CAST(@match AS tsquery), FALSE) AND (SELECT yes FROM often) ORDER BY "RowNo" DESC LIMIT 20)
        """;

    public override string NextNumber => """SELECT nextval('"CustomerNumbers"')""";

    public override string DayOff(string moment, int days) => $"({moment} + interval '{days} day')";

    public override string WholeDays(string from, string to) => $"CAST(EXTRACT(DAY FROM {to} - {from}) AS integer)";

    public override DbConnection Connect() => new NpgsqlConnection(connectionString + ";Pooling=False");

    public override object Id(Guid id) => id;

    public override Guid ReadId(DbDataReader reader, int column) => reader.GetGuid(column);

    public override decimal ReadAmount(DbDataReader reader, int column) => reader.GetDecimal(column);

    public override string Match(SearchQuery query) => query.IsEmpty ? "" : $"({query.ToTsQuery(SearchSigns.Of("customer"))}) | ({query.ToTsQuery(SearchSigns.Of("contact"))})";

    /// <summary>Writers lock rows, not the database.</summary>
    public override Task TakeTurnAsync() => Task.CompletedTask;

    public override void GiveTurnBack()
    {
    }
}
