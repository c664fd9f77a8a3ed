using Crm.Infrastructure.Search;

namespace Crm.Infrastructure.Tests.Search;

public sealed class SearchTests : IDisposable
{
    private readonly SearchIndex _index = new SearchIndex()
        .Add("海尔集团", Name("海尔集团"), Code("C000123"), Code("91370200163562681G"), Phone("0532-88939999"))
        .Add("青岛海尔集团", Name("青岛海尔集团"), Latin("Qingdao Haier Group"), Email("zhang.san@mail.haier.com.cn"))
        .Add("重庆长安", Name("重庆长安（江北）汽车"), Phone("+86 138 0000 1234 转 77"))
        .Add("单小姐", Person("单雄乐"), Email("Shan@Example.com"))
        .Add("吕布", Person("吕布"))
        .Add("L'Oréal", Name("L'Oréal 欧莱雅"), Code("C000007"))
        .Add("TCL科技", Name("TCL科技集团"));

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("hejt", "海尔集团,青岛海尔集团")]
    [InlineData("qdhejt", "青岛海尔集团")]
    [InlineData("HEJT", "海尔集团,青岛海尔集团")]
    [InlineData("haier", "海尔集团,青岛海尔集团")]
    [InlineData("hai er", "海尔集团,青岛海尔集团")]
    [InlineData("haierjit", "海尔集团,青岛海尔集团")]
    [InlineData("jituan", "海尔集团,青岛海尔集团,TCL科技")]
    [InlineData("cq", "重庆长安")]
    [InlineData("chongqing", "重庆长安")]
    [InlineData("chongqingchangan", "重庆长安")]
    [InlineData("sxl", "单小姐")]
    [InlineData("shanxiong", "单小姐")]
    [InlineData("danxiong", "单小姐")]
    [InlineData("shanxiongyue", "单小姐")]
    [InlineData("lvbu", "吕布")]
    [InlineData("lubu", "吕布")]
    [InlineData("lübu", "吕布")]
    [InlineData("tclkj", "TCL科技")]
    [InlineData("tclkeji", "TCL科技")]
    public void Pinyin_and_initials_find_from_any_syllable(string q, string titles) => AssertFinds(titles, q);

    [Theory]
    [InlineData("海", "海尔集团,青岛海尔集团")]
    [InlineData("团", "海尔集团,青岛海尔集团,TCL科技")]
    [InlineData("海尔", "海尔集团,青岛海尔集团")]
    [InlineData("尔集团", "海尔集团,青岛海尔集团")]
    [InlineData("青岛海尔", "青岛海尔集团")]
    [InlineData("岛尔", "")]
    [InlineData("长安江北", "重庆长安")]
    [InlineData("安(江北)汽", "重庆长安")]
    [InlineData("集团海尔", "")]
    [InlineData("集团 海尔", "海尔集团,青岛海尔集团")]
    [InlineData("集团 青岛", "青岛海尔集团")]
    [InlineData("tcl科技", "TCL科技")]
    [InlineData("海尔 jt", "海尔集团,青岛海尔集团")]
    public void Any_part_of_a_Chinese_name_finds(string q, string titles) => AssertFinds(titles, q);

    [Theory]
    [InlineData("group", "青岛海尔集团")]
    [InlineData("Gro", "青岛海尔集团")]
    [InlineData("oreal", "L'Oréal")]
    [InlineData("l'oréal", "L'Oréal")]
    [InlineData("ｔｃｌ", "TCL科技")]
    public void Latin_words_find_without_accents_and_case(string q, string titles) => AssertFinds(titles, q);

    [Theory]
    [InlineData("8893", "海尔集团")]
    [InlineData("9999", "海尔集团")]
    [InlineData("053288939999", "海尔集团")]
    [InlineData("0532-8893 9999", "海尔集团")]
    [InlineData("+86 532 88939999", "海尔集团")]
    [InlineData("0086 532 88939999", "海尔集团")]
    [InlineData("138", "重庆长安")]
    [InlineData("00001234", "重庆长安")]
    [InlineData("138 0000 1234", "重庆长安")]
    [InlineData("+8613800001234", "重庆长安")]
    [InlineData("8613800001234", "重庆长安")]
    public void Fragments_of_a_phone_number_find(string q, string titles) => AssertFinds(titles, q);

    [Theory]
    [InlineData("zhang.san@mail.haier.com.cn", "青岛海尔集团")]
    [InlineData("zhang.san", "青岛海尔集团")]
    [InlineData("san@mail", "青岛海尔集团")]
    [InlineData("@mail.haier", "青岛海尔集团")]
    [InlineData("haier.com.cn", "青岛海尔集团")]
    [InlineData("shan@EXAMPLE", "单小姐")]
    [InlineData("example", "单小姐")]
    public void Parts_of_an_email_address_find(string q, string titles) => AssertFinds(titles, q);

    [Theory]
    [InlineData("C000123", "海尔集团")]
    [InlineData("c0001", "海尔集团")]
    [InlineData("123", "海尔集团")]
    [InlineData("7", "L'Oréal")]
    [InlineData("9137020016", "海尔集团")]
    [InlineData("2681g", "海尔集团")]
    public void Numbers_find_by_their_beginning_and_their_end(string q, string titles) =>
        Assert.Contains(titles, _index.Find(q));

    [Theory]
    [InlineData("海尔", "海尔集团")]
    [InlineData("haier", "海尔集团")]
    [InlineData("hejt", "海尔集团")]
    [InlineData("qdhe", "青岛海尔集团")]
    [InlineData("tcl科", "TCL科技")]
    [InlineData("qingdao haier", "青岛海尔集团")]
    [InlineData("0532", "海尔集团")]
    [InlineData("zhang.san@", "青岛海尔集团")]
    public void Anchors_find_what_begins_like_the_query(string q, string titles) =>
        Assert.Equal(titles, string.Join(',', _index.FindAnchors(q)));

    [Theory]
    [InlineData("\" OR *")]
    [InlineData("NEAR(")]
    [InlineData("-")]
    [InlineData(":")]
    [InlineData("terms:海尔\"")]
    [InlineData("a\" OR terms:\"h")]
    [InlineData("* ^ + ( ) { }")]
    [InlineData("海尔*\"\"")]
    [InlineData("'; DROP TABLE records; --")]
    [InlineData("AND OR NOT")]
    [InlineData("a\0b\uFFFE")]
    public void No_input_is_syntax(string q) => Assert.Null(Record.Exception(() => (_index.Find(q), _index.FindAnchors(q))));

    [Theory]
    [InlineData("")]
    [InlineData(" \u3000 ")]
    [InlineData("\" -:*")]
    [InlineData("🙂")]
    public void A_query_without_letters_is_empty(string q) => Assert.True(SearchQuery.Parse(q).IsEmpty);

    [Fact]
    public void A_broken_surrogate_in_a_query_is_harmless() =>
        Assert.Equal(2, _index.Find("海尔" + '\uD83D').Count);

    [Fact]
    public void A_query_is_cut_after_100_characters() =>
        Assert.Equal(SearchQuery.MaxLength, SearchQuery.Parse(new string('a', 5000)).Text.Length);

    [Theory]
    [InlineData("海尔", "name")]
    [InlineData("hejt", "initials")]
    [InlineData("haierji", "pinyin")]
    [InlineData("group", "word")]
    [InlineData("8893", "phone")]
    [InlineData("li@haier", "email")]
    [InlineData("c000123", "number")]
    [InlineData("nothing", null)]
    public void A_hit_says_what_it_matched_on(string q, string? expected) =>
        Assert.Equal(expected, SearchRanking.NameOf(SearchRanking.Match(
            SearchQuery.Parse(q),
            SearchText.Build([Name("海尔集团"), Latin("Haier Group"), Phone("0532-88939999"), Email("li@haier.com"), Code("C000123")]).Terms)));

    [Fact]
    public void Hits_are_ordered_by_how_they_begin_and_then_by_length()
    {
        (string Title, string? ShortName, SearchableText[] Texts)[] records =
        [
            ("李明", null, [Person("李明"), Email("li@haier.com")]),
            ("青岛海尔集团", null, [Name("青岛海尔集团")]),
            ("海儿用品", null, [Name("海儿用品")]),
            ("青岛某公司", "Haier Co", [Name("青岛某公司"), Name("Haier Co")]),
            ("Haier Group", null, [Name("Haier Group")]),
            ("Haier Ltd", null, [Name("Haier Ltd")]),
            ("Haier", null, [Name("Haier")]),
        ];
        var query = SearchQuery.Parse("haier");

        var ordered = records.OrderBy(r => RankOf(query, r.Title, r.ShortName, SearchText.Build(r.Texts))).Select(r => r.Title);

        Assert.Equal(["Haier", "Haier Ltd", "Haier Group", "青岛某公司", "海儿用品", "青岛海尔集团", "李明"], ordered);
    }

    [Fact]
    public void A_long_name_of_polyphones_stays_small()
    {
        var document = SearchText.Build([Name(string.Concat(Enumerable.Repeat("重乐行单长曾都", 14)))]);

        Assert.InRange(document.Terms.Length, 1, 60_000);
    }

    [Fact]
    public void Tokens_are_letters_digits_and_spaces_only()
    {
        var document = SearchText.Build([Name("L'Oréal（中国）\"*"), Email("a_b+c@x-y.cn"), Code("SO-2026/1")]);

        Assert.All(document.Anchors + document.Terms, c => Assert.True(char.IsLetterOrDigit(c) || c == ' '));
    }

    private static int RankOf(SearchQuery query, string title, string? shortName, SearchDocument document)
    {
        var fromStart = document.Anchors.Split(' ').Any(anchor => query.Anchors.Any(wanted => anchor.StartsWith(wanted, StringComparison.Ordinal)));
        return SearchRanking.Rank(query, title, shortName, fromStart, SearchRanking.Match(query, document.Terms));
    }

    private void AssertFinds(string titles, string q) => Assert.Equal(titles, string.Join(',', _index.Find(q)));

    private static SearchableText Name(string text) => new(text, SearchTextKind.Name);
    private static SearchableText Person(string text) => new(text, SearchTextKind.PersonName);
    private static SearchableText Latin(string text) => new(text, SearchTextKind.Latin);
    private static SearchableText Phone(string text) => new(text, SearchTextKind.Phone);
    private static SearchableText Email(string text) => new(text, SearchTextKind.Email);
    private static SearchableText Code(string text) => new(text, SearchTextKind.Code);
}
