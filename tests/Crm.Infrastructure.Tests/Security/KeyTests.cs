using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Infrastructure.Persistence.Providers;
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

        _database.Clock.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(2, Ring.Current().Count);
        Assert.Equal((true, old.KeyId), (Ring.Current()[0].KeyId != old.KeyId, Ring.Current()[1].KeyId));
    }

    [Fact]
    public async Task A_new_key_signs_nothing_until_every_node_has_had_time_to_read_it()
    {
        await Ring.RotateAsync(CancellationToken.None);
        var old = Ring.Current()[0];
        _database.Clock.Pass(TimeSpan.FromDays(91));
        Assert.True(await Ring.RotateAsync(CancellationToken.None));

        Assert.Equal((2, old.KeyId), (Ring.Current().Count, Ring.Current()[0].KeyId));
    }

    [Fact]
    public async Task A_key_that_another_node_made_a_moment_ago_is_found_by_its_name()
    {
        await Ring.RotateAsync(CancellationToken.None);
        _database.Clock.Pass(TimeSpan.FromDays(91));
        Assert.Single(Ring.Current());
        await OtherNode().RotateAsync(CancellationToken.None);
        var made = OtherNode().Current()[1].KeyId;
        Assert.Null(Ring.Find(made));

        _database.Clock.Pass(TimeSpan.FromSeconds(6));

        Assert.NotNull(Ring.Find(made));
        Assert.Null(Ring.Find("nobody's"));
    }

    [Fact]
    public async Task Nodes_that_rotate_at_the_same_moment_make_one_key()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OtherNode().RotateAsync(CancellationToken.None)));

        Assert.Single(made, was => was);
        Assert.Single(Ring.Current());
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

        await OtherNode().RotateAsync(CancellationToken.None);
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

    private SigningKeyRing OtherNode() =>
        new(_database.Services.GetRequiredService<IServiceScopeFactory>(), _database.Services.GetRequiredService<IEngine>(), _database.Clock);
}
