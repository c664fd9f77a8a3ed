namespace Crm.Api.Http;

/// <summary>
/// A question that is too long for an address and is therefore sent by POST. It changes nothing, so a repetition is simply asked again (no
/// answer is kept for an <c>Idempotency-Key</c>), and it may be answered by the replica.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadByPostAttribute : Attribute;
