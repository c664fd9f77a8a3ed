using System.Text;
using System.Text.Json;
using Crm.Bench.Seeding;
using Crm.Bench.Servers;

namespace Crm.Bench.Load;

/// <summary>A server that is asked, and the connections that ask it.</summary>
/// <param name="server">The server.</param>
/// <param name="signsIn">Whether it wants to know who asks.</param>
internal sealed class Target(Server server, bool signsIn) : IDisposable
{
    private readonly List<Connection> _connections = [];

    /// <summary>The access token of whoever signed in last.</summary>
    public string Token { get; private set; } = "none";

    /// <summary>Processor time that the server has used so far.</summary>
    public TimeSpan Processor => server.Processor();

    public byte[] Get(string path) => Request("GET", path, null, null);

    public byte[] Post(string path, string json) => Request("POST", path, "application/json", json);

    public byte[] Patch(string path, string json) => Request("PATCH", path, "application/merge-patch+json", json);

    public Connection Connection(int visitor)
    {
        lock (_connections)
        {
            while (_connections.Count <= visitor) _connections.Add(new Connection(server.Port, _connections.Count));
            return _connections[visitor];
        }
    }

    /// <summary>An answer that must be good.</summary>
    public JsonElement Ask(byte[] request, int status = 200)
    {
        var connection = Connection(0);
        var got = connection.Send(request);
        return got == status ? JsonDocument.Parse(connection.Body()).RootElement : throw Wrong(request, got, connection.Body());
    }

    /// <summary>Access tokens live ten minutes; a new one is fetched before each measurement.</summary>
    public void SignIn()
    {
        if (signsIn) Token = Ask(SignInRequest(ProductSchema.AdminEmail)).GetProperty("accessToken").GetString()!;
    }

    public byte[] SignInRequest(string email) => Post("/api/v1/auth/login", $$"""{"email":"{{email}}","password":"{{ProductSchema.Password}}"}""");

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
    }

    public static InvalidOperationException Wrong(byte[] request, int status, string body) =>
        new($"Status {status} for\n{Encoding.UTF8.GetString(request)}\n{body}");

    private byte[] Request(string method, string path, string? contentType, string? body)
    {
        var bytes = body is null ? 0 : Encoding.UTF8.GetByteCount(body);
        var head = $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nAccept: application/json\r\nAuthorization: Bearer {Token}\r\n";
        if (body is not null) head += $"Content-Type: {contentType}\r\nContent-Length: {bytes}\r\n";
        return Encoding.UTF8.GetBytes(head + "\r\n" + body);
    }
}
