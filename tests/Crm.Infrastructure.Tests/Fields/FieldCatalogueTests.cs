using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Domain.Settings;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Fields;

/// <summary>Who knows of a field, and when.</summary>
public sealed class FieldCatalogueTests : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.New();

    public Task InitializeAsync() => _database.StartAsync();

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_node_that_adds_a_field_knows_it_at_once_and_another_within_five_seconds()
    {
        using var other = new FieldCatalogue(_database.Services.GetRequiredService<IServiceScopeFactory>(), _database.Services.GetServices<EntityDescriptor>(), _database.Clock);
        Assert.False(await KnowsAsync(Own));
        Assert.False(await KnowsAsync(other));

        await using (var scope = _database.Begin())
        {
            scope.Db.Add(CustomField.Add(_database.NewId(), "customers", "tier", CustomFieldType.Text, null, new CustomFieldProfile { LabelZh = "等级", LabelEn = "Tier" }, 10));
            await scope.Db.SaveChangesAsync();
        }

        Assert.True(await KnowsAsync(Own));
        Assert.False(await KnowsAsync(other));
        _database.Clock.Pass(TimeSpan.FromSeconds(5));
        Assert.True(await KnowsAsync(other));
    }

    private IFieldCatalogue Own => _database.Services.GetRequiredService<IFieldCatalogue>();

    private static async Task<bool> KnowsAsync(IFieldCatalogue catalogue) => (await catalogue.OfAsync(new CustomerDescriptor(), CancellationToken.None)).Find("custom.tier") is not null;
}
