using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Crm.Infrastructure.Search;

namespace Crm.Bench.Bare;

/// <summary>The answers that only read.</summary>
internal sealed class Reads(Dialect dialect, TimeProvider clock)
{
    private readonly Shapes _shapes = new(dialect);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task CustomerAsync(Session session, Guid id) =>
        await OneAsync(session, _shapes.Detail, $"SELECT {_shapes.Detail.Columns} {Shapes.DetailFrom} WHERE c.\"Id\" = @id", ("id", dialect.Id(id)));

    public Task FollowUpAsync(Session session, Guid id) =>
        OneAsync(session, _shapes.FollowUp, $"SELECT {_shapes.FollowUp.Columns} {Shapes.FollowUpFrom} WHERE f.\"Id\" = @id", ("id", dialect.Id(id)), ("now", Now));

    public async Task InteractionAsync(Session session, Guid id)
    {
        (string, object?) key = ("id", dialect.Id(id));
        var people = new List<(Guid Id, string Name)>();
        await using (var reader = await session.ReadAsync("""SELECT k."Id", k."Name" FROM "InteractionContacts" x JOIN "Contacts" k ON k."Id" = x."ContactId" WHERE x."InteractionId" = @id""", key))
            while (await reader.ReadAsync()) people.Add((dialect.ReadId(reader, 0), reader.GetString(1)));
        var promised = new List<Guid>();
        await using (var reader = await session.ReadAsync("""SELECT "Id" FROM "FollowUps" WHERE "PromisedInId" = @id AND "DeletedAt" IS NULL ORDER BY "Due", "Id" """, key))
            while (await reader.ReadAsync()) promised.Add(dialect.ReadId(reader, 0));

        var (json, head, body, end) = (session.Json, _shapes.InteractionHead, _shapes.InteractionBody, _shapes.InteractionEnd);
        await using var row = await session.ReadAsync($"SELECT {head.Columns}, {body.Columns}, {end.Columns} {Shapes.InteractionFrom} WHERE i.\"Id\" = @id", key);
        await row.ReadAsync();
        json.WriteStartObject();
        head.WriteMembers(session, row, 0);
        json.WriteStartArray("contacts");
        foreach (var (contact, name) in people) WriteReference(session, contact, name);
        json.WriteEndArray();
        body.WriteMembers(session, row, head.Width);
        json.WriteStartArray("files");
        json.WriteEndArray();
        json.WriteStartArray("promises");
        foreach (var promise in promised) json.WriteStringValue(promise); // nobody promises anything in these scenarios
        json.WriteEndArray();
        end.WriteMembers(session, row, head.Width + body.Width);
        json.WriteEndObject();
    }

    public async Task ByNameAsync(Session session, int limit, string? cursor)
    {
        var select = $"SELECT {_shapes.Row.Columns}, c.\"NameSortKey\" {Shapes.RowFrom} WHERE c.\"DeletedAt\" IS NULL";
        const string order = """ ORDER BY c."NameSortKey", c."Id" LIMIT @limit""";
        session.Json.WriteStartObject();
        session.Json.WriteStartArray("data");
        var page = new Page(limit);
        if (cursor is null)
        {
            await RowsAsync(session, page, select + order, ("limit", limit + 1));
        }
        else
        {
            var (key, id) = Open(cursor);
            await RowsAsync(session, page, $"{select} AND (c.\"NameSortKey\", c.\"Id\") > (@key, @id){order}", ("key", key), ("id", dialect.Id(id)), ("limit", limit + 1));
        }

        session.Json.WriteEndArray();
        WriteEnd(session, page.Next, limit);
    }

    /// <summary>Those nobody has spoken with come last; an index ends where they begin, so they are asked for on their own.</summary>
    public async Task ByLastContactAsync(Session session, int limit, Guid owner, string industry)
    {
        const string from = Shapes.RowFrom + """WHERE c."DeletedAt" IS NULL AND c."OwnerId" = @owner AND c."Industry" = @industry""";
        session.Json.WriteStartObject();
        session.Json.WriteStartArray("data");
        var page = new Page(limit);
        foreach (var part in new[] { "IS NOT NULL ORDER BY c.\"LastContactAt\" DESC, c.\"Id\" DESC", "IS NULL ORDER BY c.\"Id\" DESC" })
        {
            if (page.Left == 0) break;
            await RowsAsync(session, page, $"SELECT {_shapes.Row.Columns}, '' {from} AND c.\"LastContactAt\" {part} LIMIT @limit", ("owner", dialect.Id(owner)), ("industry", industry), ("limit", page.Left));
        }

        session.Json.WriteEndArray();
        WriteEnd(session, page.Next, limit);
    }

