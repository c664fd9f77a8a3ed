using System.Reflection;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Application.Tests.Architecture;
using Crm.Domain.Security;
using NSubstitute;

namespace Crm.Application.Tests.Security;

public class PermissionTests
{
    private static readonly string[] ForSales =
    [
        "activities.read", "activities.write", "contacts.read", "contacts.write", "customers.read", "customers.write", "exports.create", "files.read", "files.write", "imports.create", "jobs.run", "settings.read", "users.read", "competitors.read", "competitors.write",
        "orders.read", "orders.write", "service-plans.read",
        "care.read", "care.write", "offers.read", "offers.write", "gifts.read", "festivals.read",
    ];

    private static readonly string[] ForManagers = [.. ForSales, "contacts.delete", "customers.assign", "customers.delete", "competitors.delete", "orders.delete", "offers.delete"];

    private static readonly string[] ForAdministrators = [.. ForManagers, "settings.manage", "users.manage", "service-plans.write", "service-plans.delete", "gifts.write", "gifts.delete", "festivals.write", "festivals.delete"];

    public static TheoryData<Type> AllRequests => [.. Requests.All];

    public static TheoryData<Role, string[]> Sets => new()
    {
        { Role.Sales, ForSales },
        { Role.SalesManager, ForManagers },
        { Role.Administrator, ForAdministrators },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_role_may_do_exactly_this(Role role, string[] permissions) =>
        Assert.Equal(permissions.Order(StringComparer.Ordinal), Permissions.Of(role).Order(StringComparer.Ordinal));

    [Fact]
    public void An_administrator_may_do_everything_there_is() =>
        Assert.Equal(
            typeof(Permissions).GetFields().Select(f => (string)f.GetValue(null)!)
                .Concat(SimpleEntities.All.SelectMany(e => new[] { e.ReadPermission, e.WritePermission, e.DeletePermission })).Order(StringComparer.Ordinal),
            Permissions.Of(Role.Administrator).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllRequests))]
    public void Every_request_says_once_who_may_send_it(Type request)
    {
        Assert.Single(request.GetCustomAttributes(), a => a is RequirePermissionAttribute or OwnAccountRequestAttribute or AllowAnonymousRequestAttribute or SystemRequestAttribute or ByKindRequestAttribute);
        if (request.GetCustomAttribute<RequirePermissionAttribute>() is { } required) Assert.Contains(required.Permission, ForAdministrators);
    }

    [Theory]
    [MemberData(nameof(AllRequests))]
    public void Strangers_are_refused_wherever_nothing_else_is_said(Type request)
    {
        var gate = RequestGate.Of(request);
        if (request.IsDefined(typeof(AllowAnonymousRequestAttribute))) gate.Check(User(null));
        else Assert.Equal("not_signed_in", Assert.Throws<NotSignedInException>(() => gate.Check(User(null))).Code);
    }

    [Fact]
    public void Only_signing_in_keeping_a_session_and_following_a_sealed_link_are_open_to_strangers() =>
        Assert.Equal(
            ["DownloadLinkedFile", "ReadCalendar", "RefreshSession", "SignIn", "SignOut"],
            Requests.All.Where(r => r.IsDefined(typeof(AllowAnonymousRequestAttribute))).Select(r => r.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Whoever_lacks_the_permission_is_told_which()
    {
        var refused = Assert.Throws<ForbiddenException>(() => RequestGate.Of(typeof(AddUser)).Check(User(Role.SalesManager)));

        Assert.Equal(("permission_missing", Permissions.UsersManage), (refused.Code, refused.Permission));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Sales)]
    public void What_the_system_asks_of_itself_nobody_else_may_ask(Role role) =>
        Assert.Equal("permission_missing", Assert.Throws<ForbiddenException>(() => RequestGate.Of(typeof(RotateSigningKeys)).Check(User(role))).Code);

    [Theory]
    [MemberData(nameof(AllRequests))]
    public void The_system_itself_passes_every_gate(Type request)
    {
        var system = User(null);
        system.IsSystem.Returns(true);

        RequestGate.Of(request).Check(system);
    }

    [Fact]
    public void Whoever_holds_the_permission_passes() => RequestGate.Of(typeof(AddUser)).Check(User(Role.Administrator));

    [Fact]
    public void With_a_password_from_somebody_else_only_ones_own_account_is_open()
    {
        var user = User(Role.Administrator, mustChangePassword: true);

        RequestGate.Of(typeof(GetMe)).Check(user);
        RequestGate.Of(typeof(ChangePassword)).Check(user);
        Assert.Equal("password_change_required", Assert.Throws<ForbiddenException>(() => RequestGate.Of(typeof(ListUsers)).Check(user)).Code);
    }

    [Fact]
    public void A_request_that_does_not_say_who_may_send_it_is_sent_by_nobody() =>
        Assert.Throws<InvalidOperationException>(() => RequestGate.Of(typeof(string)));

    private static ICurrentUser User(Role? role, bool mustChangePassword = false)
    {
        var user = Substitute.For<ICurrentUser>();
        user.Role.Returns(role);
        user.MustChangePassword.Returns(mustChangePassword);
        user.May(Arg.Any<string>()).Returns(call => role is { } held && Permissions.Of(held).Contains(call.Arg<string>()));
        return user;
    }
}
