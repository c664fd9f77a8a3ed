using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Infrastructure.Security;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Security;

public sealed class KeyTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    private SigningKeyRing Ring => _database.Services.GetRequiredService<SigningKeyRing>();

    private ICursorSeal Seal => _database.Services.GetRequiredService<ICursorSeal>();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_key_is_made_once()
    {
        await Ring.RotateAsync(CancellationToken.None);
        await Ring.RotateAsync(CancellationToken.None);

        var key = Assert.Single(Ring.Current());
        Assert.Equal(32, key.Secret.Length);
    }

    [Fact]
    public async Task After_three_months_a_new_key_signs_and_the_old_one_is_still_good()
    {
        await Ring.RotateAsync(CancellationToken.None);
        var old = Ring.Current()[0];

        _database.Clock.Pass(TimeSpan.FromDays(91));
        await Ring.RotateAsync(CancellationToken.None);

        Assert.Equal(2, Ring.Current().Count);
        Assert.Equal((true, old.KeyId), (Ring.Current()[0].KeyId != old.KeyId, Ring.Current()[1].KeyId));
    }

    [Fact]
    public async Task The_key_before_the_last_is_no_longer_good()
    {
        for (var i = 0; i < 3; i++)
        {
            await Ring.RotateAsync(CancellationToken.None);
            _database.Clock.Pass(TimeSpan.FromDays(91));
        }

        Assert.Equal(2, Ring.Current().Count);
        Assert.Equal(3, await _database.ScalarAsync<long>("""SELECT count(*) FROM "SigningKeys" """));
    }

    [Fact]
    public async Task A_key_that_another_node_made_is_known_within_a_minute()
    {
        await Ring.RotateAsync(CancellationToken.None);
        Assert.Single(Ring.Current());
        _database.Clock.Pass(TimeSpan.FromDays(91));
        Assert.Single(Ring.Current());

        await new SigningKeyRing(_database.Services.GetRequiredService<IServiceScopeFactory>(), _database.Clock).RotateAsync(CancellationToken.None);
        _database.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal(2, Ring.Current().Count);
    }

    [Fact]
    public async Task A_sealed_cursor_opens_again()
    {
        await Ring.RotateAsync(CancellationToken.None);

        Assert.Equal([1, 2, 3], Seal.Open(Seal.Seal([1, 2, 3])));
    }

    [Fact]
    public async Task A_cursor_outlives_one_change_of_keys()
    {
        await Ring.RotateAsync(CancellationToken.None);
        var cursor = Seal.Seal([1, 2, 3]);

        _database.Clock.Pass(TimeSpan.FromDays(91));
        await Ring.RotateAsync(CancellationToken.None);
        _database.Clock.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal([1, 2, 3], Seal.Open(cursor));
    }

    [Fact]
    public async Task A_cursor_with_one_other_bit_does_not_open()
    {
        await Ring.RotateAsync(CancellationToken.None);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(Seal.Seal("""{"Keys":["=1"]}"""u8.ToArray()));

        for (var i = 0; i < bytes.Length; i++)
        {
            var tampered = bytes.ToArray();
            tampered[i] ^= 1;
            Assert.Null(Seal.Open(System.Buffers.Text.Base64Url.EncodeToString(tampered)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Anything_else_is_no_cursor(string cursor)
    {
        await Ring.RotateAsync(CancellationToken.None);

        Assert.Null(Seal.Open(cursor));
    }

    [Fact]
    public void A_password_is_right_or_wrong_and_nobody_has_none()
    {
        var hasher = _database.Services.GetRequiredService<IPasswordHasher>();
        var hash = hasher.Hash("correct horse battery");

        Assert.Equal(PasswordCheck.Right, hasher.Check(hash, "correct horse battery"));
        Assert.Equal(PasswordCheck.Wrong, hasher.Check(hash, "correct horse batterx"));
        Assert.Equal(PasswordCheck.Wrong, hasher.Check(null, "nobody has this password"));
    }
}
