using System.Globalization;

namespace Crm.Bench.Seeding;

/// <summary>What a customer is called, and what follows from it.</summary>
internal sealed record Names(bool IsPerson, string Full, string? Short, string English, string Domain, string? Industry, (string Name, string Code, string Area) City)
{
    private const double Persons = 0.05;

    public static Names Of(Chance chance)
    {
        var city = chance.PickSkewed(Words.Cities);
        var brand = Enumerable.Range(0, chance.Of(0.2) ? 3 : 2).Select(_ => chance.Pick(Words.Brand)).ToArray();
        var (line, industry) = chance.PickSkewed(Words.Lines);
        var (text, latin) = (string.Concat(brand.Select(b => b.Text)), string.Concat(brand.Select(b => b.Pinyin)));
        var domain = $"{latin}{chance.Number(1, 1000)}.example";
        if (!chance.Of(Persons)) return new Names(false, city.Name + text + line + Form(chance), text + line, $"{Capital(latin)} Co., Ltd.", domain, industry, city);

        var (name, pinyin) = Person(chance);
        return new Names(true, name, null, Capital(pinyin), domain, null, city);
    }

    public static (string Name, string Pinyin) Person(Chance chance)
    {
        var (surname, given) = (chance.PickSkewed(Words.Surnames), Enumerable.Range(0, chance.Of(0.75) ? 2 : 1).Select(_ => chance.Pick(Words.Given)).ToArray());
        return (surname.Text + string.Concat(given.Select(g => g.Text)), surname.Pinyin + string.Concat(given.Select(g => g.Pinyin)));
    }

    private static string Form(Chance chance)
    {
        var share = chance.Share();
        return Words.Forms.First(form => (share -= form.Share) <= 0 || form == Words.Forms[^1]).Text;
    }

    private static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];
}
