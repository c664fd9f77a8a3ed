using System.Security.Cryptography;
using System.Text;
using Crm.Application.Records;
using Crm.Application.Settings;
using Crm.Domain.Settings;
using MediatR;

namespace Crm.Application.Import;

/// <summary>Adds to code lists what a file has and they lack, in the name and with the rights of whoever imports.</summary>
internal sealed class MissingCodes(IMediator mediator)
{
    /// <summary>Adds them.</summary>
    public async Task AddAsync(ImportMapping mapping, StagedFile staged, ImportTargets targets, ReadingWords words, CancellationToken cancellationToken)
    {
        var missing =
            from map in mapping.Columns
            where map.Field is not null
            let target = targets.Find(map.Field!)
            where target is { Type: FieldType.Code, CodeList: not null }
            from value in staged.Columns.First(c => c.Name == map.Column).Values ?? []
            let text = value.Trim()
            where text.Length is > 0 and <= CodeListItem.LabelMaxLength && map.Adds(text, mapping) && map.Values?.ContainsKey(text) != true && words.Codes[target.CodeList!].Find(text) is null
            select (target.CodeList, Text: text);

        foreach (var (list, text) in missing.Distinct().ToList())
            await mediator.Send(new AddCodeListItem(list!, new CodeListItemInput { Code = CodeOf(text), LabelZh = text, LabelEn = text }), cancellationToken);
    }

    /// <summary>Latin words are their own code; others get one that is always the same for the same word.</summary>
    private static string CodeOf(string text)
    {
        var slug = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        return slug.Length is > 1 and <= CodeListItem.CodeMaxLength && text.All(char.IsAscii) && char.IsAsciiLetter(slug[0])
            ? slug
            : "c_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..10];
    }
}
