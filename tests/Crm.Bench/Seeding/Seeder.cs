using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Bench.Seeding;

/// <summary>A database full of customers.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Store">Where it is.</param>
/// <param name="Company">Makes its rows again, so that requests can ask for what is there.</param>
/// <param name="Users">Addresses of the users.</param>
/// <param name="Seconds">How long it took to fill.</param>
/// <param name="Bytes">Its size on disk.</param>
internal sealed record Seeded(string Name, IStore Store, Company Company, IReadOnlyList<string> Users, double Seconds, long Bytes);

/// <summary>Fills a database once and finds it again when engine, size, schema and rows are the same.</summary>
internal sealed class Seeder(Options options)
{
    private const int Users = 20;
    private const int Batch = 200;
    private static readonly DateTime Start = new(2023, 11, 19, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Type[] Tables =
        [typeof(Customer), typeof(CustomerTag), typeof(CustomerAddress), typeof(Contact), typeof(CustomerContact), typeof(Interaction), typeof(InteractionContact), typeof(FollowUp), typeof(SearchEntry)];

    public async Task<Seeded> EnsureAsync()
    {
        Directory.CreateDirectory(options.Keep);
        var store = Stores.Of(options);
        var chance = new Chance(1);
        var (users, tags) = (Enumerable.Range(0, Users).Select(_ => chance.Id(Start)).ToList(), Words.Tags.Select(_ => chance.Id(Start)).ToList());
        var company = new Company(options.Customers, users, tags);
        var name = await NameAsync(store, company);
        var note = Path.Combine(options.Keep, name + ".seconds");
        var emails = users.Select((_, i) => Email(i)).ToList();

        if (!await store.ExistsAsync(name))
        {
            var unfinished = name + "_new";
            await store.DropAsync(unfinished);
            Console.WriteLine($"Seeding {options.Customers:n0} customers …");
            var seconds = await FillAsync(store, unfinished, company, users, tags);
            await store.RenameAsync(unfinished, name);
            await File.WriteAllTextAsync(note, seconds.ToString(CultureInfo.InvariantCulture));
        }

        return new Seeded(name, store, company, emails, double.Parse(await File.ReadAllTextAsync(note), CultureInfo.InvariantCulture), await store.SizeAsync(name));
    }

    /// <summary>The name says what is inside: another schema, other rows or another way to store them make another name.</summary>
    private async Task<string> NameAsync(IStore store, Company company)
    {
        await using var product = new ProductSchema(store.Provider, store.ConnectionString("none"), options.Keep);
        var content = await product.WithDatabaseAsync((db, _) =>
        {
            var text = new StringBuilder(db.Database.GenerateCreateScript()).AppendJoin(' ', db.Database.GetMigrations());
            var shapes = Shapes(db.Model);
            foreach (var entity in Enumerable.Range(0, 5).SelectMany(company.Make))
                foreach (var value in shapes[entity.GetType()].Read(entity)) text.Append(value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)).Append('|');
            return Task.FromResult(text.ToString());
        });
        return $"bench_{options.Provider}_{options.Customers}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..8]}";
    }

    private async Task<double> FillAsync(IStore store, string name, Company company, List<Guid> users, List<Guid> tags)
    {
        var shapes = await PrepareAsync(store, name, users, tags); // the product lets go of the database before it is loaded
        var watch = Stopwatch.StartNew();
        await using var load = await store.LoadAsync(name);
        await foreach (var rows in Rows(company, shapes).ReadAllAsync())
            foreach (var (shape, batch) in rows) await load.WriteAsync(shape, batch);
        await load.FollowAsync(options.Customers);
        await load.CompleteAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private async Task<Dictionary<Type, RowShape>> PrepareAsync(IStore store, string name, List<Guid> users, List<Guid> tags)
    {
        await using var product = new ProductSchema(store.Provider, store.ConnectionString(name), options.Keep);
        await product.MigrateAsync();
        var hasher = await product.WithDatabaseAsync((_, services) => Task.FromResult(services.GetRequiredService<IPasswordHasher>()));
        await product.AddAsync([.. users.Select((id, i) => NewUser(id, i, hasher))], [.. tags.Select((id, i) => new Tag(id, Words.Tags[i], Tag.Colors[i % Tag.Colors.Count]))]);
        return await product.WithDatabaseAsync((db, _) => Task.FromResult(Shapes(db.Model)));
    }

    /// <summary>Makes rows on the other processor while the engine takes those before; never more than a few batches are in memory.</summary>
    private ChannelReader<List<(RowShape Shape, List<object?[]> Rows)>> Rows(Company company, Dictionary<Type, RowShape> shapes)
    {
        var channel = Channel.CreateBounded<List<(RowShape, List<object?[]>)>>(8);
        _ = Task.Run(async () =>
        {
            try
            {
                for (var from = 0; from < options.Customers; from += Batch)
                {
                    var rows = shapes.Values.ToDictionary(s => s, _ => new List<object?[]>());
                    foreach (var entity in Enumerable.Range(from, Math.Min(Batch, options.Customers - from)).SelectMany(company.Make))
                        rows[shapes[entity.GetType()]].Add(shapes[entity.GetType()].Read(entity));
                    await channel.Writer.WriteAsync([.. rows.Select(r => (r.Key, r.Value)).Where(r => r.Value.Count > 0)]);
                }

                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                channel.Writer.Complete(e);
            }
        });
        return channel.Reader;
    }

    private static Dictionary<Type, RowShape> Shapes(IModel model) => Tables.ToDictionary(type => type, type => RowShape.Of(model, type));

    private static User NewUser(Guid id, int place, IPasswordHasher hasher)
    {
        var user = new User(id, Words.Surnames[place].Text + Words.Given[place].Text, Email(place), Role.Sales, null, "");
        user.ChoosePassword(hasher.Hash(ProductSchema.Password));
        return user;
    }

    private static string Email(int place) => $"sales{place + 1}@bench.example";
}
