using System.Text;

namespace Crm.Application.Import;

/// <summary>A row that waits to be imported.</summary>
/// <param name="Line">Where it stands in the file that was sent.</param>
/// <param name="Cells">Its values, one for each column; a row that was wider keeps what is beyond them.</param>
internal sealed record StagedRow(int Line, string[] Cells);

/// <summary>
/// The rows of a file in a form that every kind of file comes down to: known to be readable to the end, counted, and open at any place at
/// once, so that an import that was cut off goes on with the next row and not with the first.
/// </summary>
internal static class StagedRows
{
    /// <summary>Writes rows one behind the other.</summary>
    public sealed class Writer(Stream target) : IDisposable
    {
        private readonly BinaryWriter _writer = new(target, Encoding.UTF8, leaveOpen: true);

        public void Add(StagedRow row)
        {
            _writer.Write7BitEncodedInt(row.Line);
            _writer.Write7BitEncodedInt(row.Cells.Length);
            foreach (var cell in row.Cells) _writer.Write(cell);
        }

        public void Dispose() => _writer.Dispose();
    }

    /// <summary>Reads rows from one place on.</summary>
    public sealed class Reader : IDisposable
    {
        private readonly Stream _source;
        private readonly Tracked _tracked;
        private readonly BinaryReader _reader;

        public Reader(Stream source, long offset)
        {
            source.Position = offset;
            (_source, _tracked) = (source, new Tracked(source, offset));
            _reader = new BinaryReader(_tracked, Encoding.UTF8, leaveOpen: true);
        }

        /// <summary>Where the next row begins.</summary>
        public long Offset => _tracked.Position;

        /// <summary>The next row; null behind the last.</summary>
        public StagedRow? Next()
        {
            if (_tracked.AtEnd) return null;
            var line = _reader.Read7BitEncodedInt();
            var cells = new string[_reader.Read7BitEncodedInt()];
            for (var i = 0; i < cells.Length; i++) cells[i] = _reader.ReadString();
            return new StagedRow(line, cells);
        }

        public void Dispose()
        {
            _reader.Dispose();
            _tracked.Dispose();
            _source.Dispose();
        }
    }

    /// <summary>Reads ahead in large pieces and still knows at which byte it stands.</summary>
    private sealed class Tracked(Stream source, long offset) : Stream
    {
        private readonly byte[] _buffer = new byte[1 << 16];
        private int _filled;
        private int _used;
        private long _position = offset;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public bool AtEnd => !Fill();

        public override int Read(Span<byte> buffer)
        {
            if (buffer.Length == 0 || !Fill()) return 0;
            var count = Math.Min(buffer.Length, _filled - _used);
            _buffer.AsSpan(_used, count).CopyTo(buffer);
            (_used, _position) = (_used + count, _position + count);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int ReadByte()
        {
            if (!Fill()) return -1;
            _position++;
            return _buffer[_used++];
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool Fill()
        {
            if (_used < _filled) return true;
            (_filled, _used) = (source.Read(_buffer), 0);
            return _filled > 0;
        }
    }
}
