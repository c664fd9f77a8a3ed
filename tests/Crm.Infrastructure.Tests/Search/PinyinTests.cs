using System.Runtime.CompilerServices;
using System.Text;
using Crm.Infrastructure.Search;

namespace Crm.Infrastructure.Tests.Search;

public class PinyinTests
{
    [Theory]
    [InlineData("重庆", "chong qing")]
    [InlineData("中国银行", "zhong guo yin hang")]
    [InlineData("长沙", "chang sha")]
    [InlineData("乐山", "le shan")]
    [InlineData("乐清市", "yue qing shi")]
    [InlineData("朝阳区", "chao yang qu")]
    [InlineData("六安", "lu an")]
    [InlineData("厦门", "xia men")]
    [InlineData("三一重工", "san yi zhong gong")]
    [InlineData("中国重汽", "zhong guo zhong qi")]
    [InlineData("四川长虹", "si chuan chang hong")]
    [InlineData("会计师事务所", "kuai ji shi shi wu suo")]
    [InlineData("旅行社", "lv xing she")]
    [InlineData("TCL科技（3M）", "tcl ke ji 3m")]
    [InlineData("Café 咖啡", "cafe ka fei")]
    [InlineData("", "")]
    [InlineData("🙂 — !", "")]
    public void A_phrase_decides_between_readings(string text, string expected) =>
        Assert.Equal(expected, Spell(text, personName: false));

    [Theory]
    [InlineData("单雄信", "shan")]
    [InlineData("仇英", "qiu")]
    [InlineData("解晓东", "xie")]
    [InlineData("曾国藩", "zeng")]
    [InlineData("查良镛", "zha")]
    [InlineData("区小明", "ou")]
    [InlineData("尉迟恭", "yu chi")]
    [InlineData("万俟卨", "mo qi")]
    [InlineData("令狐冲", "ling hu")]
    [InlineData("万里", "wan")]
    [InlineData("吕布", "lv")]
    public void A_surname_has_its_own_reading(string name, string expected) =>
        Assert.StartsWith(expected + " ", Spell(name, personName: true), StringComparison.Ordinal);

    [Fact]
    public void A_surname_keeps_the_ordinary_reading_as_alternative() =>
        Assert.Contains("dan", Pinyin.Syllables("单雄信", personName: true)[0].Alternatives);

    [Fact]
    public void A_single_character_tells_its_other_readings() =>
        Assert.Contains("yue", Pinyin.Syllables("乐")[0].Alternatives);

    [Fact]
    public void A_broken_surrogate_is_skipped() =>
        Assert.Equal("hai er", Spell("海" + '\uD800' + "尔", personName: false));

    [Fact]
    public void At_least_99_percent_of_surnames_are_read_right()
    {
        var rows = File.ReadLines(PathOf("surnames.csv")).Skip(1).Select(line => line.Split(',')).ToList();

        var right = rows.Count(row => Pinyin.Syllables(row[0] + "明", personName: true)
            .SkipLast(1).Select(s => s.Reading).SequenceEqual(row[1].Split(' ').Select(Plain)));

        Assert.True(right >= rows.Count * 0.99, $"{right} of {rows.Count}");
    }

    [Fact]
    public void At_least_90_percent_of_polyphones_in_sentences_are_read_right()
    {
        var rows = File.ReadLines(PathOf("polyphones.tsv")).Select(line => line.Split('\t')).ToList();

        var right = rows.Count(row =>
        {
            var parts = row[1].Split('▁');
            var sentence = string.Concat(parts);
            var before = Pinyin.Syllables(parts[0]).Count;
            return Pinyin.Syllables(sentence)[before].Reading == row[0][..^1].Replace("u:", "v", StringComparison.Ordinal);
        });

        Assert.True(right >= rows.Count * 0.90, $"{right} of {rows.Count}");
    }

    [Theory]
    [InlineData("阿里巴巴", "Apple")]
    [InlineData("Apple", "百度")]
    [InlineData("百度", "海尔")]
    [InlineData("海尔", "海尔集团")]
    [InlineData("海尔", "海信")]
    [InlineData("李明", "林丹")]
    [InlineData("安徽", "重庆")]
    [InlineData("重庆", "海尔")]
    [InlineData("妈", "马")]
    [InlineData("Acme Ltd", "Acmes")]
    [InlineData("张三", "ярмарка")]
    public void Sort_keys_follow_pinyin_and_the_alphabet(string before, string after) =>
        Assert.True(string.CompareOrdinal(Pinyin.SortKey(before), Pinyin.SortKey(after)) < 0, $"{Pinyin.SortKey(before)} {Pinyin.SortKey(after)}");

    [Fact]
    public void Names_of_one_surname_stand_together_among_homophones()
    {
        string[] names = ["里安", "李四", "里四", "李安"];

        Assert.Equal(["李安", "李四", "里安", "里四"], names.OrderBy(n => Pinyin.SortKey(n, personName: true), StringComparer.Ordinal));
    }

    [Fact]
    public void A_sort_key_is_ASCII_of_at_most_200_characters()
    {
        var key = Pinyin.SortKey(string.Concat(Enumerable.Repeat("重庆𠮷ÄЯ ", 60)));

        Assert.True(key.Length <= 200 && Ascii.IsValid(key) && !key.Any(char.IsAsciiLetterUpper), key);
    }

    private static string Spell(string text, bool personName) => string.Join(' ', Pinyin.Syllables(text, personName).Select(s => s.Reading));

    private static string Plain(string syllable) => string.Concat(syllable.Normalize(NormalizationForm.FormD)
        .Replace("u\u0308", "v", StringComparison.Ordinal).Where(char.IsAsciiLetter));

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Data", file);
}
