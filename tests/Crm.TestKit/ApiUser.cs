using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.TestKit;

/// <summary>Somebody who talks to the API over HTTP, with his access token and his cookie. Paths are those below <c>/api/v1</c>.</summary>
public sealed class ApiUser(HttpClient http)
{
    private const string Base = "/api/v1";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? AccessToken { get; set; }

    /// <summary>The refresh cookie as <c>name=value</c>.</summary>
    public string? Cookie { get; set; }

    /// <summary>The user as he was told at sign-in.</summary>
    public JsonNode Me { get; private set; } = new JsonObject();

    public string Id => Me.Text("id");

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, Json(body), headers);

    public Task<Answer> PutAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, Json(body), headers);

    /// <summary>A merge patch; with the version that was seen, or without.</summary>
    public Task<Answer> PatchAsync(string path, object patch, int? version = null) =>
        SendAsync(HttpMethod.Patch, path, Json(patch, "application/merge-patch+json"), IfMatch(version));

    public Task<Answer> DeleteAsync(string path, int? version = null) => SendAsync(HttpMethod.Delete, path, null, IfMatch(version));

    public Task<Answer> UploadAsync(string path, string fileName, byte[] content)
    {
        var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(content), "file", fileName);
        return SendAsync(HttpMethod.Post, path, form);
    }

    /// <summary>Any request; a path that begins with <c>//</c> is one outside the API.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : Base + path) { Content = content };
        if (AccessToken is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        if (Cookie is not null) request.Headers.Add("Cookie", Cookie);
        // Whoever sends much asks first, so that a refusal is read and not lost in a connection that is closed on him.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1_000_000;
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await Answer.ReadAsync(response);
    }

    public async Task SignInAsync(string email, string password) => Become((await PostAsync("/auth/login", new { email, password })).Expect(HttpStatusCode.OK));

    public async Task ChangePasswordAsync(string currentPassword, string newPassword) =>
        Become((await PostAsync("/auth/password", new { currentPassword, newPassword })).Expect(HttpStatusCode.OK));

    /// <summary>Renews the session with the cookie.</summary>
    public async Task<Answer> RefreshAsync()
    {
        var answer = await PostAsync("/auth/refresh");
        if (answer.Status == HttpStatusCode.OK) Become(answer);
        return answer;
    }

    private static HttpContent? Json(object? body, string mediaType = "application/json") => body switch
    {
        null => null,
        HttpContent content => content,
        string text => new StringContent(text, Encoding.UTF8, mediaType),
        _ => new StringContent(JsonSerializer.Serialize(body, Plain), Encoding.UTF8, mediaType),
    };

    private static (string Name, string Value)[] IfMatch(int? version) => version is null ? [] : [("If-Match", $"\"v{version}\"")];

    private void Become(Answer signedIn)
    {
        AccessToken = signedIn.Json.Text("accessToken");
        Me = signedIn.Json["user"]!;
        if (signedIn.Header("Set-Cookie") is { } cookie) Cookie = cookie.Split(';')[0];
    }
}
