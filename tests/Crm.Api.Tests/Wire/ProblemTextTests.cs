using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Crm.Api.Problems;
using Crm.Domain.Common;

namespace Crm.Api.Tests.Wire;

public sealed partial class ProblemTextTests
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_code_in_the_program_has_a_sentence(string language)
    {
        var used = Directory.EnumerateFiles(Repository(), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Repository(), file).Split(Path.DirectorySeparatorChar) is ["Crm.Domain" or "Crm.Application" or "Crm.Infrastructure" or "Crm.Api", not ("bin" or "obj"), ..])
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Concat(Enum.GetNames<CreditCodeFault>().Where(n => n != "None").Select(n => "credit_code_" + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(n)))
            .Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(used.Count > 40);
        Assert.Empty(used.Except(ProblemTexts.In(language).Codes));
    }

    [Fact]
    public void Both_languages_have_the_same_codes_and_fill_the_same_holes()
    {
        var (zh, en) = (ProblemTexts.In("zh-CN"), ProblemTexts.In("en"));

        Assert.Equal(zh.Codes.Order(StringComparer.Ordinal), en.Codes.Order(StringComparer.Ordinal));
        var values = new Dictionary<string, object?> { ["min"] = 11, ["max"] = 22, ["count"] = 33, ["permission"] = "44" };
        Assert.All(zh.Codes, code => Assert.Equal(
            Digits().Matches(zh.Sentence(code, values)!).Select(m => m.Value).Order(StringComparer.Ordinal).ToList(),
            Digits().Matches(en.Sentence(code, values)!).Select(m => m.Value).Order(StringComparer.Ordinal).ToList()));
    }

    internal static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("""(?:WithErrorCode\(|ErrorCode = |DomainException\(|ForbiddenException\(|NotSignedInException\(|ConflictException\(|FieldError\.(?:At|InQuery)\([^;]*?, |new FieldError\([^;]*?, |Wrong\((?:[a-zA-Z]+, )?|Refusal\([0-9]+, )"([a-z]+(?:_[a-z]+)+|required)"(?=[,) ;}])""")]
    private static partial Regex Code();

    [GeneratedRegex("11|22|33|44")]
    private static partial Regex Digits();
}
