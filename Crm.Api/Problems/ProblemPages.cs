namespace Crm.Api.Problems;

/// <summary>Where the <c>type</c> of a problem leads: what the code means, in every language.</summary>
internal static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/problems/{code}", (string code) =>
    {
        var sentences = ProblemTexts.Languages.Select(language => ProblemTexts.In(language).Sentence(code)).OfType<string>().ToList();
        return sentences.Count == 0 ? Results.NotFound() : Results.Text($"{code}\n\n{string.Join('\n', sentences)}\n");
    }).ExcludeFromDescription();
}
