using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Application.Records;
using Microsoft.Net.Http.Headers;

namespace Crm.Api.Problems;

/// <summary>The sentences behind the codes, in the reader's language.</summary>
public sealed partial class ProblemTexts
{
    /// <summary>Chinese, when the reader asks for nothing that we have.</summary>
    public const string DefaultLanguage = "zh-CN";

    /// <summary>The languages there are.</summary>
    public static readonly IReadOnlyList<string> Languages = [DefaultLanguage, "en"];

    private static readonly FrozenDictionary<string, ProblemTexts> ByLanguage = Languages.ToFrozenDictionary(language => language, language => new ProblemTexts(language));

    /// <summary>Marks the sentence for when nobody says how much is too much.</summary>
    private const string Unmeasured = ".unmeasured";

    private readonly FrozenDictionary<string, string> _titles;
    private readonly FrozenDictionary<string, string> _sentences;

    private ProblemTexts(string language)
    {
        using var stream = typeof(ProblemTexts).Assembly.GetManifestResourceStream($"Crm.Api.Problems.problems.{language}.json")!;
        var file = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
        (Language, _titles, _sentences) = (language, file["titles"].ToFrozenDictionary(), file["codes"].ToFrozenDictionary());
    }

    /// <summary>The language, for <c>Content-Language</c>.</summary>
    public string Language { get; }

    /// <summary>Every code that has a sentence.</summary>
    public IEnumerable<string> Codes => _sentences.Keys.Where(key => !key.EndsWith(Unmeasured, StringComparison.Ordinal));

    /// <summary>The texts in one of <see cref="Languages"/>.</summary>
    public static ProblemTexts In(string language) => ByLanguage[language];

    /// <summary>The texts in the language that the header <c>Accept-Language</c> likes best of those we have.</summary>
    public static ProblemTexts For(string? acceptLanguage)
    {
        var wanted = StringWithQualityHeaderValue.TryParseList([acceptLanguage ?? ""], out var values)
            ? values.Where(v => v.Quality is null or > 0).OrderByDescending(v => v.Quality ?? 1)
            : Enumerable.Empty<StringWithQualityHeaderValue>();
        var language = wanted.Select(v => Match(v.Value.ToString())).FirstOrDefault(match => match is not null);
        return In(language ?? DefaultLanguage);
    }

    /// <summary>The kind of problem in a few words.</summary>
    public string Title(int status) =>
        _titles.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture)) ?? _titles[status < 500 ? "400" : "500"];

    /// <summary>What somebody wrote in both languages, in this one.</summary>
    public string? Said(Label? label) => Language == DefaultLanguage ? label?.Zh : label?.En;

    /// <summary>The sentence for a code, with its values filled in; null when there is none.</summary>
    public string? Sentence(string code, IReadOnlyDictionary<string, object?>? values = null)
    {
        if (!_sentences.TryGetValue(code, out var sentence)) return null;
        if (Placeholder().Matches(sentence).Any(hole => values?.ContainsKey(hole.Groups[1].Value) != true) && _sentences.TryGetValue(code + Unmeasured, out var plain)) return plain;
        return Placeholder().Replace(sentence, hole => Convert.ToString(values?.GetValueOrDefault(hole.Groups[1].Value), CultureInfo.InvariantCulture) ?? "");
    }

    private static string? Match(string tag)
    {
        var primary = tag.Split('-')[0];
        return Languages.FirstOrDefault(language => language.Split('-')[0].Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