    public async Task SearchAsync(Session session, string text)
    {
        var (json, count) = (session.Json, 0);
        var matchedOn = text.Any(char.IsAsciiDigit) ? "phone" : text.All(char.IsAscii) ? "initials" : "name";
        json.WriteStartObject();
        json.WriteStartArray("data");
        var sql = $"""
            SELECT e."RecordType", e."RecordId", COALESCE(c."Name", k."Name"), CASE WHEN c."Id" IS NULL
              THEN (SELECT w."Name" FROM "CustomerContacts" l JOIN "Customers" w ON w."Id" = l."CustomerId" WHERE l."ContactId" = k."Id" AND l."LeftOn" IS NULL ORDER BY l."IsPrimary" DESC LIMIT 1)
              ELSE c."ShortName" END, c."Number", o."Name"
            FROM ({dialect.Hits}) h JOIN "SearchEntries" e ON e."RowNo" = h."RowNo"
            LEFT JOIN "Customers" c ON e."RecordType" = 'customer' AND c."Id" = e."RecordId" LEFT JOIN "Contacts" k ON e."RecordType" = 'contact' AND k."Id" = e."RecordId"
            LEFT JOIN "Users" o ON o."Id" = COALESCE(c."OwnerId", k."OwnerId")
            """;
        await using (var reader = await session.ReadAsync(sql, ("match", dialect.Match(SearchQuery.Parse(text)))))
        {
            for (; await reader.ReadAsync(); count++)
            {
                json.WriteStartObject();
                json.WriteString("type", reader.GetString(0));
                json.WriteString("id", dialect.ReadId(reader, 1));
                json.WriteString("title", reader.GetString(2));
                json.WriteString("subtitle", reader.IsDBNull(3) ? null : reader.GetString(3));
                json.WriteString("number", reader.IsDBNull(4) ? null : reader.GetString(4));
                json.WriteString("ownerName", reader.IsDBNull(5) ? null : reader.GetString(5));
                json.WriteString("matchedOn", matchedOn);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        WriteEnd(session, null, Math.Max(count, 1));
    }

    public async Task OverviewAsync(Session session, Guid id)
    {
        var (json, key, now) = (session.Json, ("id", (object?)dialect.Id(id)), ("now", (object?)Now));
        json.WriteStartObject();
        json.WritePropertyName("customer");
        await CustomerAsync(session, id);
        json.WritePropertyName("counters");
        await OneAsync(session, _shapes.Counters, $"SELECT {_shapes.Counters.Columns}", key, now);

        var open = $"SELECT {_shapes.FollowUp.Columns} {Shapes.FollowUpFrom} WHERE f.\"CustomerId\" = @id AND f.\"Status\" = 'Planned' AND f.\"DeletedAt\" IS NULL ORDER BY f.\"Due\", f.\"Id\" LIMIT 50";
        await using (var reader = await session.ReadAsync(open, key, now))
        {
            json.WritePropertyName("nextStep");
            if (!await reader.ReadAsync())
            {
                json.WriteNullValue();
                json.WriteStartArray("openFollowUps");
            }
            else
            {
                // The first of the list stands in front of it once more; its row is still under the reader.
                _shapes.FollowUp.Write(session, reader);
                json.WriteStartArray("openFollowUps");
                do _shapes.FollowUp.Write(session, reader);
                while (await reader.ReadAsync());
            }

            json.WriteEndArray();
        }

        await AllAsync(session, "contacts", _shapes.Contact, """
            FROM "CustomerContacts" l JOIN "Contacts" k ON k."Id" = l."ContactId" WHERE l."CustomerId" = @id AND l."DeletedAt" IS NULL AND k."DeletedAt" IS NULL
            ORDER BY l."LeftOn" IS NOT NULL, l."IsPrimary" DESC, k."NameSortKey", l."Id"
            """, key);
        await AllAsync(session, "addresses", _shapes.Address, """FROM "CustomerAddresses" a WHERE a."CustomerId" = @id AND a."DeletedAt" IS NULL ORDER BY a."IsPrimary" DESC, a."Id" """, key);
        await AllAsync(session, "taxProfiles", _shapes.TaxProfile, """FROM "TaxProfiles" t WHERE t."CustomerId" = @id AND t."DeletedAt" IS NULL ORDER BY t."IsDefault" DESC, t."Id" """, key);
        json.WriteNull("servicePlan"); // the bench has no plans
        json.WritePropertyName("timeline");
        await TimelineAsync(session, id, limit: 30);
        json.WriteEndObject();
    }

    public async Task TimelineAsync(Session session, Guid id, int limit)
    {
        var (json, key, most) = (session.Json, ("id", (object?)dialect.Id(id)), ("limit", (object?)(limit + 1)));
        var people = await PeopleAsync(session, key, most);
        json.WriteStartObject();
        json.WriteStartArray("data");
        string? next = null;
        var sql = $"SELECT {_shapes.Item.Columns}, {_shapes.ItemEnd.Columns}, x.\"ContactId\", k.\"Name\" {Shapes.Timeline}";
        await using (var reader = await session.ReadAsync(sql, key, most))
        {
            var (end, person) = (_shapes.Item.Width, _shapes.Item.Width + _shapes.ItemEnd.Width);
            for (var row = 0; await reader.ReadAsync(); row++)
            {
                if (row == limit)
                {
                    next = "more";
                    break;
                }

                json.WriteStartObject();
                _shapes.Item.WriteMembers(session, reader, 0);
                json.WriteStartArray("contacts");
                if (!reader.IsDBNull(person)) WriteReference(session, dialect.ReadId(reader, person), reader.GetString(person + 1));
                foreach (var (contact, name) in people[dialect.ReadId(reader, 1)]) WriteReference(session, contact, name);
                json.WriteEndArray();
                json.WriteStartArray("files");
                json.WriteEndArray();
                _shapes.ItemEnd.WriteMembers(session, reader, end);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        WriteEnd(session, next, limit);
    }

    /// <summary>Who took part in the conversations of a page; asked for apart, so that bodies are not repeated for each person.</summary>
    private async Task<ILookup<Guid, (Guid Id, string Name)>> PeopleAsync(Session session, (string, object?) key, (string, object?) most)
    {
        const string sql = """
            SELECT i."Id", k."Id", k."Name"
            FROM (SELECT "Id" FROM "Interactions" WHERE "CustomerId" = @id AND "DeletedAt" IS NULL ORDER BY "StartedAt" DESC, "Id" DESC LIMIT @limit) i
            JOIN "InteractionContacts" x ON x."InteractionId" = i."Id" JOIN "Contacts" k ON k."Id" = x."ContactId"
            """;
        var people = new List<(Guid Interaction, Guid Id, string Name)>();
        await using var reader = await session.ReadAsync(sql, key, most);
        while (await reader.ReadAsync()) people.Add((dialect.ReadId(reader, 0), dialect.ReadId(reader, 1), reader.GetString(2)));
        return people.ToLookup(p => p.Interaction, p => (p.Id, p.Name));
    }

    private async Task RowsAsync(Session session, Page page, string sql, params (string, object?)[] parameters)
    {
        await using var reader = await session.ReadAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            if (--page.Left == 0)
            {
                page.Next = page.Last;
                return;
            }

            _shapes.Row.Write(session, reader);
            if (page.Left == 1) page.Last = Seal(reader.GetString(_shapes.Row.Width), dialect.ReadId(reader, 0));
        }
    }

    private static async Task OneAsync(Session session, Shape shape, string sql, params (string, object?)[] parameters)
    {
        await using var reader = await session.ReadAsync(sql, parameters);
        await reader.ReadAsync();
        shape.Write(session, reader);
    }

    private static async Task AllAsync(Session session, string name, Shape shape, string from, params (string, object?)[] parameters)
    {
        session.Json.WriteStartArray(name);
        await using (var reader = await session.ReadAsync($"SELECT {shape.Columns} {from}", parameters))
            while (await reader.ReadAsync()) shape.Write(session, reader);
        session.Json.WriteEndArray();
    }

    private static void WriteReference(Session session, Guid id, string name)
    {
        session.Json.WriteStartObject();
        session.Json.WriteString("id", id);
        session.Json.WriteString("name", name);
        session.Json.WriteEndObject();
    }

    private static void WriteEnd(Session session, string? next, int limit)
    {
        var json = session.Json;
        json.WriteStartObject("page");
        json.WriteString("next", next);
        json.WriteBoolean("hasMore", next is not null);
        json.WriteNumber("limit", limit);
        json.WriteEndObject();
        json.WriteNull("total");
        json.WriteEndObject();
    }

    private static string Seal(string key, Guid id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id:N}{key}")));

    private static (string Key, Guid Id) Open(string cursor)
    {
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return (text[32..], Guid.ParseExact(text[..32], "N"));
    }

    /// <summary>How far a page has come; one row more than its limit is read, to know whether there is another page.</summary>
    private sealed class Page(int limit)
    {
        public int Left { get; set; } = limit + 1;

        public string? Last { get; set; }

        public string? Next { get; set; }
    }
}
