using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Domain.Files;

namespace Crm.Application.Tests.Files;

public class FileRulesTests
{
    public static TheoryData<string, byte[], string> Taken => new()
    {
        { "报价.pdf", "%PDF-1.7"u8.ToArray(), "application/pdf" },
        { "logo.PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "image/png" },
        { "photo.jpeg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
        { "合同.docx", [0x50, 0x4B, 0x03, 0x04, 20], "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/vnd.ms-excel" },
        { "notes.txt", "第一行"u8.ToArray(), "text/plain" },
        { "table.csv", "a,b"u8.ToArray(), "text/csv" },
        { "clip.webp", [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8], "image/webp" },
        { "call.wav", [.. "RIFF"u8, 1, 2, 3, 4, .. "WAVEfmt "u8], "audio/wav" },
        { "song.mp3", [0xFF, 0xFB, 0x90], "audio/mpeg" },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "program.exe", "MZ"u8.ToArray(), "file_type_not_allowed" },
        { "page.html", "<html>"u8.ToArray(), "file_type_not_allowed" },
        { "picture.svg", "<svg/>"u8.ToArray(), "file_type_not_allowed" },
        { "report.pdf.exe", "%PDF-"u8.ToArray(), "file_type_not_allowed" },
        { "noextension", "%PDF-"u8.ToArray(), "file_type_not_allowed" },
        { "report.pdf", "<html>"u8.ToArray(), "file_content_mismatch" },
        { "report.pdf", "%PD"u8.ToArray(), "file_content_mismatch" },
        { "photo.jpg", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "file_content_mismatch" },
        { "notes.txt", [0x4D, 0x5A, 0x90, 0x00, 0x03], "file_content_mismatch" },
        { "clip.webp", [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8], "file_content_mismatch" },
        { "clip.wav", [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8], "file_content_mismatch" },
        { "empty.txt", [], "file_empty" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task The_type_follows_from_extension_and_first_bytes(string name, byte[] content, string type)
    {
        using var stream = new MemoryStream(content);

        Assert.Equal(type, await FileRules.TypeOfAsync(name, stream, CancellationToken.None));
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_what_it_says_is_refused(string name, byte[] content, string code)
    {
        using var stream = new MemoryStream(content);

        var refused = await Assert.ThrowsAsync<InvalidException>(() => FileRules.TypeOfAsync(name, stream, CancellationToken.None));

        Assert.Equal(("/file", code), (refused.Errors[0].Pointer, refused.Errors[0].Code));
    }

    [Theory]
    [InlineData("报价.pdf", "报价.pdf")]
    [InlineData("C:\\Users\\wang\\报价.pdf", "报价.pdf")]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("/tmp/a/b.txt", "b.txt")]
    [InlineData("  报价.pdf ", "报价.pdf")]
    public void Only_the_name_is_kept_of_a_path(string sent, string kept) => Assert.Equal(kept, FileRules.CleanName(sent));

    [Theory]
    [InlineData("", "required")]
    [InlineData("folder/", "required")]
    [InlineData("..", "required")]
    [InlineData("a\u0000.txt", "forbidden_characters")]
    [InlineData("gnp\u202Efdp.exe", "forbidden_characters")]
    public void A_name_that_misleads_is_refused(string sent, string code) => Assert.Equal("/file " + code, RefusalOf(() => FileRules.CleanName(sent)));

    [Fact]
    public void A_name_has_an_upper_end()
    {
        var longest = new string('名', StoredFile.NameMaxLength);

        Assert.Equal(longest, FileRules.CleanName(longest));
        Assert.Equal("/file too_long", RefusalOf(() => FileRules.CleanName(longest + "名")));
    }
}
