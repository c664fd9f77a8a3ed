using Crm.Application.Records;

namespace Crm.Application.Tests.Records;

/// <summary>A record with a field of every type that lists can be ordered or narrowed by.</summary>
internal sealed class Thing(Guid id) : Domain.Common.Record(id)
{
    public string Name { get; init; } = "";

    public string? Nick { get; init; }

    public int? Size { get; init; }

    public int Weight { get; init; }

    public decimal? Price { get; init; }

    public DateOnly? MadeOn { get; init; }

    public DateTime? SeenAt { get; init; }

    public bool Heavy { get; init; }

    public ThingColor Color { get; init; }

    public ThingColor? Trim { get; init; }

    public string? Region { get; init; }

    public Guid? OwnerId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Few values of each field, so that many are equal and some are missing.</summary>
    public static Thing Random(int number, Random random) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0))
    {
        Name = "abcABC海尔王"[random.Next(9)].ToString(),
        Nick = Maybe(random, "甲乙丙"[random.Next(3)].ToString()),
        Size = random.Next(3) == 0 ? null : random.Next(3),
        Weight = random.Next(4),
        Price = random.Next(3) == 0 ? null : random.Next(4) / 4m,
        MadeOn = random.Next(3) == 0 ? null : new DateOnly(2026, 2, 26).AddDays(random.Next(4)),
        SeenAt = random.Next(3) == 0 ? null : new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(random.Next(3)),
        Color = (ThingColor)random.Next(3),
    };

    private static string? Maybe(Random random, string value) => random.Next(3) == 0 ? null : value;
}

internal enum ThingColor
{
    DarkRed,
    Green,
    Blue,
}

internal sealed class ThingDescriptor : EntityDescriptor<Thing>
{
    public ThingDescriptor()
        : base("things", new Label("东西", "Things"))
    {
        Add(Field("name", FieldType.Text, "名称", "Name", t => t.Name) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("nick", FieldType.Text, "昵称", "Nick", t => t.Nick) with { Sortable = true, Filterable = true, Searchable = true });
        Add(Field("size", FieldType.Number, "大小", "Size", t => t.Size) with { Sortable = true, Filterable = true });
        Add(Field("weight", FieldType.Number, "重量", "Weight", t => t.Weight) with { Sortable = true, Filterable = true });
        Add(Field("price", FieldType.Money, "价格", "Price", t => t.Price) with { Sortable = true, Filterable = true });
        Add(Field("madeOn", FieldType.Date, "生产日期", "Made on", t => t.MadeOn) with { Sortable = true, Filterable = true });
        Add(Field("seenAt", FieldType.DateTime, "见到时间", "Seen at", t => t.SeenAt) with { Sortable = true, Filterable = true });
        Add(Field("heavy", FieldType.YesNo, "重", "Heavy", t => t.Heavy) with { Filterable = true });
        Add(Field("color", FieldType.Choice, "颜色", "Color", t => t.Color) with { Required = true, Filterable = true, Choices = WordsOf<ThingColor>() });
        Add(Field("trim", FieldType.Choice, "镶边", "Trim", t => t.Trim) with { Filterable = true, Choices = WordsOf<ThingColor>() });
        Add(Field("region", FieldType.Region, "地区", "Region", t => t.Region) with { Filterable = true });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", t => t.OwnerId) with { Filterable = true });
        Add(Field("tags", FieldType.Tags, "标签", "Tags", t => t.Tags.Select(tag => tag)) with { Filterable = true });
        Add(Field("secret", FieldType.Text, "秘密", "Secret", t => t.Nick));
    }

    public override string DefaultSort => "-weight,name";
}
