using Crm.Application.Views;
using Crm.Domain.Security;
using Crm.Domain.Views;
using Crm.Infrastructure.Tests.Support;
using MediatR;

namespace Crm.Infrastructure.Tests.Views;

public sealed class GoneFieldTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_view_whose_fields_have_gone_says_so_and_is_still_there()
    {
        var owner = await _database.AddUserAsync();
        var view = new SavedView(_database.NewId(), "customers", owner);
        const string content = """
            {"where":{"and":[{"field":"custom.budget","op":"gt","value":"5"},{"field":"rating","op":"gte","value":"4"}]},
             "sort":"-custom.budget,name","columns":[{"key":"custom.colour"},{"key":"name"}],"layout":"board","layoutField":"custom.stage"}
            """;
        view.Write("旧视图", content, ViewAudience.Nobody, null, null);
        await using (var scope = _database.Begin())
        {
            scope.Db.Add(view);
            await scope.Db.SaveChangesAsync();
        }

        await using var asking = _database.Begin(Role.Sales, owner, [owner]);
        var row = Assert.Single((await asking.Get<IMediator>().Send(new ListViews("customers"))).Data);

        Assert.Equal(["custom.budget", "custom.stage", "custom.colour"], row.Gone);
        Assert.Equal("custom.budget（字段已不存在） 且 评级不小于4", row.FilterText.Zh);
        Assert.Equal("custom.budget (a field that is gone) and Rating is at least 4", row.FilterText.En);
    }
}
