using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Files;
using Crm.Domain.Jobs;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Import;

/// <summary>Sends files and has the jobs done that they become.</summary>
internal static class Imports
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task<Answer> PreviewAsync(this ApiUser user, string entity, string name, byte[] file, params (string Name, string Value)[] fields) =>
        user.SendAsync(HttpMethod.Post, "/imports/preview", Form(name, file, [("entity", entity), .. fields]));

    public static Task<Answer> ImportAsync(this ApiUser user, string entity, string name, byte[]? file, params (string Name, string Value)[] fields) =>
        user.SendAsync(HttpMethod.Post, "/imports", Form(name, file, [("entity", entity), .. fields]), ("Accept-Language", "en"));

    /// <summary>Imports and waits for the end.</summary>
    public static async Task<JsonNode> ImportedAsync(this CrmApp app, ApiUser user, string entity, string name, byte[]? file, params (string Name, string Value)[] fields)
    {
        var started = (await user.ImportAsync(entity, name, file, fields)).Expect(HttpStatusCode.Accepted);
        await app.Services.GetRequiredService<JobHands>().DrainAsync(CancellationToken.None);
        return (await user.GetAsync(started.Header("Location")!["/api/v1".Length..])).Expect(HttpStatusCode.OK).Json;
    }

    /// <summary>The file of what failed.</summary>
    public static async Task<byte[]> NotImportedAsync(this CrmApp app, JsonNode job)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().Enter(SystemUser.Instance);
        var id = Guid.Parse(job.Id);
        var file = (await scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<Job>().AsNoTracking().FirstAsync(j => j.Id == id)).Errors!;
        await using var content = app.Services.GetRequiredService<IFileStore>().Open(file.Key);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Created, updated, skipped, failed.</summary>
    public static string Counts(this JsonNode job) =>
        $"{job.Text("status")} {job.Number("result.created")}/{job.Number("result.updated")}/{job.Number("result.skipped")}/{job.Number("result.failed")}";

    public static (string Name, string Value) Mapping(object mapping) => ("mapping", JsonSerializer.Serialize(mapping, Plain));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static MultipartFormDataContent Form(string name, byte[]? file, (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        if (file is not null)
        {
            var content = new ByteArrayContent(file);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, "file", name);
        }

        foreach (var (field, value) in fields) form.Add(new StringContent(value, Encoding.UTF8), field);
        return form;
    }
}
