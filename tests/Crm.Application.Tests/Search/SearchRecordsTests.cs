using Crm.Application.Common;
using Crm.Application.Search;
using Crm.Application.Security;
using NSubstitute;

namespace Crm.Application.Tests.Search;

public sealed class SearchRecordsTests
{
    [Theory]
    [InlineData(Permissions.ContactsRead, "contact")]
    [InlineData("gifts.read", "gift")]
    public async Task A_kind_that_the_user_may_not_read_is_not_looked_for_even_when_it_is_named(string right, string kind)
    {
        var index = Substitute.For<ISearchIndex>();
        var user = Substitute.For<ICurrentUser>();
        user.May(Arg.Any<string>()).Returns(asked => asked.Arg<string>() != right);
        var handler = new SearchRecordsHandler(index, user);

        await handler.Handle(new SearchRecords("海尔", [], 20), CancellationToken.None);
        await handler.Handle(new SearchRecords("海尔", ["customer", kind], 20), CancellationToken.None);

        await index.Received(1).FindAsync("海尔", Arg.Is<IReadOnlyCollection<string>>(types => types.Count == 5 && !types.Contains(kind)), 20, CancellationToken.None);
        await index.Received(1).FindAsync("海尔", Arg.Is<IReadOnlyCollection<string>>(types => types.Single() == "customer"), 20, CancellationToken.None);
    }
}
