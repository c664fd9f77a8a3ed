using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Crm.Api.Logging;

/// <summary>
/// Logs one line of JSON per entry: when, how grave, by whom, the message, what it was made of, and what it belongs to (request, connection,
/// trace). The names are those of the JSON console of .NET, without its repetitions.
/// </summary>
internal sealed class JsonLog(Stream stream, TimeProvider clock) : ILoggerProvider, ISupportExternalScope
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    [ThreadStatic]
    private static Line? _line;

    private readonly LogLines _lines = new(stream);
    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) => new Entries(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => _lines.Dispose();

    private void Add<TState>(string category, LogLevel level, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = _line ?? new Line();
        _line = null; // whatever is asked for its text may log itself
        line.Buffer.ResetWrittenCount();
        var json = line.Json;
        json.Reset(line.Buffer);

        json.WriteStartObject();
        Span<char> moment = stackalloc char[24];
        clock.GetUtcNow().UtcDateTime.TryFormat(moment, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString("Timestamp"u8, moment[..length]);
        json.WriteString("LogLevel"u8, NameOf(level));
        json.WriteString("Category"u8, category);
        if (eventId.Id != 0) json.WriteNumber("EventId"u8, eventId.Id);
        json.WriteString("Message"u8, SecretAddresses.Hide(formatter(state, exception)));
        if (exception is not null) json.WriteString("Exception"u8, SecretAddresses.Hide(exception.ToString()));
        if (state is IReadOnlyList<KeyValuePair<string, object?>> members)
        {
            json.WriteStartObject("State"u8);
            WriteMembers(json, members);
            json.WriteEndObject();
        }

        json.WriteStartObject("Scope"u8);
        _scopes?.ForEachScope(static (scope, members) => Collect(scope, members), line.Scope);
        WriteMembers(json, line.Scope);
        if (Activity.Current is { } activity) json.WriteString("TraceId"u8, activity.TraceId.ToHexString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        line.Scope.Clear();
        line.Buffer.Write("\n"u8);
        _lines.Add(line.Buffer.WrittenSpan);
        _line = line;
    }

    /// <summary>Scopes come from the outside in; what an inner one says of the same name is what counts.</summary>
    private static void Collect(object? scope, List<KeyValuePair<string, object?>> members)
    {
        if (scope is IReadOnlyList<KeyValuePair<string, object?>> named)
        {
            for (var i = 0; i < named.Count; i++) Put(members, named[i]);
        }
        else if (scope is not null)
        {
            Put(members, new("Scope", scope.ToString()));
        }
    }

    private static void Put(List<KeyValuePair<string, object?>> members, KeyValuePair<string, object?> member)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Key != member.Key) continue;
            members[i] = member;
            return;
        }

        members.Add(member);
    }

    private static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = members[i];
            if (name == "{OriginalFormat}") continue; // the message says the same
            switch (value)
            {
                case null: json.WriteNull(name); break;
                case string text: json.WriteString(name, SecretAddresses.Hide(text)); break;
                case bool truth: json.WriteBoolean(name, truth); break;
                case int number: json.WriteNumber(name, number); break;
                case long number: json.WriteNumber(name, number); break;
                case double number when double.IsFinite(number): json.WriteNumber(name, Math.Round(number, 3)); break;
                case Guid id: json.WriteString(name, id); break;
                default: json.WriteString(name, SecretAddresses.Hide(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")); break;
            }
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => nameof(LogLevel.Trace),
        LogLevel.Debug => nameof(LogLevel.Debug),
        LogLevel.Information => nameof(LogLevel.Information),
        LogLevel.Warning => nameof(LogLevel.Warning),
        LogLevel.Error => nameof(LogLevel.Error),
        _ => nameof(LogLevel.Critical),
    };

    private sealed class Line
    {
        public Line() => Json = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(2 * 1024);

        public Utf8JsonWriter Json { get; }

        public List<KeyValuePair<string, object?>> Scope { get; } = [];
    }

    private sealed class Entries(JsonLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(category, logLevel, eventId, state, exception, formatter);
    }
}
