using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Crm.Bench.Bare;

/// <summary>How a column travels.</summary>
internal enum Kind
{
    Text,
    Word,
    Id,
    Int,
    Number,
    Bool,
    Moment,
    Day,
    Raw,
    Money,
}

/// <summary>A member of an answer and the SQL it comes from; an amount has its currency behind a bar.</summary>
internal readonly record struct Field(string Name, string Sql, Kind Kind = Kind.Text);

/// <summary>An object of an answer: which columns to select, and how to write a row of them.</summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<string, string> Words = new();
    private readonly (JsonEncodedText Name, Kind Kind)[] _members;

    public Shape(params Field[] fields)
    {
        _members = [.. fields.Select(f => (JsonEncodedText.Encode(f.Name), f.Kind))];
        Columns = string.Join(", ", fields.SelectMany(f => f.Sql.Split('|')).Select(Quote));
        Width = fields.Sum(f => f.Kind == Kind.Money ? 2 : 1);
    }

    public string Columns { get; }

    public int Width { get; }

    public void Write(Session session, DbDataReader reader)
    {
        session.Json.WriteStartObject();
        WriteMembers(session, reader, 0);
        session.Json.WriteEndObject();
    }

    public void WriteMembers(Session session, DbDataReader reader, int column)
    {
        var (json, dialect) = (session.Json, session.Dialect);
        foreach (var (name, kind) in _members)
        {
            if (reader.IsDBNull(column))
            {
                json.WriteNull(name);
            }
            else
            {
                switch (kind)
                {
                    case Kind.Text: json.WriteString(name, reader.GetString(column)); break;
                    case Kind.Word: json.WriteString(name, WordOf(reader.GetString(column))); break;
                    case Kind.Id: json.WriteString(name, dialect.ReadId(reader, column)); break;
                    case Kind.Int: json.WriteNumber(name, reader.GetInt64(column)); break;
                    case Kind.Number: json.WriteNumber(name, dialect.ReadAmount(reader, column)); break;
                    case Kind.Bool: json.WriteBoolean(name, reader.GetBoolean(column)); break;
                    case Kind.Moment: WriteMoment(json, name, reader.GetDateTime(column)); break;
                    case Kind.Day: json.WriteString(name, reader.GetFieldValue<DateOnly>(column).ToString("O", CultureInfo.InvariantCulture)); break;
                    case Kind.Raw: json.WritePropertyName(name); json.WriteRawValue(reader.GetString(column), skipInputValidation: true); break;
                    case Kind.Money: WriteMoney(json, name, dialect.ReadAmount(reader, column), reader.GetString(column + 1)); break;
                }
            }

            column += kind == Kind.Money ? 2 : 1;
        }
    }

    /// <summary>Words of the model as they travel: FollowUp → follow_up.</summary>
    private static string WordOf(string stored) => Words.GetOrAdd(stored, JsonNamingPolicy.SnakeCaseLower.ConvertName);

    private static void WriteMoment(Utf8JsonWriter json, JsonEncodedText name, DateTime moment)
    {
        Span<char> text = stackalloc char[24];
        moment.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    private static void WriteMoney(Utf8JsonWriter json, JsonEncodedText name, decimal amount, string currency)
    {
        json.WriteStartObject(name);
        json.WriteString("amount", amount.ToString("0.00##", CultureInfo.InvariantCulture));
        json.WriteString("currency", currency);
        json.WriteEndObject();
    }

    /// <summary>c.Name → c."Name"; anything that is not a plain column stays.</summary>
    private static string Quote(string sql) =>
        sql.Split('.') is [var table, var column] && column.All(char.IsAsciiLetterOrDigit) && table.All(char.IsAsciiLetterLower) ? $"{table}.\"{column}\"" : sql;
}
