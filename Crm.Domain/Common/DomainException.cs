namespace Crm.Domain.Common;

/// <summary>The business says no. The code is stable and part of the contract; the text for people is chosen by the API from the code.</summary>
/// <param name="code">Stable snake_case code, for example <c>parent_cycle</c>.</param>
/// <param name="field">The camelCase field that is to blame, if it is one.</param>
public sealed class DomainException(string code, string? field = null) : Exception(field is null ? code : $"{code} ({field})")
{
    /// <summary>Stable snake_case code.</summary>
    public string Code { get; } = code;

    /// <summary>The camelCase field that is to blame, if it is one.</summary>
    public string? Field { get; } = field;
}
