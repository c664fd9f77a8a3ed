using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Infrastructure.Search;

namespace Crm.Bench.Bare;

/// <summary>The answers that write: the same rows as the product in one transaction, flushed to disk as it flushes them.</summary>
internal sealed class Writes(Dialect dialect, Reads reads, Guid me, TimeProvider clock)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task CreateAsync(Session session, JsonElement input)
    {
        var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), Now);
        string Text(string member) => input.GetProperty(member).GetString()!;
        var phones = input.GetProperty("phones").EnumerateArray().Select(p => Phone.From(PhoneLabel.Office, p.GetProperty("number").GetString()!, true)).ToList();
        var emails = input.GetProperty("emails").EnumerateArray().Select(e => Email.From(EmailLabel.Work, e.GetProperty("address").GetString()!, true)).ToList();

        await InTransactionAsync(session, async () =>
        {
            var next = Convert.ToInt64(await session.ScalarAsync(dialect.NextNumber), CultureInfo.InvariantCulture);
            var number = string.Create(CultureInfo.InvariantCulture, $"C{next:000000}");
            await session.RunAsync(
                """
                INSERT INTO "Customers" ("Id", "Number", "Kind", "Name", "ShortName", "Industry", "Source", "Status", "Rating", "ProvinceCode", "CityCode", "RegionCode", "Phones", "Emails",
                  "PrimaryPhone", "PrimaryEmail", "Description", "Preferences", "DoNotContact", "OwnerId", "OwnedSince", "NameSortKey", "Version", "CreatedAt", "CreatedBy", "UpdatedAt", "UpdatedBy")
                VALUES (@id, @number, 'Company', @name, @short, @industry, @source, @status, @rating, @province, @city, @city, @phones, @emails,
                  @phone, @email, @description, '[]', '[]', @me, @now, @key, 1, @now, @me, @now, @me)
                """,
                ("id", dialect.Id(id)), ("number", number), ("name", Text("name")), ("short", Text("shortName")), ("industry", Text("industry")), ("source", Text("source")),
                ("status", Text("status")), ("rating", input.GetProperty("rating").GetInt32()), ("province", Text("provinceCode")), ("city", Text("cityCode")),
                ("phones", JsonSerializer.Serialize(phones, CrmJson.Options)), ("emails", JsonSerializer.Serialize(emails, CrmJson.Options)),
                ("phone", phones[0].Number), ("email", emails[0].Address), ("description", Text("description")), ("key", Pinyin.SortKey(Text("name"))), ("me", dialect.Id(me)), ("now", now));

            var document = SearchText.Build(
            [
                new(Text("name"), SearchTextKind.Name), new(Text("shortName"), SearchTextKind.Name), new(number, SearchTextKind.Code),
                new(phones[0].Number, SearchTextKind.Phone), new(emails[0].Normalized, SearchTextKind.Email),
            ]);
            await session.RunAsync(
                """INSERT INTO "SearchEntries" ("RecordType", "RecordId", "Anchors", "Terms") VALUES ('customer', @id, @anchors, @terms)""",
                ("id", dialect.Id(id)), ("anchors", document.Anchors), ("terms", document.Terms));
        });
        await reads.CustomerAsync(session, id);
    }

    public async Task ChangeAsync(Session session, Guid id, JsonElement patch)
    {
        await InTransactionAsync(session, () => session.RunAsync(
            """
            UPDATE "Customers" SET "Rating" = @rating, "Status" = @status, "Description" = @description, "Version" = "Version" + 1, "UpdatedAt" = @now, "UpdatedBy" = @me
            WHERE "Id" = @id AND "DeletedAt" IS NULL
            """,
            ("rating", patch.GetProperty("rating").GetInt32()), ("status", patch.GetProperty("status").GetString()), ("description", patch.GetProperty("description").GetString()),
            ("now", Now), ("me", dialect.Id(me)), ("id", dialect.Id(id))));
        await reads.CustomerAsync(session, id);
    }

    public async Task CompleteAsync(Session session, Guid id, JsonElement input)
    {
        var (talk, next, now) = (Guid.CreateVersion7(clock.GetUtcNow()), Guid.CreateVersion7(clock.GetUtcNow()), Now);
        var (said, then) = (input.GetProperty("interaction"), input.GetProperty("next"));
        var due = DueMoment.OnDay(DateOnly.Parse(then.GetProperty("dueOn").GetString()!, CultureInfo.InvariantCulture), Zone);
        (string, object?) key = ("id", dialect.Id(id)), own = ("me", dialect.Id(me)), moment = ("now", now), talkKey = ("talk", dialect.Id(talk));

        await InTransactionAsync(session, async () =>
        {
            await session.RunAsync(
                """
                INSERT INTO "Interactions" ("Id", "CustomerId", "Channel", "Direction", "Subject", "Body", "StartedAt", "DurationMinutes", "Outcome", "Participants", "OwnerId",
                  "Version", "CreatedAt", "CreatedBy", "UpdatedAt", "UpdatedBy")
                SELECT @talk, "CustomerId", "Channel", 'Outbound', "Subject", @body, @now, @minutes, @outcome, '[]', @me, 1, @now, @me, @now, @me FROM "FollowUps" WHERE "Id" = @id AND "Status" = 'Planned'
                """,
                talkKey, ("body", said.GetProperty("body").GetString()), moment, ("minutes", said.GetProperty("durationMinutes").GetInt32()), ("outcome", said.GetProperty("outcome").GetString()), own, key);
            await session.RunAsync(
                """INSERT INTO "InteractionContacts" ("InteractionId", "ContactId") SELECT @talk, "ContactId" FROM "FollowUps" WHERE "Id" = @id AND "ContactId" IS NOT NULL""", talkKey, key);
            await session.RunAsync(
                """
                INSERT INTO "FollowUps" ("Id", "Subject", "Channel", "DueOn", "Due", "OwnerId", "CustomerId", "ContactId", "Status", "Version", "CreatedAt", "CreatedBy", "UpdatedAt", "UpdatedBy")
                SELECT @next, @subject, 'Call', @on, @due, "OwnerId", "CustomerId", "ContactId", 'Planned', 1, @now, @me, @now, @me FROM "FollowUps" WHERE "Id" = @id
                """,
                ("next", dialect.Id(next)), ("subject", then.GetProperty("subject").GetString()), ("on", due.On!.Value), ("due", due.Overdue), moment, own, key);
            await session.RunAsync(
                """
                UPDATE "FollowUps" SET "Status" = 'Done', "Result" = @result, "CompletedAt" = @now, "InteractionId" = @talk, "Version" = "Version" + 1, "UpdatedAt" = @now, "UpdatedBy" = @me
                WHERE "Id" = @id AND "Status" = 'Planned'
                """,
                ("result", input.GetProperty("result").GetString()), moment, talkKey, own, key);
            await session.RunAsync(
                """
                UPDATE "Customers" SET
                  "LastContactAt" = (SELECT MAX(i."StartedAt") FROM "Interactions" i WHERE i."CustomerId" = "Customers"."Id" AND i."DeletedAt" IS NULL AND i."Channel" <> 'Note'),
                  "NextFollowUpAt" = (SELECT MIN(f."Due") FROM "FollowUps" f WHERE f."CustomerId" = "Customers"."Id" AND f."DeletedAt" IS NULL AND f."Status" = 'Planned'),
                  "LastFollowUpAt" = (SELECT MAX(f."CompletedAt") FROM "FollowUps" f WHERE f."CustomerId" = "Customers"."Id" AND f."DeletedAt" IS NULL AND f."Status" = 'Done')
                WHERE "Id" = (SELECT "CustomerId" FROM "FollowUps" WHERE "Id" = @id)
                """,
                key);
            await session.RunAsync(
                """
                UPDATE "Contacts" SET "LastContactAt" =
                  (SELECT MAX(i."StartedAt") FROM "Interactions" i JOIN "InteractionContacts" x ON x."InteractionId" = i."Id"
                   WHERE x."ContactId" = "Contacts"."Id" AND i."DeletedAt" IS NULL AND i."Channel" <> 'Note')
                WHERE "Id" = (SELECT "ContactId" FROM "FollowUps" WHERE "Id" = @id)
                """,
                key);
        });

        session.Json.WriteStartObject();
        session.Json.WritePropertyName("followUp");
        await reads.FollowUpAsync(session, id);
        session.Json.WritePropertyName("interaction");
        await reads.InteractionAsync(session, talk);
        session.Json.WritePropertyName("next");
        await reads.FollowUpAsync(session, next);
        session.Json.WriteStartArray("promises");
        session.Json.WriteEndArray();
        session.Json.WriteEndObject();
    }

    private async Task InTransactionAsync(Session session, Func<Task> work)
    {
        await dialect.TakeTurnAsync();
        try
        {
            await using var transaction = session.Begin();
            await work();
            await transaction.CommitAsync();
        }
        finally
        {
            session.Transaction = null;
            dialect.GiveTurnBack();
        }
    }
}
