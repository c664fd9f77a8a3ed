using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.TestKit;

/// <summary>How a mail server treats a mail.</summary>
public enum SmtpMood
{
    /// <summary>Takes it.</summary>
    Takes,

    /// <summary>Knows nobody of that name (550).</summary>
    KnowsNobody,

    /// <summary>Asks to come back later (451).</summary>
    IsBusy,

    /// <summary>Ends the connection in the middle of the mail.</summary>
    HangsUp,

    /// <summary>Takes the mail and is cut off before it can say so.</summary>
    TakesAndHangsUp,
}

/// <summary>A mail that arrived.</summary>
public sealed record SmtpMail(string To, string Subject, string Text, string MessageId, string User);

/// <summary>A mail server on a free port of this machine, that speaks SMTP as real ones do and has its moods.</summary>
public sealed partial class SmtpDouble : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<SmtpMail> _mails = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public SmtpDouble()
    {
        _listener.Start();
        _ = Task.Run(ListenAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How it treats the mail to somebody.</summary>
    public Func<string, SmtpMood> Mood { get; set; } = _ => SmtpMood.Takes;

    /// <summary>How long it takes to think before it takes a mail.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>What arrived, in its order.</summary>
    public IReadOnlyList<SmtpMail> Mails => [.. _mails];

    /// <summary>How many times somebody wanted to send.</summary>
    public int Tries => _tries;

    private int _tries;

    /// <summary>The settings of a product that sends its mail here.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mail:Security"] = "None",
        ["Mail:From"] = "CRM 系统 <crm@company.example>",
        ["Mail:User"] = "crm",
        ["Mail:Password"] = "geheim",
    };

    /// <summary>Waits until so many mails have come, and answers all that came.</summary>
    public async Task<IReadOnlyList<SmtpMail>> ArrivedAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_mails.Count < count)
        {
            try
            {
                await _arrived.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{_mails.Count} of {count} mails arrived.");
            }
        }

        return Mails;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _arrived.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mail.company.example ESMTP");
            var (user, to) = ("", "");
            while (await reader.ReadLineAsync() is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250-mail.company.example\r\n250-AUTH LOGIN PLAIN\r\n250 8BITMIME");
                        break;
                    case "AUTH":
                        user = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0')[1];
                        await writer.WriteLineAsync("235 welcome");
                        break;
                    case "RCPT":
                        to = Address().Match(line).Groups[1].Value;
                        Interlocked.Increment(ref _tries);
                        await writer.WriteLineAsync(Mood(to) switch
                        {
                            SmtpMood.KnowsNobody => "550 5.1.1 no such user",
                            SmtpMood.IsBusy => "451 4.3.2 come back later",
                            _ => "250 ok",
                        });
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        if (Mood(to) == SmtpMood.HangsUp) return;
                        Keep(await ReadMailAsync(reader), to, user);
                        if (Mood(to) == SmtpMood.TakesAndHangsUp) return;
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        return;
                    default:
                        await writer.WriteLineAsync(line.StartsWith("STARTTLS", StringComparison.Ordinal) ? "502 not here" : "250 ok");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side went away, or the test is over.
        }
    }

    private async Task<List<string>> ReadMailAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } line && line != ".") lines.Add(line.StartsWith('.') ? line[1..] : line);
        if (Slowness > TimeSpan.Zero) await Task.Delay(Slowness);
        return lines;
    }

    private void Keep(List<string> lines, string to, string user)
    {
        var end = lines.IndexOf("");
        var headers = string.Join('\n', lines[..end]).Replace("\n ", "", StringComparison.Ordinal).Split('\n').Select(h => h.Split(": ", 2)).ToDictionary(h => h[0], h => h[1]);
        var subject = EncodedWord().Replace(headers["Subject"], word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));
        _mails.Enqueue(new SmtpMail(to, subject, Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(lines[end..]))), headers["Message-ID"], user));
        _arrived.Release();
    }

    [GeneratedRegex("<(.+)>")]
    private static partial Regex Address();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=")]
    private static partial Regex EncodedWord();
}
