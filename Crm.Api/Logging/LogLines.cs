using System.Buffers;

namespace Crm.Api.Logging;

/// <summary>
/// Takes lines and writes them to a stream, several at once: whoever logs pays for copying a line and not for a call to the system. A line
/// waits a few milliseconds at most. When the stream is too slow, whoever logs waits for it, so that nothing is lost and memory stays small.
/// </summary>
internal sealed class LogLines : IDisposable
{
    private const int Full = 4 * 1024 * 1024;
    private static readonly TimeSpan Collect = TimeSpan.FromMilliseconds(10);
    private readonly Stream _stream;
    private readonly Thread _writer;
    private readonly object _changed = new();
    private ArrayBufferWriter<byte> _waiting = new(16 * 1024);
    private ArrayBufferWriter<byte> _writing = new(16 * 1024);
    private bool _ended;

    public LogLines(Stream stream)
    {
        _stream = stream;
        _writer = new Thread(Write) { IsBackground = true, Name = "Log" };
        _writer.Start();
    }

    /// <summary>Puts a line behind those that wait.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        lock (_changed)
        {
            while (_waiting.WrittenCount > Full && !_ended) Monitor.Wait(_changed);
            if (_ended) return;
            if (_waiting.WrittenCount == 0) Monitor.PulseAll(_changed);
            _waiting.Write(line);
        }
    }

    /// <summary>Writes what still waits.</summary>
    public void Dispose()
    {
        lock (_changed)
        {
            _ended = true;
            Monitor.PulseAll(_changed);
        }

        _writer.Join();
    }

    private void Write()
    {
        for (var ended = false; !ended;)
        {
            lock (_changed)
            {
                while (_waiting.WrittenCount == 0 && !_ended) Monitor.Wait(_changed);
            }

            Thread.Sleep(Collect);
            lock (_changed)
            {
                ended = _ended;
                (_waiting, _writing) = (_writing, _waiting);
                Monitor.PulseAll(_changed);
            }

            try
            {
                _stream.Write(_writing.WrittenSpan);
                _stream.Flush();
            }
            catch (IOException)
            {
                // Nobody reads the output any more; that must not stop the program.
            }

            _writing.ResetWrittenCount();
        }
    }
}
