using System.Collections.Frozen;

namespace Crm.Domain.Common;

/// <summary>A province, city or district of China.</summary>
/// <param name="Code">Six digits of GB/T 2260: "370000" province, "370200" city, "370212" district.</param>
/// <param name="Name">Chinese name. The cities of a municipality are called 市辖区 and 县 in the standard.</param>
/// <param name="Children">Cities of a province, districts of a city, in order of code.</param>
public sealed record Region(string Code, string Name, IReadOnlyList<Region> Children);

/// <summary>
/// The administrative divisions of China by GB/T 2260, edition of 2023. Hong Kong, Macao and Taiwan have a province
/// code and no cities; Dongguan, Zhongshan, Danzhou and Jiayuguan have no districts.
/// </summary>
public static class Regions
{
    private static readonly Lazy<FrozenDictionary<string, Region>> ByCode = new(Load);

    private static readonly Lazy<IReadOnlyList<Region>> Provinces =
        new(() => [.. ByCode.Value.Values.Where(r => IsProvince(r.Code)).OrderBy(r => r.Code, StringComparer.Ordinal)]);

    /// <summary>Provinces with their cities and districts, in order of code. The same objects on every call.</summary>
    public static IReadOnlyList<Region> Tree => Provinces.Value;

    /// <summary>The region with this code, or null.</summary>
    public static Region? Find(string code) => ByCode.Value.GetValueOrDefault(code);

    /// <summary>A known code of a province, municipality, autonomous or special administrative region.</summary>
    public static bool IsProvince(string code) => Has(code) && code.EndsWith("0000", StringComparison.Ordinal);

    /// <summary>A known code of a city, prefecture or league.</summary>
    public static bool IsCity(string code) => Has(code) && code.EndsWith("00", StringComparison.Ordinal) && !IsProvince(code);

    /// <summary>A known code of a district, county, banner or county-level city.</summary>
    public static bool IsDistrict(string code) => Has(code) && !code.EndsWith("00", StringComparison.Ordinal);

    /// <summary>
    /// Whether the three codes exist and lie within each other. Later parts may be missing, earlier ones may not:
    /// a district needs its city, a city its province.
    /// </summary>
    public static bool Consistent(string? province, string? city, string? district)
    {
        if (province is null)
            return city is null && district is null;
        if (!IsProvince(province))
            return false;
        if (city is null)
            return district is null;
        if (!IsCity(city) || ParentCode(city) != province)
            return false;
        return district is null || IsDistrict(district) && ParentCode(district) == city;
    }

    /// <summary>What the codes of all places in a region begin with, its own among them: "37" for "370000", "3702" for "370200".</summary>
    public static string PrefixOf(string code) => code switch
    {
        [_, _, '0', '0', '0', '0'] => code[..2],
        [_, _, _, _, '0', '0'] => code[..4],
        _ => code,
    };

    /// <summary>"山东省青岛市崂山区" for a district, city or province code; empty for an unknown one.</summary>
    public static string FullName(string code)
    {
        if (Find(code) is not { } region)
            return "";
        var above = ParentCode(code) is { } parent ? FullName(parent) : "";
        return region.Name is "市辖区" or "县" ? above : above + region.Name;
    }

    private static bool Has(string code) => ByCode.Value.ContainsKey(code);

    private static string? ParentCode(string code) => code switch
    {
        [_, _, '0', '0', '0', '0'] => null,
        [_, _, _, _, '0', '0'] => code[..2] + "0000",
        _ => code[..4] + "00",
    };

    private static FrozenDictionary<string, Region> Load()
    {
        using var stream = typeof(Regions).Assembly.GetManifestResourceStream(typeof(Regions), "Data.regions.txt")!;
        using var reader = new StreamReader(stream);
        var regions = new Dictionary<string, Region>();

        // Lines are sorted by code, so every region follows the one that contains it.
        while (reader.ReadLine() is { } line)
        {
            var region = new Region(line[..6], line[7..], new List<Region>());
            regions.Add(region.Code, region);
            if (ParentCode(region.Code) is { } parent)
                ((List<Region>)regions[parent].Children).Add(region);
        }
        return regions.ToFrozenDictionary();
    }
}
