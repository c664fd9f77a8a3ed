using System.Security.Cryptography;
using Crm.Infrastructure.Files;

namespace Crm.Infrastructure.Tests.Files;

public sealed class DiskFileStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("crm-files-").FullName;
    private readonly DiskFileStore _store;

    public DiskFileStoreTests() => _store = new DiskFileStore(_root);

    private string[] Files => Directory.GetFiles(_root, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Bytes_come_back_as_they_were()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var stored = await _store.SaveAsync(new MemoryStream(bytes), bytes.Length, CancellationToken.None);

        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (stored!.Size, stored.Sha256));
        await using var content = _store.Open(stored.Key);
        var read = new MemoryStream();
        await content.CopyToAsync(read);
        Assert.Equal(bytes, read.ToArray());
        Assert.Single(Files);
    }

    [Fact]
    public async Task The_same_bytes_twice_are_two_files() =>
        Assert.NotEqual(
            (await _store.SaveAsync(new MemoryStream([1]), 1, CancellationToken.None))!.Key,
            (await _store.SaveAsync(new MemoryStream([1]), 1, CancellationToken.None))!.Key);

    [Fact]
    public async Task One_byte_too_many_leaves_nothing()
    {
        Assert.Null(await _store.SaveAsync(new MemoryStream(new byte[100_001]), 100_000, CancellationToken.None));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_sender_who_stops_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.SaveAsync(new BrokenStream(), 100_000, CancellationToken.None));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_file_can_be_forgotten()
    {
        var stored = await _store.SaveAsync(new MemoryStream([1]), 1, CancellationToken.None);

        _store.Delete(stored!.Key);
        _store.Delete(stored.Key);

        Assert.Empty(Files);
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ < 2 ? ValueTask.FromResult(1000) : throw new IOException("The connection was closed.");
    }
}
