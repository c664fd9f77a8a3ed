namespace Crm.Bench.Seeding;

/// <summary>A copy of a seeded database that may be written; it goes when it is disposed.</summary>
internal sealed class Copy : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly string _name;

    private Copy(IStore store, string name) => (_store, _name) = (store, name);

    public string Provider => _store.Provider;

    public string ConnectionString => _store.ConnectionString(_name);

    public static async Task<Copy> OfAsync(Seeded seeded, string purpose)
    {
        var name = $"{seeded.Name}_{purpose}";
        await seeded.Store.DropAsync(name);
        await seeded.Store.CopyAsync(seeded.Name, name);
        return new Copy(seeded.Store, name);
    }

    public async ValueTask DisposeAsync() => await _store.DropAsync(_name);
}
