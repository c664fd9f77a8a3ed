namespace Crm.Bench.Bare;

/// <summary>The answers of the product, column by column.</summary>
internal sealed class Shapes(Dialect dialect)
{
    public const string DetailFrom = """
        FROM "Customers" c LEFT JOIN "Users" o ON o."Id" = c."OwnerId" LEFT JOIN "Customers" p ON p."Id" = c."ParentId"
        LEFT JOIN "Users" m ON m."Id" = c."CreatedBy" LEFT JOIN "Users" n ON n."Id" = c."UpdatedBy"
        LEFT JOIN "CustomerTrades" t ON t."CustomerId" = c."Id" LEFT JOIN "ProductCategories" g ON g."Id" = t."FavouriteCategoryId"
        """;

    public const string RowFrom = """FROM "Customers" c LEFT JOIN "Users" o ON o."Id" = c."OwnerId" LEFT JOIN "CustomerTrades" t ON t."CustomerId" = c."Id" """;

    public const string FollowUpFrom = """
        FROM "FollowUps" f LEFT JOIN "Customers" c ON c."Id" = f."CustomerId" LEFT JOIN "Contacts" k ON k."Id" = f."ContactId" JOIN "Users" o ON o."Id" = f."OwnerId"
        """;

    public const string InteractionFrom = """FROM "Interactions" i LEFT JOIN "Customers" c ON c."Id" = i."CustomerId" JOIN "Users" o ON o."Id" = i."OwnerId" """;

    private const string IdleSince = """
        CASE WHEN c."OwnerId" IS NULL THEN NULL
          WHEN c."LastContactAt" > COALESCE(c."OwnedSince", c."CreatedAt") AND (c."LastFollowUpAt" IS NULL OR c."LastFollowUpAt" <= c."LastContactAt") THEN c."LastContactAt"
          WHEN c."LastFollowUpAt" > COALESCE(c."OwnedSince", c."CreatedAt") THEN c."LastFollowUpAt"
          ELSE COALESCE(c."OwnedSince", c."CreatedAt") END
        """;

    /// <summary>{"update":true,"delete":true,"restore":false}</summary>
    private const string MayAll = """'{"update":true,"delete":true,"restore":false}'""";

    public Shape Row { get; } = new(
        new("id", "c.Id", Kind.Id), new("number", "c.Number"), new("kind", "c.Kind", Kind.Word), new("name", "c.Name"), new("shortName", "c.ShortName"),
        new("industry", "c.Industry"), new("source", "c.Source"), new("size", "c.Size"), new("status", "c.Status"), new("rating", "c.Rating", Kind.Int),
        new("provinceCode", "c.ProvinceCode"), new("cityCode", "c.CityCode"), new("districtCode", "c.DistrictCode"),
        new("primaryPhone", "c.PrimaryPhone"), new("primaryEmail", "c.PrimaryEmail"), new("creditCode", "c.CreditCode"),
        new("annualRevenue", "c.AnnualRevenue|c.AnnualRevenueCurrency", Kind.Money), new("tags", dialect.Tags, Kind.Raw),
        new("ownerId", "c.OwnerId", Kind.Id), new("ownerName", "o.Name"), new("lastContactAt", "c.LastContactAt", Kind.Moment), new("nextFollowUpAt", "c.NextFollowUpAt", Kind.Moment),
        new("tier", "c.Tier"), new("stage", """COALESCE(t."Stage", 'Prospect')""", Kind.Word), new("stageSince", "t.StageSince", Kind.Day), new("silentOn", "t.SilentOn", Kind.Day),
        new("lastOrderOn", "t.LastOrderOn", Kind.Day), Count("orderCount", "Orders"), Sum("netRevenue", "NetRevenue"), Sum("netRevenue12Months", "NetRevenueLately"),
        new("idleSince", IdleSince, Kind.Moment), new("protected", "c.Protected", Kind.Bool), new("custom", """COALESCE(c."Custom", '{}')""", Kind.Raw),
        new("createdAt", "c.CreatedAt", Kind.Moment), new("updatedAt", "c.UpdatedAt", Kind.Moment), new("deletedAt", "c.DeletedAt", Kind.Moment), new("version", "c.Version", Kind.Int));

