using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Bench.Load;

/// <summary>
/// One HTTP/1.1 connection that is kept open. It blocks and parses only what it must, so that the client costs little beside the server
/// on the same machine.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;
    private int _bodyStart;

    /// <summary>Connects from an address of its own: 127.0.0.0/8 is all this machine, and each address is another visitor.</summary>
    public Connection(int port, int visitor)
    {
        _socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(visitor + 1)]), 0));
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>The body of the last answer; chunk heads are still in it.</summary>
    public ReadOnlySpan<byte> RawBody => _buffer.AsSpan(_bodyStart, _filled - _bodyStart);

    /// <summary>Sends a request, reads the whole answer, and gives its status.</summary>
    public int Send(byte[] request)
    {
        for (var sent = 0; sent < request.Length;) sent += _socket.Send(request, sent, request.Length - sent, SocketFlags.None);

        _filled = 0;
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0) Receive();
        var head = _buffer.AsSpan(0, headEnd + 2);
        _bodyStart = headEnd + 4;
        var status = Number(head[9..]);

        var length = head.IndexOf("Content-Length: "u8);
        if (length >= 0)
        {
            var bytes = Number(head[(length + 16)..]);
            while (_filled < _bodyStart + bytes) Receive();
        }
        else if (status is not 204 and not 304)
        {
            ReadChunks();
        }

        return status;
    }

    /// <summary>The body of the last answer as text, its chunks put together.</summary>
    public string Body()
    {
        if (_buffer.AsSpan(0, _bodyStart).IndexOf("Transfer-Encoding: chunked"u8) < 0) return Encoding.UTF8.GetString(RawBody);

        var body = new MemoryStream();
        for (var place = _bodyStart; ;)
        {
            var size = ChunkSize(place, out var start);
            if (size == 0) return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
            body.Write(_buffer, start, size);
            place = start + size + 2;
        }
    }

    public void Dispose() => _socket.Dispose();

    private void ReadChunks()
    {
        for (var place = _bodyStart; ;)
        {
            while (_buffer.AsSpan(place, _filled - place).IndexOf("\r\n"u8) < 0) Receive();
            var size = ChunkSize(place, out var start);
            place = start + size + 2;
            while (_filled < place) Receive();
            if (size == 0) return;
        }
    }

    private int ChunkSize(int place, out int start)
    {
        var line = _buffer.AsSpan(place, _filled - place);
        start = place + line.IndexOf("\r\n"u8) + 2;
        return Number(line, 'x');
    }

    private static int Number(ReadOnlySpan<byte> text, char format = 'D') =>
        Utf8Parser.TryParse(text, out int number, out _, format) ? number : throw new IOException("The server does not answer in HTTP/1.1.");

    private void Receive()
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var received = _socket.Receive(_buffer, _filled, _buffer.Length - _filled, SocketFlags.None);
        if (received == 0) throw new IOException("The server closed the connection.");
        _filled += received;
    }
}
