using System.Security.Cryptography;
using System.Text;
using Crm.Api.Problems;
using Crm.Application.Common;

namespace Crm.Api.Http;

/// <summary>The answer holds a secret, so it is never stored, and a repeated request is an ordinary second request.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class SecretAnswerAttribute : Attribute;

/// <summary>
/// A POST with an <c>Idempotency-Key</c> takes effect once: what it does and what it answers are saved in one transaction, and a
/// repetition gets the same answer (draft-ietf-httpapi-idempotency-key-header). Refusals change nothing and are not remembered.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int MaxLength = 255;

    public async Task InvokeAsync(HttpContext context, ICurrentUser user)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Headers.TryGetValue(Header, out var header))
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        if (key.Length is 0 or > MaxLength || key.Any(c => c is <= ' ' or > '~'))
            throw new InvalidException(FieldError.InQuery(Header, "malformed_idempotency_key"), unreadable: true);

        // Strangers can do nothing that would have to be remembered. An upload may trickle in for minutes, and nobody else could write while its
        // transaction waits for it; sending a file twice makes two files, which is seen and mended.
        // A question has no effect that could come twice.
        var endpoint = context.GetEndpoint()?.Metadata;
        var passes = user.UserId is null || context.Request.HasFormContentType || endpoint?.GetMetadata<SecretAnswerAttribute>() is not null || endpoint?.GetMetadata<ReadByPostAttribute>() is not null;
        if (passes) await next(context);
        else await RunOnceAsync(context, context.RequestServices.GetRequiredService<IIdempotencyStore>(), Hash($"{user.UserId}\n{context.Request.Path}\n{key}"));
    }

    private async Task RunOnceAsync(HttpContext context, IIdempotencyStore store, string key)
    {
        var fingerprint = await FingerprintAsync(context.Request);
        using var body = new MemoryStream();
        await store.InTransactionAsync(key, () => WorkAsync(context, store, key, fingerprint, body), context.RequestAborted);
        if (context.Response.HasStarted || body.Length == 0) return;

        body.Position = 0;
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>Nothing of the answer leaves before the commit; it waits in <paramref name="body"/>.</summary>
    private async Task<bool> WorkAsync(HttpContext context, IIdempotencyStore store, string key, string fingerprint, MemoryStream body)
    {
        if (await store.FindAsync(key, context.RequestAborted) is { } earlier)
        {
            await RepeatAsync(context, earlier, fingerprint, body);
            return false;
        }

        var response = context.Response;
        var wire = response.Body;
        response.Body = body;
        try
        {
            await next(context);
            await response.BodyWriter.FlushAsync();
        }
        finally
        {
            response.Body = wire;
        }

        if (response.StatusCode is < 200 or >= 300) return false;
        var headers = response.Headers;
        await store.AddAsync(
            new IdempotentAnswer(key, fingerprint, response.StatusCode, response.ContentType, Text(headers.ETag), Text(headers.Location), body.ToArray(), Expiry()),
            context.RequestAborted);
        return true;
    }

    private static async Task RepeatAsync(HttpContext context, IdempotentAnswer earlier, string fingerprint, MemoryStream body)
    {
        if (earlier.Fingerprint != fingerprint)
        {
            await ProblemWriter.WriteAsync(context, new Refusal(422, "idempotency_key_reused"));
            return;
        }

        var response = context.Response;
        response.StatusCode = earlier.Status;
        response.ContentType = earlier.ContentType;
        response.Headers.ETag = earlier.ETag;
        response.Headers.Location = earlier.Location;
        response.Headers[ReplayedHeader] = "true";
        await body.WriteAsync(earlier.Body, context.RequestAborted);
    }

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        request.EnableBuffering();
        var hash = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    private DateTime Expiry() => clock.GetUtcNow().UtcDateTime + IdempotentAnswer.Lifetime;

    private static string? Text(Microsoft.Extensions.Primitives.StringValues value) => value.Count == 0 ? null : value.ToString();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