    public Shape Detail { get; } = new(
        new("id", "c.Id", Kind.Id), new("number", "c.Number"), new("kind", "c.Kind", Kind.Word), new("name", "c.Name"), new("shortName", "c.ShortName"), new("englishName", "c.EnglishName"),
        new("industry", "c.Industry"), new("source", "c.Source"), new("size", "c.Size"), new("status", "c.Status"), new("rating", "c.Rating", Kind.Int),
        new("provinceCode", "c.ProvinceCode"), new("cityCode", "c.CityCode"), new("districtCode", "c.DistrictCode"), new("regionCode", "c.RegionCode"),
        new("addressLine1", "c.AddressLine1"), new("addressLine2", "c.AddressLine2"), new("postalCode", "c.PostalCode"), new("website", "c.Website"),
        new("phones", "c.Phones", Kind.Raw), new("emails", "c.Emails", Kind.Raw), new("annualRevenue", "c.AnnualRevenue|c.AnnualRevenueCurrency", Kind.Money),
        new("foundedOn", "c.FoundedOn", Kind.Day), new("birthday", "c.Birthday", Kind.Day), new("birthdayCalendar", "c.BirthdayCalendar", Kind.Word), new("creditCode", "c.CreditCode"), new("description", "c.Description"),
        new("preferences", "c.Preferences", Kind.Raw), new("doNotContact", "c.DoNotContact", Kind.Raw), new("tags", dialect.Tags, Kind.Raw),
        new("parentId", "c.ParentId", Kind.Id), new("parentName", "p.Name"), new("ownerId", "c.OwnerId", Kind.Id), new("ownerName", "o.Name"),
        new("lastContactAt", "c.LastContactAt", Kind.Moment), new("nextFollowUpAt", "c.NextFollowUpAt", Kind.Moment),
        new("tier", "c.Tier"), new("tierSince", "c.TierSince", Kind.Day), new("tierIsManual", "c.TierIsManual", Kind.Bool), new("tierUntil", "c.TierUntil", Kind.Day),
        new("rfmRecency", "t.RecencyScore", Kind.Int), new("rfmFrequency", "t.FrequencyScore", Kind.Int), new("rfmMonetary", "t.MonetaryScore", Kind.Int), new("valueClass", "t.ValueClass", Kind.Word),
        new("stage", """COALESCE(t."Stage", 'Prospect')""", Kind.Word), new("stageSince", "t.StageSince", Kind.Day), new("silentOn", "t.SilentOn", Kind.Day), new("lostOn", "t.LostOn", Kind.Day),
        new("lastOrderOn", "t.LastOrderOn", Kind.Day), Count("orderCount", "Orders"), Sum("netRevenue", "NetRevenue"), Sum("netRevenue12Months", "NetRevenueLately"),
        new("firstOrderOn", "t.FirstOrderOn", Kind.Day), Count("orderCount12Months", "OrdersLately"), Count("returnCount", "ReturnCount"), Sum("returned", "Returned"),
        new("averageOrderGap", "t.AverageGapDays", Kind.Number), new("medianOrderGap", "t.MedianGapDays", Kind.Number),
        new("favouriteCategoryId", "t.FavouriteCategoryId", Kind.Id), new("favouriteCategoryName", "g.Name"),
        Sum("paid", "Paid"), new("averageDaysLate", "t.AverageDaysLate", Kind.Number), new("lateShare", "t.LateShare", Kind.Number),
        new("idleSince", IdleSince, Kind.Moment), new("protected", "c.Protected", Kind.Bool), new("pooledAt", "c.PooledAt", Kind.Moment), new("poolReason", "c.PoolReason"), new("poolNote", "c.PoolNote"),
        new("lastOwnerId", "c.LastOwnerId", Kind.Id), new("custom", """COALESCE(c."Custom", '{}')""", Kind.Raw),
        new("createdAt", "c.CreatedAt", Kind.Moment), new("createdBy", "c.CreatedBy", Kind.Id), new("createdByName", "m.Name"),
        new("updatedAt", "c.UpdatedAt", Kind.Moment), new("updatedBy", "c.UpdatedBy", Kind.Id), new("updatedByName", "n.Name"),
        new("deletedAt", "c.DeletedAt", Kind.Moment), new("version", "c.Version", Kind.Int),
        new("can", """'{"update":true,"delete":true,"restore":false,"assign":true}'""", Kind.Raw),
        new("owner", "NULL"), new("parent", "NULL"), new("contacts", "NULL"), new("addresses", "NULL"), new("taxProfiles", "NULL"));

