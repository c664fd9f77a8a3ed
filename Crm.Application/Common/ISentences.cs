namespace Crm.Application.Common;

/// <summary>The sentences behind the codes, for texts that are made outside a request: files of jobs, messages.</summary>
public interface ISentences
{
    /// <summary>The sentence of a code in a language (<c>zh-CN</c>, <c>en</c>); the code itself when it has none.</summary>
    string Of(string language, string code, IReadOnlyDictionary<string, object?>? values = null);
}
