using Crm.Domain.Common;

namespace Crm.Application.Import;

/// <summary>What was seen in one column when the whole file was read.</summary>
public sealed record ColumnProfile
{
    /// <summary>Most different values that are kept.</summary>
    public const int DistinctMax = 300;

    private const int SamplesMax = 5;
    private const int SampleMaxLength = 200;

    /// <summary>From this share on a column holds what most of its values look like.</summary>
    private const double Mostly = 0.8;

    /// <summary>Its name, made different from those of all others.</summary>
    public required string Name { get; init; }

    /// <summary>How many rows have a value in it.</summary>
    public int Filled { get; init; }

    /// <summary>Its first different values.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>Its different values, the most frequent first; null when there are more than <see cref="DistinctMax"/> or long ones among them.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What most of its values look like.</summary>
    public ColumnLook Look { get; init; }

    /// <summary>The orders in which all its days can be read, the likeliest first; empty when it holds no days.</summary>
    public IReadOnlyList<DayFormat> DayFormats { get; init; } = [];

    /// <summary>Gathers what a column holds, value by value.</summary>
    internal sealed class Gathering(string name)
    {
        private const int GiveUpAfter = 200;
        private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
        private readonly int[] _looks = new int[Enum.GetValues<ColumnLook>().Length];
        private readonly int[] _days = new int[Enum.GetValues<DayFormat>().Length];
        private readonly List<string> _samples = [];
        private int _filled;
        private int _dayLike;
        private bool _many;

        public void Add(string cell)
        {
            if (string.IsNullOrWhiteSpace(cell)) return;
            _filled++;
            if (_samples.Count < SamplesMax && !_samples.Contains(Short(cell))) _samples.Add(Short(cell));
            if (!_many)
            {
                _values[cell] = _values.GetValueOrDefault(cell) + 1;
                _many = _values.Count > DistinctMax || cell.Length > SampleMaxLength;
                if (_many) _values.Clear();
            }

            if (_filled <= GiveUpAfter) _looks[(int)LookOf(cell)]++;
            if (_filled <= GiveUpAfter || _dayLike * 2 > _filled) CountDays(cell);
        }

        public ColumnProfile Done()
        {
            var seen = Math.Min(_filled, GiveUpAfter);
            var look = (ColumnLook)Array.IndexOf(_looks, _looks.Max());
            return new ColumnProfile
            {
                Name = name,
                Filled = _filled,
                Samples = [.. _samples],
                Values = _many ? null : [.. _values.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key)],
                Look = seen > 0 && _looks[(int)look] >= seen * Mostly ? look : ColumnLook.Text,
                DayFormats = _dayLike > 0 && _dayLike >= _filled * Mostly ? Likeliest() : [],
            };
        }

        private void CountDays(string cell)
        {
            if (!cell.Any(char.IsAsciiDigit)) return;
            var possible = DayReading.Possible(cell);
            if (possible.Count > 0) _dayLike++;
            foreach (var format in possible) _days[(int)format]++;
        }

        /// <summary>A format that reads all is right; where two do, the file does not say which, and the month is taken to come first.</summary>
        private List<DayFormat> Likeliest()
        {
            var best = _days.Max();
            return [.. Enum.GetValues<DayFormat>().Where(f => _days[(int)f] == best).OrderBy(f => f switch { DayFormat.YearMonthDay => 0, DayFormat.MonthDayYear => 1, DayFormat.DayMonthYear => 2, DayFormat.Year => 3, _ => 4 })];
        }

        private static string Short(string cell) => cell.Length <= SampleMaxLength ? cell : cell[..SampleMaxLength];
    }

    private static ColumnLook LookOf(string cell)
    {
        var text = cell.Trim();
        if (text.Contains('@', StringComparison.Ordinal)) return EmailAddress.IsValid(CellText.Address(text)) ? ColumnLook.Email : ColumnLook.Text;
        if (CellText.IsWeb(text)) return ColumnLook.Web;
        if (text.Length == UnifiedSocialCreditCode.Length && UnifiedSocialCreditCode.Check(UnifiedSocialCreditCode.Normalize(text)) == CreditCodeFault.None) return ColumnLook.CreditCode;
        if (text.Length is 15 or 18 && text.All(char.IsAsciiLetterOrDigit) && text.StartsWith("00", StringComparison.Ordinal) && text.Any(char.IsAsciiLetter)) return ColumnLook.ForeignId;
        if (Guid.TryParse(text, out _)) return ColumnLook.ForeignId;
        if (text.Length >= 7 && text.Count(char.IsAsciiDigit) >= 7 && PhoneNumber.ToE164(text) is not null) return ColumnLook.Phone;
        if (NumberReading.Read(text, out _) is not null) return ColumnLook.Number;
        return CellText.YesNo(text) is not null ? ColumnLook.YesNo : ColumnLook.Text;
    }
}

/// <summary>What the values of a column look like.</summary>
public enum ColumnLook
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>E-mail addresses.</summary>
    Email,

    /// <summary>Web addresses.</summary>
    Web,

    /// <summary>Phone numbers.</summary>
    Phone,

    /// <summary>Unified social credit codes.</summary>
    CreditCode,

    /// <summary>Ids of another program.</summary>
    ForeignId,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Yes and no.</summary>
    YesNo,
}