    public Shape FollowUp { get; } = new(
        new("id", "f.Id", Kind.Id), new("subject", "f.Subject"), new("channel", "f.Channel", Kind.Word), new("dueOn", "f.DueOn", Kind.Day), new("dueAt", "f.DueAt", Kind.Moment),
        new("due", "f.Due", Kind.Moment), new("overdue", """CASE WHEN f."Status" = 'Planned' AND f."Due" < @now THEN 'true' ELSE 'false' END""", Kind.Raw),
        new("status", "f.Status", Kind.Word), new("origin", "f.Origin", Kind.Word),
        new("kind", "f.Kind", Kind.Word), new("promisedInId", "f.PromisedInId", Kind.Id), new("durationMinutes", "f.DurationMinutes", Kind.Int), new("seriesId", "f.SeriesId", Kind.Id), new("occursOn", "f.OccursOn", Kind.Day),
        new("remindMinutes", "f.RemindMinutes", Kind.Int),
        new("questionnaireId", "f.QuestionnaireId", Kind.Id), new("answeredAt", "f.AnsweredAt", Kind.Moment), new("answers", "f.Answers"), new("unaskedReason", "f.UnaskedReason"),
        new("escalatedAt", "f.EscalatedAt", Kind.Moment), new("deputyToldAt", "f.DeputyToldAt", Kind.Moment), new("standsInForId", "f.StandsInForId", Kind.Id),
        new("result", "f.Result"), new("notes", "f.Notes"), new("customerId", "f.CustomerId", Kind.Id), new("customerName", "c.Name"),
        new("contactId", "f.ContactId", Kind.Id), new("contactName", "k.Name"), new("ownerId", "f.OwnerId", Kind.Id), new("ownerName", "o.Name"),
        new("completedAt", "f.CompletedAt", Kind.Moment), new("interactionId", "f.InteractionId", Kind.Id),
        new("onTime", $"""CASE WHEN f."Status" <> 'Done' THEN NULL WHEN f."CompletedAt" <= CASE WHEN f."DueAt" IS NULL THEN f."Due" ELSE {dialect.DayOff("f.\"Due\"", 1)} END THEN 'true' ELSE 'false' END""", Kind.Raw),
        new("daysLate", $"""CASE WHEN f."Status" <> 'Done' THEN NULL WHEN f."CompletedAt" <= f."Due" THEN 0 ELSE {dialect.WholeDays("f.\"Due\"", "f.\"CompletedAt\"")} END""", Kind.Int),
        new("daysToOrder", dialect.WholeDays(dialect.DayOff("f.\"Due\"", -1), $"""
            (SELECT MIN(z."OrderedAt") FROM "Orders" z WHERE z."CustomerId" = f."CustomerId" AND z."DeletedAt" IS NULL AND z."Status" IN ('Confirmed', 'Shipped', 'Completed') AND z."Goods" > 0 AND z."OrderedAt" > {dialect.DayOff("f.\"Due\"", -1)})
            """), Kind.Int),
        new("custom", """COALESCE(f."Custom", '{}')""", Kind.Raw),
        new("createdAt", "f.CreatedAt", Kind.Moment), new("updatedAt", "f.UpdatedAt", Kind.Moment), new("deletedAt", "f.DeletedAt", Kind.Moment), new("version", "f.Version", Kind.Int),
        new("can", """
            CASE WHEN f."Status" = 'Planned' THEN '{"update":true,"complete":true,"reopen":false,"delete":true}' ELSE '{"update":false,"complete":false,"reopen":true,"delete":true}' END
            """, Kind.Raw));

