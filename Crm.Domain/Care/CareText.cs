namespace Crm.Domain.Care;

/// <summary>Fills names into the words of a greeting: <c>{name}</c>, <c>{customer}</c>, <c>{occasion}</c>, <c>{years}</c>, <c>{owner}</c>. What is not known is left out.</summary>
public static class CareText
{
    private const char FirstHan = '\u4e00';
    private const char LastHan = '\u9fff';

    /// <summary>Whether a name is written in Chinese, so that its bearer is written to in Chinese.</summary>
    public static bool IsChinese(string name) => name.Any(c => c is >= FirstHan and <= LastHan);

    /// <summary>The words with the names in them.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string?> names)
    {
        foreach (var (key, value) in names) template = template.Replace($"{{{key}}}", value ?? "", StringComparison.Ordinal);
        return template.Trim();
    }
}
