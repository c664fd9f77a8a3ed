using Crm.TestKit;

namespace Crm.Infrastructure.Tests.Support;

/// <summary>
/// What a database knows about its own tables, but for those of the search, which no model describes, and for the values that columns which came
/// later gave to rows that were there: those only migrations know.
/// </summary>
internal static class Catalogue
{
    private static readonly Dictionary<string, string> Sqlite = new()
    {
        ["columns"] = """
            SELECT t.name, c.name, c.type, c."notnull", c.pk
            FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '__EF%' AND t.name NOT LIKE 'SearchFts%' ORDER BY 1, 2
            """,
        ["indexes"] = """
            SELECT t.name, i.name, i."unique", i.origin, i.partial, (SELECT group_concat(x.name || ' ' || x."desc") FROM pragma_index_xinfo(i.name) x WHERE x.key), coalesce(m.sql, '')
            FROM sqlite_master t JOIN pragma_index_list(t.name) i LEFT JOIN sqlite_master m ON m.type = 'index' AND m.name = i.name
            WHERE t.type = 'table' AND t.name NOT LIKE '__EF%' AND t.name NOT LIKE 'SearchFts%' ORDER BY 1, 2
            """,
        ["keys"] = """
            SELECT t.name, f."table", f."from", f."to", f.on_update, f.on_delete
            FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' ORDER BY 1, 2, 3
            """,
    };

    private static readonly Dictionary<string, string> Postgres = new()
    {
        ["columns"] = """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text, coalesce(l.collname, '')
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_collation l ON l.oid = a.attcollation
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\_\_EF%' AND a.attname NOT LIKE '%Vector' ORDER BY 1, 2
            """,
        ["indexes"] = """SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_EF%' AND indexname NOT LIKE '%Vector' ORDER BY 1, 2""",
        ["keys"] = """
            SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '%\_\_EF%' ORDER BY 1, 2
            """,
        ["sequences"] = """SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by, cycle FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1""",
    };

    public static TheoryData<string> Parts => [.. Questions.Keys];

    private static Dictionary<string, string> Questions => TestStore.Provider == "Postgres" ? Postgres : Sqlite;

    public static string Question(string what) => Questions[what];
}
