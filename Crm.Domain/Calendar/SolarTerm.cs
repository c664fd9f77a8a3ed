namespace Crm.Domain.Calendar;

/// <summary>Points of the sun's way that are kept as festivals (节气).</summary>
public enum SolarTerm
{
    /// <summary>清明: the sun's apparent longitude is 15°.</summary>
    PureBrightness,

    /// <summary>冬至: it is 270°.</summary>
    WinterSolstice,
}

/// <summary>
/// The days on which solar terms fall in China, after J. Meeus, Astronomical Algorithms, 2nd edition: the winter solstice by chapter 27 (tables 27.B and 27.C, errors below a minute from
/// 1951 to 2050), other longitudes by the apparent longitude of the sun of chapter 25 (low accuracy, 0.01°, a quarter of an hour). A day begins at midnight of UTC+8, as GB/T 33661-2017 has it.
/// </summary>
public static class SolarTerms
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;
    private const double J2000 = 2451545.0;
    private const double UnixEpoch = 2440587.5;
    private const double DaysPerCentury = 36525;
    private const double DegreesPerDay = 0.98564736;

    /// <summary>Table 27.C: amplitude in 0.00001 days, phase and speed in degrees.</summary>
    private static readonly (double A, double B, double C)[] Disturbances =
    [
        (485, 324.96, 1934.136), (203, 337.23, 32964.467), (199, 342.08, 20.186), (182, 27.85, 445267.112), (156, 73.14, 45036.886), (136, 171.52, 22518.443),
        (77, 222.54, 65928.934), (74, 296.72, 3034.906), (70, 243.58, 9037.513), (58, 119.81, 33718.147), (52, 297.17, 150.678), (50, 21.02, 2281.226),
        (45, 247.54, 29929.562), (44, 325.15, 31555.956), (29, 60.93, 4443.417), (18, 155.12, 67555.328), (17, 288.79, 4562.452), (16, 198.04, 62894.029),
        (14, 199.76, 31436.921), (12, 95.39, 14577.848), (12, 287.11, 31931.756), (12, 320.81, 34777.259), (9, 227.73, 1222.114), (8, 15.45, 16859.074),
    ];

    /// <summary>The moment (UTC) at which the sun comes there in a year, 1900 to 2100.</summary>
    public static DateTime At(this SolarTerm term, int year)
    {
        if (year is < FirstYear or > LastYear) throw new ArgumentOutOfRangeException(nameof(year));
        var dynamical = term == SolarTerm.WinterSolstice ? WinterSolstice(year) : WhenAt(15, year, month: 4, day: 5);
        return DateTime.UnixEpoch.AddDays(dynamical - UnixEpoch).AddSeconds(-SecondsAhead(year));
    }

    /// <summary>The day in China.</summary>
    public static DateOnly In(this SolarTerm term, int year) => DateOnly.FromDateTime(term.At(year).AddHours(8));

    /// <summary>The days from one day to another on which it is kept.</summary>
    public static IEnumerable<KeptDay> Between(this SolarTerm term, DateOnly from, DateOnly to)
    {
        for (var year = Math.Max(from.Year, FirstYear); year <= Math.Min(to.Year, LastYear); year++)
            if (term.In(year) is var on && on >= from && on <= to) yield return new KeptDay(year, on);
    }

    /// <summary>Chapter 27, for the years 1000 to 3000. In Julian days of dynamical time.</summary>
    private static double WinterSolstice(int year)
    {
        var y = (year - 2000) / 1000.0;
        var mean = 2451900.05952 + (365242.74049 * y) - (0.06223 * y * y) - (0.00823 * y * y * y) + (0.00032 * y * y * y * y);
        var t = (mean - J2000) / DaysPerCentury;
        var w = (35999.373 * t) - 2.47;
        var speed = 1 + (0.0334 * Cos(w)) + (0.0007 * Cos(2 * w));
        return mean + (0.00001 * Disturbances.Sum(d => d.A * Cos(d.B + (d.C * t))) / speed);
    }

    /// <summary>Newton's way to the moment at which the sun has this longitude, from a day near it.</summary>
    private static double WhenAt(double longitude, int year, int month, int day)
    {
        var moment = UnixEpoch + (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalDays;
        for (var round = 0; round < 5; round++) moment += Math.IEEERemainder(longitude - ApparentLongitude(moment), 360) / DegreesPerDay;
        return moment;
    }

    /// <summary>Chapter 25, (25.2) to (25.4) and the apparent longitude.</summary>
    private static double ApparentLongitude(double moment)
    {
        var t = (moment - J2000) / DaysPerCentury;
        var mean = 280.46646 + (36000.76983 * t) + (0.0003032 * t * t);
        var anomaly = 357.52911 + (35999.05029 * t) - (0.0001537 * t * t);
        var centre = ((1.914602 - (0.004817 * t) - (0.000014 * t * t)) * Sin(anomaly)) + ((0.019993 - (0.000101 * t)) * Sin(2 * anomaly)) + (0.000289 * Sin(3 * anomaly));
        return mean + centre - 0.00569 - (0.00478 * Sin(125.04 - (1934.136 * t)));
    }

    /// <summary>ΔT, by which dynamical time is ahead of UTC: the polynomial of Espenak and Meeus (2006) for 2005 to 2050, which is off by less than two minutes in the years around.</summary>
    private static double SecondsAhead(int year) => 62.92 + (0.32217 * (year - 2000)) + (0.005589 * (year - 2000) * (year - 2000));

    private static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
}
