using System.Globalization;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;

namespace Crm.Application.Import;

/// <summary>What the values of a column stand for: a word as people write it becomes the word that is stored.</summary>
internal sealed class ValueWords
{
    /// <summary>From here on a guess is taken for what was meant.</summary>
    private const double SureEnough = 0.8;

    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);
    private readonly List<(int From, int To, string Value)> _bands = [];

    /// <summary>The codes of a list: by code, by label in either language, and by other words for them; a number finds the band it lies in.</summary>
    public static ValueWords Of(IEnumerable<CodeListItem> items, string list)
    {
        var words = new ValueWords();
        var synonyms = Synonyms.Codes(list);
        foreach (var item in items.Where(i => i.Active))
        {
            words.Add(item.Code, item.Code, item.LabelZh, item.LabelEn);
            if (Band(item.Code) is var (from, to)) words._bands.Add((from, to, item.Code));
        }

        foreach (var item in items.Where(i => i.Active))
        {
            foreach (var synonym in synonyms.GetValueOrDefault(item.Code) ?? []) words._known.TryAdd(synonym, item.Code);
        }

        return words;
    }

    /// <summary>The words of a choice: those of the contract, what people call them, and other words for them.</summary>
    public static ValueWords Of(FieldDescriptor field)
    {
        var words = new ValueWords();
        foreach (var option in field.Options.Where(o => !o.Retired)) words.Add(option.Value, option.Value, option.Label.Zh, option.Label.En);
        foreach (var choice in field.Choices) words.Add(choice, choice);
        foreach (var choice in field.Choices)
        {
            foreach (var synonym in Synonyms.Choice(choice)) words._known.TryAdd(synonym, choice);
        }

        return words;
    }

    /// <summary>The users, by name, e-mail address and the part before the @; a word that could mean two means none.</summary>
    public static ValueWords Of(IEnumerable<User> users)
    {
        var words = new ValueWords();
        foreach (var user in users.Where(u => u.Active))
        {
            var id = user.Id.ToString();
            words.Add(id, id, user.Email!, user.Name);
            words.Add(id, user.Email!.Split('@')[0]);
        }

        return words;
    }

    /// <summary>The word that is stored; null when nobody can say.</summary>
    public string? Find(string text)
    {
        var key = Words.Key(text);
        if (_known.TryGetValue(key, out var value)) return value;
        return _bands.Count > 0 && NumberReading.Read(text, out _) is { } number ? _bands.Find(b => number >= b.From && number <= b.To).Value : null;
    }

    /// <summary>The word that is likeliest meant by one that is written a little otherwise; null when none is likely.</summary>
    public string? Guess(string text)
    {
        if (Find(text) is { } sure) return sure;
        var key = Words.Key(text);
        var best = _known.Where(k => k.Value is not null).Select(k => (k.Value, Likeness: Words.Likeness(key, k.Key))).OrderByDescending(k => k.Likeness).FirstOrDefault();
        return best.Likeness >= SureEnough ? best.Value : null;
    }

    private void Add(string value, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            var key = Words.Key(word);
            if (key.Length == 0) continue;
            _known[key] = _known.TryGetValue(key, out var other) && other != value ? null : value;
        }
    }

    private static (int From, int To)? Band(string code)
    {
        if (code.EndsWith('+') && int.TryParse(code.AsSpan(0, code.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var least)) return (least, int.MaxValue);
        return code.Split('-') is [var a, var b] && int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var to) ? (from, to) : null;
    }
}

/// <summary>Divisions of China by the names that people write: with and without 省, 市, 自治区.</summary>
internal static class RegionWords
{
    private static readonly string[] Endings =
    [
        "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "省", "市", "盟", "区", "县", "旗",
    ];

    /// <summary>Code of a province.</summary>
    public static string? Province(string text) => Code(text, Regions.IsProvince) ?? Among(Regions.Tree, text)?.Code;

    /// <summary>Code of a city, inside a province where that is known.</summary>
    public static string? City(string text, string? province)
    {
        if (Code(text, Regions.IsCity) is { } code) return code;
        var provinces = province is null ? Regions.Tree : [.. Regions.Tree.Where(p => p.Code == province)];
        var found = provinces.Select(p => Among(p.Children, text) ?? (Same(p.Name, text) && p.Children.Count > 0 && p.Children[0].Name == "市辖区" ? p.Children[0] : null)).OfType<Region>().ToList();
        return found.Count == 1 ? found[0].Code : null;
    }

    /// <summary>Code of a district, inside a city or a province where that is known.</summary>
    public static string? District(string text, string? province, string? city)
    {
        if (Code(text, Regions.IsDistrict) is { } code) return code;
        var found = Regions.Tree.Where(p => province is null || p.Code == province).SelectMany(p => p.Children).Where(c => city is null || c.Code == city)
            .Select(c => Among(c.Children, text)).OfType<Region>().ToList();
        return found.Count == 1 ? found[0].Code : null;
    }

    /// <summary>Cuts province, city and district off the beginning of an address.</summary>
    public static (string? Province, string? City, string? District, string Line) Cut(string address)
    {
        var rest = address.Trim();
        if (rest.StartsWith("中国", StringComparison.Ordinal)) rest = rest[2..].TrimStart();
        var province = Regions.Tree.FirstOrDefault(p => Begins(rest, p.Name, out _));
        if (province is not null && Begins(rest, province.Name, out var cut)) rest = rest[cut..];

        var cities = (province is null ? Regions.Tree.SelectMany(p => p.Children) : province.Children).Where(c => c.Name is not ("市辖区" or "县"));
        var city = cities.FirstOrDefault(c => (province is not null || rest.StartsWith(c.Name, StringComparison.Ordinal)) && Begins(rest, c.Name, out _));
        if (city is not null && Begins(rest, city.Name, out cut)) rest = rest[cut..];
        else if (province is not null && rest.StartsWith(province.Name, StringComparison.Ordinal)) rest = rest[province.Name.Length..];

        var within = city is not null ? [city] : province is not null && IsMunicipality(province) ? province.Children : [];
        var district = within.SelectMany(c => c.Children).FirstOrDefault(d => rest.StartsWith(d.Name, StringComparison.Ordinal));
        if (district is not null) rest = rest[district.Name.Length..];
        return (province?.Code ?? Above(city?.Code, 2), city?.Code ?? Above(district?.Code, 4), district?.Code, rest.TrimStart());
    }

    /// <summary>Code of the division that a division lies in.</summary>
    public static string? Above(string? code, int digits) => code is null ? null : code[..digits].PadRight(6, '0');

    private static bool IsMunicipality(Region province) => province.Children is [{ Name: "市辖区" }, ..];

    private static Region? Among(IReadOnlyList<Region> regions, string text)
    {
        var plain = text.Trim();
        return regions.FirstOrDefault(r => r.Name == plain) ?? (regions.Where(r => Same(r.Name, plain)).ToList() is [var only] ? only : null);
    }

    private static bool Same(string name, string text) => Short(name) == Short(text.Trim()) && Short(name).Length > 1;

    private static bool Begins(string text, string name, out int length)
    {
        length = text.StartsWith(name, StringComparison.Ordinal) ? name.Length : Short(name) is { Length: > 1 } brief && text.StartsWith(brief, StringComparison.Ordinal) ? brief.Length : 0;
        return length > 0;
    }

    private static string Short(string name)
    {
        var ending = Array.Find(Endings, e => name.Length > e.Length + 1 && name.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? name : name[..^ending.Length];
    }

    private static string? Code(string text, Func<string, bool> isOne) => text.Trim() is { Length: 6 } code && isOne(code) ? code : null;
}
