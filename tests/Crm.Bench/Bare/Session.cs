using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Crm.Bench.Bare;

/// <summary>An open connection with the commands that were prepared on it, and a buffer for the answer.</summary>
internal sealed class Session : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };
    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _commands = [];

    public Session(Dialect dialect)
    {
        Dialect = dialect;
        _connection = dialect.Connect();
        _connection.Open();
        Json = new Utf8JsonWriter(Buffer, Plain);
    }

    public Dialect Dialect { get; }

    public ArrayBufferWriter<byte> Buffer { get; } = new(64 * 1024);

    public Utf8JsonWriter Json { get; }

    public DbTransaction? Transaction { get; set; }

    public DbTransaction Begin() => Transaction = _connection.BeginTransaction();

    public async Task<DbDataReader> ReadAsync(string sql, params (string Name, object? Value)[] parameters) => await Prepare(sql, parameters).ExecuteReaderAsync();

    public async Task<object?> ScalarAsync(string sql, params (string Name, object? Value)[] parameters) => await Prepare(sql, parameters).ExecuteScalarAsync();

    public async Task<int> RunAsync(string sql, params (string Name, object? Value)[] parameters) => await Prepare(sql, parameters).ExecuteNonQueryAsync();

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        Json.Dispose();
        _connection.Dispose();
    }

    private DbCommand Prepare(string sql, (string Name, object? Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters) Add(command, name, value);
            command.Transaction = Transaction;
            command.Prepare();
            return command;
        }

        command.Transaction = Transaction;
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}

/// <summary>Sessions that wait to be used again.</summary>
internal sealed class Sessions(Dialect dialect)
{
    private readonly ConcurrentBag<Session> _free = [];

    public async Task AnswerAsync(HttpContext context, int status, Func<Session, Task> write)
    {
        if (!_free.TryTake(out var session)) session = new Session(dialect);
        session.Buffer.ResetWrittenCount();
        session.Json.Reset();
        await write(session);
        session.Json.Flush();

        var response = context.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, "application/json; charset=utf-8", session.Buffer.WrittenCount);
        await response.BodyWriter.WriteAsync(session.Buffer.WrittenMemory);
        _free.Add(session);
    }
}
