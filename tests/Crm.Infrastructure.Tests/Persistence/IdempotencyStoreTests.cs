using Crm.Application.Common;
using Crm.Domain.Customers;
using Crm.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tests.Persistence;

public sealed class IdempotencyStoreTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task An_answer_is_given_again_as_it_was()
    {
        var answer = Answer("key");
        await KeepAsync(answer);

        var again = await FindAsync("key");

        Assert.NotNull(again);
        Assert.Equal(answer with { Body = again.Body }, again);
        Assert.Equal(answer.Body, again.Body);
    }

    [Fact]
    public async Task An_answer_is_forgotten_after_a_day_and_its_key_is_free_again()
    {
        await KeepAsync(Answer("key"));

        _database.Clock.Pass(IdempotentAnswer.Lifetime);

        Assert.Null(await FindAsync("key"));
        await KeepAsync(Answer("key"));
        Assert.Equal(1, await _database.ScalarAsync<long>("""SELECT count(*) FROM "IdempotentAnswers" """));
    }

    [Fact]
    public async Task Of_two_with_one_key_the_slower_is_told_so()
    {
        await KeepAsync(Answer("key"));

        Assert.Equal("idempotency_key_in_use", (await Assert.ThrowsAsync<ConflictException>(() => KeepAsync(Answer("key")))).Code);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Work_and_answer_are_kept_together_or_not_at_all(bool keep, int kept)
    {
        await using (var scope = _database.Begin())
        {
            var store = scope.Get<IIdempotencyStore>();
            await store.InTransactionAsync(
                "key",
                async () =>
                {
                    scope.Db.Add(Customer.Open(_database.NewId(), "C000001", Profiles.Company(), null));
                    await scope.Db.SaveChangesAsync();
                    await store.AddAsync(Answer("key"), CancellationToken.None);
                    return keep;
                },
                CancellationToken.None);
        }

        await using var after = _database.Begin();
        Assert.Equal((kept, kept == 1), (await after.Db.Set<Customer>().CountAsync(), await FindAsync("key") is not null));
    }

    private IdempotentAnswer Answer(string key) =>
        new(key, new string('f', 64), 201, "application/json", "\"v1\"", "/api/v1/customers/1", [1, 2, 3], _database.Clock.GetUtcNow().UtcDateTime + IdempotentAnswer.Lifetime);

    private async Task KeepAsync(IdempotentAnswer answer)
    {
        await using var scope = _database.Begin();
        await scope.Get<IIdempotencyStore>().AddAsync(answer, CancellationToken.None);
    }

    private async Task<IdempotentAnswer?> FindAsync(string key)
    {
        await using var scope = _database.Begin();
        return await scope.Get<IIdempotencyStore>().FindAsync(key, CancellationToken.None);
    }
}
