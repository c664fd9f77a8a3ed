using Crm.Application.Common;

namespace Crm.Api.Problems;

/// <inheritdoc/>
internal sealed class Sentences : ISentences
{
    public string Of(string language, string code, IReadOnlyDictionary<string, object?>? values = null) =>
        ProblemTexts.In(ProblemTexts.Languages.Contains(language) ? language : ProblemTexts.DefaultLanguage).Sentence(code, values) ?? code;
}