    /// <summary>A conversation up to its contacts, from there to its files, and the rest.</summary>
    public Shape InteractionHead { get; } = new(new("id", "i.Id", Kind.Id), new("customerId", "i.CustomerId", Kind.Id), new("customerName", "c.Name"));

    public Shape InteractionBody { get; } = new(
        new("channel", "i.Channel", Kind.Word), new("direction", "i.Direction", Kind.Word), new("subject", "i.Subject"), new("body", "i.Body"), new("startedAt", "i.StartedAt", Kind.Moment),
        new("durationMinutes", "i.DurationMinutes", Kind.Int), new("participants", "i.Participants", Kind.Raw), new("outcome", "i.Outcome"));

    public Shape InteractionEnd { get; } = new(
        new("ownerId", "i.OwnerId", Kind.Id), new("ownerName", "o.Name"), new("custom", """COALESCE(i."Custom", '{}')""", Kind.Raw), new("createdAt", "i.CreatedAt", Kind.Moment), new("updatedAt", "i.UpdatedAt", Kind.Moment),
        new("deletedAt", "i.DeletedAt", Kind.Moment), new("version", "i.Version", Kind.Int), new("can", MayAll, Kind.Raw));

    public Shape Contact { get; } = new(
        new("customerId", "l.CustomerId", Kind.Id), new("contactId", "l.ContactId", Kind.Id), new("name", "k.Name"), new("role", "l.Role"), new("title", "l.Title"), new("department", "l.Department"),
        new("isPrimary", "l.IsPrimary", Kind.Bool), new("leftOn", "l.LeftOn", Kind.Day), new("primaryPhone", "k.PrimaryPhone"), new("primaryEmail", "k.PrimaryEmail"),
        new("createdAt", "l.CreatedAt", Kind.Moment), new("updatedAt", "l.UpdatedAt", Kind.Moment), new("version", "l.Version", Kind.Int));

    public Shape Address { get; } = new(
        new("id", "a.Id", Kind.Id), new("customerId", "a.CustomerId", Kind.Id), new("label", "a.Label", Kind.Word), new("provinceCode", "a.ProvinceCode"), new("cityCode", "a.CityCode"), new("districtCode", "a.DistrictCode"),
        new("line1", "a.AddressLine1"), new("line2", "a.AddressLine2"), new("postalCode", "a.PostalCode"), new("recipient", "a.Recipient"), new("phone", "a.Phone"),
        new("isPrimary", "a.IsPrimary", Kind.Bool), new("createdAt", "a.CreatedAt", Kind.Moment), new("updatedAt", "a.UpdatedAt", Kind.Moment), new("version", "a.Version", Kind.Int));

    public Shape TaxProfile { get; } = new(
        new("id", "t.Id", Kind.Id), new("customerId", "t.CustomerId", Kind.Id), new("title", "t.Title"), new("taxNumber", "t.TaxNumber"), new("invoiceType", "t.InvoiceType", Kind.Word),
        new("registeredAddress", "t.RegisteredAddress"), new("registeredPhone", "t.RegisteredPhone"), new("bankName", "t.BankName"), new("bankAccount", "t.BankAccount"),
        new("isDefault", "t.IsDefault", Kind.Bool), new("createdAt", "t.CreatedAt", Kind.Moment), new("updatedAt", "t.UpdatedAt", Kind.Moment), new("version", "t.Version", Kind.Int));

    public Shape Counters { get; } = new(
        new("contacts", """(SELECT COUNT(*) FROM "CustomerContacts" l JOIN "Contacts" k ON k."Id" = l."ContactId" WHERE l."CustomerId" = @id AND l."LeftOn" IS NULL AND l."DeletedAt" IS NULL AND k."DeletedAt" IS NULL)""", Kind.Int),
        new("interactions", """(SELECT COUNT(*) FROM "Interactions" WHERE "CustomerId" = @id AND "DeletedAt" IS NULL)""", Kind.Int),
        new("openFollowUps", """(SELECT COUNT(*) FROM "FollowUps" WHERE "CustomerId" = @id AND "Status" = 'Planned' AND "DeletedAt" IS NULL)""", Kind.Int),
        new("overdueFollowUps", """(SELECT COUNT(*) FROM "FollowUps" WHERE "CustomerId" = @id AND "Status" = 'Planned' AND "Due" < @now AND "DeletedAt" IS NULL)""", Kind.Int),
        new("files", """(SELECT COUNT(*) FROM "Files" WHERE "CustomerId" = @id AND "DeletedAt" IS NULL)""", Kind.Int),
        new("subsidiaries", """(SELECT COUNT(*) FROM "Customers" WHERE "ParentId" = @id AND "DeletedAt" IS NULL)""", Kind.Int));

