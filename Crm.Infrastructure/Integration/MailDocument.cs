using System.Globalization;
using System.Net.Mail;
using System.Text;
using Crm.Application.Integration;

namespace Crm.Infrastructure.Integration;

/// <summary>A mail as it goes over the wire (RFC 5322, RFC 2045, RFC 2047): UTF-8, all of it in printable ASCII.</summary>
internal static class MailDocument
{
    private const int Base64LineLength = 76;
    private const int WordBytes = 42; // an encoded word holds at most 75 characters, and 42 bytes make 56 of them

    public static string Write(Mail mail, MailAddress from, string messageId, DateTimeOffset now) => string.Join(
        "\r\n",
        [
            $"Date: {now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"From: {(from.DisplayName.Length > 0 ? Words(from.DisplayName) + " " : "")}<{from.Address}>",
            $"To: <{mail.To}>",
            $"Subject: {Words(mail.Subject)}",
            $"Message-ID: <{messageId}@{from.Host}>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            .. Convert.ToBase64String(Encoding.UTF8.GetBytes(mail.Text.ReplaceLineEndings("\r\n"))).Chunk(Base64LineLength).Select(line => new string(line)),
            "",
        ]);

    /// <summary>A text of a header; whatever is in it, no line of it can be taken for another header.</summary>
    private static string Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > WordBytes)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(rune.ToString());
        }

        words.Add(word.ToString());
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }
}
