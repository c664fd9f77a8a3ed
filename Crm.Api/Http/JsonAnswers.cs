using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Crm.Application.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Crm.Api.Http;

/// <summary>
/// Writes what an operation answers as JSON, which is the only thing there is to choose. MVC would first negotiate formats with the caller
/// and write in pieces; here the answer is written whole, its length is told, and the buffer is used again.
/// </summary>
internal sealed class JsonAnswers : IActionResultExecutor<ObjectResult>
{
    private const int MaxKept = 256;
    private const int MaxKeptBytes = 256 * 1024;
    private static readonly JsonWriterOptions Written = new() { Encoder = CrmJson.Options.Encoder, SkipValidation = true, MaxDepth = CrmJson.MaxDepth };
    private static readonly ConcurrentBag<Answer> Kept = [];

    public async Task ExecuteAsync(ActionContext context, ObjectResult result)
    {
        result.OnFormatting(context); // sets the status, and the address of what was made
        var response = context.HttpContext.Response;
        if (result.Value is not { } value)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (!Kept.TryTake(out var answer)) answer = new Answer();
        try
        {
            JsonSerializer.Serialize(answer.Json, value, value.GetType(), CrmJson.Options);
            answer.Json.Flush();
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = answer.Buffer.WrittenCount;
            await response.BodyWriter.WriteAsync(answer.Buffer.WrittenMemory, context.HttpContext.RequestAborted);
        }
        finally
        {
            if (answer.Buffer.Capacity <= MaxKeptBytes && Kept.Count < MaxKept)
            {
                answer.Buffer.ResetWrittenCount();
                answer.Json.Reset();
                Kept.Add(answer);
            }
        }
    }

    private sealed class Answer
    {
        public Answer() => Json = new Utf8JsonWriter(Buffer, Written);

        public ArrayBufferWriter<byte> Buffer { get; } = new(8 * 1024);

        public Utf8JsonWriter Json { get; }
    }
}
