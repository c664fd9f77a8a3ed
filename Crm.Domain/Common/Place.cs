namespace Crm.Domain.Common;

/// <summary>A place by the official division codes (GB/T 2260) and free lines below them.</summary>
/// <param name="ProvinceCode">Six digits ending in 0000.</param>
/// <param name="CityCode">Six digits ending in 00, inside the province.</param>
/// <param name="DistrictCode">Six digits, inside the city.</param>
/// <param name="Line1">Street and number.</param>
/// <param name="Line2">Building, floor, room.</param>
/// <param name="PostalCode">Postal code.</param>
public sealed record Place(string? ProvinceCode, string? CityCode, string? DistrictCode, string? Line1, string? Line2, string? PostalCode)
{
    /// <summary>Length of a division code.</summary>
    public const int CodeLength = 6;

    /// <summary>Longest address line.</summary>
    public const int LineMaxLength = 200;

    /// <summary>Longest postal code.</summary>
    public const int PostalCodeMaxLength = 12;

    /// <summary>The innermost division that is known.</summary>
    public string? RegionCode => DistrictCode ?? CityCode ?? ProvinceCode;

    /// <summary>Nothing known.</summary>
    public static readonly Place Unknown = new(null, null, null, null, null, null);
}
