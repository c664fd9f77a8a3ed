using System.Text;
using Crm.Application.Common;
using Crm.Application.Import;

namespace Crm.Infrastructure.Import;

/// <summary>
/// Cuts a text into rows and values (RFC 4180), and forgives what files in use do: quotes that stand inside a value without being doubled,
/// spaces around quoted values, any mixture of line ends.
/// </summary>
internal sealed class CsvParser(TextReader reader, CsvDialect dialect)
{
    private const int BufferChars = 1 << 16;
    private readonly char[] _buffer = new char[BufferChars];
    private readonly StringBuilder _cell = new();
    private readonly List<string> _cells = [];
    private int _filled;
    private int _next;
    private int _line = 1;
    private int _begin;
    private bool _wasReturn;

    private enum State
    {
        Start,
        Plain,
        Quoted,
        Closed,
    }

    public IEnumerable<SourceRow> Rows()
    {
        while (ReadRow() is { } row) yield return row;
    }

    private SourceRow? ReadRow()
    {
        var (state, spaces, any) = (State.Start, 0, false);
        _begin = _line;
        _cells.Clear();
        _cell.Clear();
        while (true)
        {
            if (_next == _filled && !Fill()) return End(state, any);
            var c = _buffer[_next++];
            if (c == '\n' && _wasReturn)
            {
                _wasReturn = false;
                if (state == State.Quoted) _cell.Append(c);
                else if (!any) _begin = _line;
                continue;
            }

            _wasReturn = c == '\r';
            if (c is '\r' or '\n') _line++;

            switch (state)
            {
                case State.Quoted when c == dialect.Quote:
                    (state, spaces) = (State.Closed, 0);
                    break;
                case State.Quoted:
                    _cell.Append(c);
                    break;
                case State.Closed when c == dialect.Quote && spaces == 0:
                    _cell.Append(c);
                    state = State.Quoted;
                    break;
                case State.Closed when c == ' ' && dialect.Separator != ' ':
                    spaces++;
                    break;
                case State.Closed when c != dialect.Separator && c is not ('\r' or '\n'):
                    _cell.Append(dialect.Quote).Append(' ', spaces).Append(c); // it closed nothing: somebody quoted a word inside
                    state = State.Quoted;
                    break;
                default:
                    if (c == dialect.Separator)
                    {
                        Take();
                        state = State.Start;
                    }
                    else if (c is '\r' or '\n')
                    {
                        Take();
                        return new SourceRow(_begin, [.. _cells]);
                    }
                    else if (c == dialect.Quote && state == State.Start && IsBlank())
                    {
                        _cell.Clear();
                        state = State.Quoted;
                    }
                    else
                    {
                        _cell.Append(c);
                        if (c != ' ') state = State.Plain;
                    }

                    break;
            }

            any = true;
            if (_cell.Length > SourceLimits.CellMaxLength) throw new InvalidException(SourceLimits.TooLong(_begin, (_cells.Count + 1).ToString()));
        }
    }

    private SourceRow? End(State state, bool any)
    {
        if (state == State.Quoted) throw new InvalidException(new FieldError("/file", "quote_not_closed", new Dictionary<string, object?> { ["row"] = _begin }));
        if (!any) return null;
        Take();
        return new SourceRow(_begin, [.. _cells]);
    }

    private void Take()
    {
        if (_cells.Count <= SourceLimits.ColumnsMax) _cells.Add(_cell.ToString());
        _cell.Clear();
    }

    private bool IsBlank()
    {
        for (var i = 0; i < _cell.Length; i++)
        {
            if (_cell[i] != ' ') return false;
        }

        return true;
    }

    private bool Fill()
    {
        (_filled, _next) = (reader.Read(_buffer), 0);
        return _filled > 0;
    }
}