    /// <summary>The part of a timeline item in front of its contacts and files; the columns of <see cref="Timeline"/>.</summary>
    public Shape Item { get; } = new(
        new("kind", "x.Kind"), new("id", "x.Id", Kind.Id), new("at", "x.At", Kind.Moment), new("channel", "x.Channel", Kind.Word), new("direction", "x.Direction", Kind.Word),
        new("subject", "x.Subject"), new("body", "x.Body"), new("durationMinutes", "x.DurationMinutes", Kind.Int), new("outcome", "x.Outcome"), new("status", "x.Status", Kind.Word),
        new("result", "x.Result"), new("questionnaireId", "x.QuestionnaireId", Kind.Id), new("answeredAt", "x.AnsweredAt", Kind.Moment), new("answers", "x.Answers"), new("unaskedReason", "x.UnaskedReason"),
        new("ownerId", "x.OwnerId", Kind.Id), new("ownerName", "o.Name"), new("customerId", "x.CustomerId", Kind.Id), new("customerName", "c.Name"));

    public Shape ItemEnd { get; } = new(new("version", "x.Version", Kind.Int), new("can", $"CASE WHEN x.\"Kind\" = 'interaction' THEN {MayAll} ELSE '{{\"update\":false,\"delete\":true,\"restore\":false}}' END", Kind.Raw));

    /// <summary>The newest of both kinds, each in the order of its index.</summary>
    public const string Timeline = """
        FROM (
          SELECT * FROM (
            SELECT 'interaction' AS "Kind", "Id", "StartedAt" AS "At", "Channel", "Direction", "Subject", "Body", "DurationMinutes", "Outcome",
              CAST(NULL AS text) AS "Status", CAST(NULL AS text) AS "Result",
              CAST(NULL AS uuid) AS "QuestionnaireId", CAST(NULL AS timestamptz) AS "AnsweredAt", CAST(NULL AS text) AS "Answers", CAST(NULL AS text) AS "UnaskedReason", "OwnerId", "CustomerId", CAST(NULL AS uuid) AS "ContactId", "Version"
            FROM "Interactions" WHERE "CustomerId" = @id AND "DeletedAt" IS NULL ORDER BY "StartedAt" DESC, "Id" DESC LIMIT @limit) i
          UNION ALL
          SELECT * FROM (
            SELECT 'follow_up', "Id", "CompletedAt", "Channel", CAST(NULL AS text), "Subject", "Notes", CAST(NULL AS integer), CAST(NULL AS text),
              "Status", "Result", "QuestionnaireId", "AnsweredAt", "Answers", "UnaskedReason", "OwnerId", "CustomerId", "ContactId", "Version"
            FROM "FollowUps" WHERE "CustomerId" = @id AND "CompletedAt" IS NOT NULL AND "Status" <> 'Planned' AND "DeletedAt" IS NULL ORDER BY "CompletedAt" DESC, "Id" DESC LIMIT @limit) f
          ORDER BY "At" DESC, "Id" DESC LIMIT @limit) x
        LEFT JOIN "Customers" c ON c."Id" = x."CustomerId" LEFT JOIN "Contacts" k ON k."Id" = x."ContactId" JOIN "Users" o ON o."Id" = x."OwnerId"
        ORDER BY x."At" DESC, x."Id" DESC
        """;

    /// <summary>A number of the customer's trade; none where he has never traded.</summary>
    private static Field Count(string name, string column) => new(name, $"COALESCE(t.\"{column}\", 0)", Kind.Int);

    /// <summary>An amount of the customer's trade, in the base currency.</summary>
    private static Field Sum(string name, string column) => new(name, $"COALESCE(t.\"{column}\", 0)|'CNY'", Kind.Money);
}
