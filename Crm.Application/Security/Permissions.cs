using System.Collections.Frozen;
using System.Reflection;
using Crm.Application.Common;
using Crm.Domain.Security;

namespace Crm.Application.Security;

/// <summary>What a user may be allowed to do. A role holds a set of these; which rows he may do it with is another matter.</summary>
public static class Permissions
{
    /// <summary>See customers.</summary>
    public const string CustomersRead = "customers.read";

    /// <summary>Create and change customers.</summary>
    public const string CustomersWrite = "customers.write";

    /// <summary>Delete and restore customers.</summary>
    public const string CustomersDelete = "customers.delete";

    /// <summary>Give customers to another owner.</summary>
    public const string CustomersAssign = "customers.assign";

    /// <summary>See contacts.</summary>
    public const string ContactsRead = "contacts.read";

    /// <summary>Create and change contacts.</summary>
    public const string ContactsWrite = "contacts.write";

    /// <summary>Delete and restore contacts.</summary>
    public const string ContactsDelete = "contacts.delete";

    /// <summary>See conversations and follow-ups.</summary>
    public const string ActivitiesRead = "activities.read";

    /// <summary>Write down conversations, plan and complete follow-ups.</summary>
    public const string ActivitiesWrite = "activities.write";

    /// <summary>Import files; for each kind of record that of writing it too.</summary>
    public const string ImportsCreate = "imports.create";

    /// <summary>See products, orders, returns and payments.</summary>
    public const string OrdersRead = "orders.read";

    /// <summary>Take and change orders, returns and payments.</summary>
    public const string OrdersWrite = "orders.write";

    /// <summary>Delete and restore orders, returns and payments.</summary>
    public const string OrdersDelete = "orders.delete";

    /// <summary>See occasions of customers, greetings and gifts.</summary>
    public const string CareRead = "care.read";

    /// <summary>Propose, approve, send greetings and gifts.</summary>
    public const string CareWrite = "care.write";

    /// <summary>See offers to customers.</summary>
    public const string OffersRead = "offers.read";

    /// <summary>Make offers to customers and take them back.</summary>
    public const string OffersWrite = "offers.write";

    /// <summary>Delete and restore offers to customers.</summary>
    public const string OffersDelete = "offers.delete";

    /// <summary>See and download files.</summary>
    public const string FilesRead = "files.read";

    /// <summary>Upload and delete files.</summary>
    public const string FilesWrite = "files.write";

    /// <summary>See who the colleagues are.</summary>
    public const string UsersRead = "users.read";

    /// <summary>Create, change and disable users.</summary>
    public const string UsersManage = "users.manage";

    /// <summary>See code lists, tags and field descriptions.</summary>
    public const string SettingsRead = "settings.read";

    /// <summary>Change code lists and tags.</summary>
    public const string SettingsManage = "settings.manage";

    /// <summary>Start work that takes longer than a request, and steer one's own.</summary>
    public const string JobsRun = "jobs.run";

    /// <summary>Take lists out of the system as files.</summary>
    public const string ExportsCreate = "exports.create";

    private static readonly FrozenSet<string> Sales =
    [
        CustomersRead, CustomersWrite, ContactsRead, ContactsWrite, ActivitiesRead, ActivitiesWrite, OrdersRead, OrdersWrite, CareRead, CareWrite, OffersRead, OffersWrite, FilesRead, FilesWrite, ImportsCreate, UsersRead,
        SettingsRead, JobsRun, ExportsCreate,
        .. SimpleEntities.All.Select(entity => entity.ReadPermission), .. SimpleEntities.All.Where(entity => !entity.IsManaged).Select(entity => entity.WritePermission),
    ];

    private static readonly FrozenSet<string> SalesManager =
        [.. Sales, CustomersDelete, CustomersAssign, ContactsDelete, OrdersDelete, OffersDelete, .. SimpleEntities.All.Where(entity => !entity.IsManaged).Select(entity => entity.DeletePermission)];

    private static readonly FrozenSet<string> Administrator = [.. SalesManager, UsersManage, SettingsManage, .. SimpleEntities.All.Where(entity => entity.IsManaged).SelectMany(entity => new[] { entity.WritePermission, entity.DeletePermission })];

    /// <summary>What a role may do.</summary>
    public static FrozenSet<string> Of(Role role) => role switch
    {
        Role.Administrator => Administrator,
        Role.SalesManager => SalesManager,
        _ => Sales,
    };
}

/// <summary>Says which permission a request demands.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequirePermissionAttribute(string permission) : Attribute
{
    /// <summary>One of <see cref="Permissions"/>.</summary>
    public string Permission { get; } = permission;
}

/// <summary>Says that a request demands no permission, only that somebody is signed in; it works also while his password must be changed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OwnAccountRequestAttribute : Attribute;

/// <summary>Says that a request demands what the kind of record demands that it is about; its handler asks, because only the request itself tells which kind that is.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ByKindRequestAttribute : Attribute;

/// <summary>Says that a request is open to strangers.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowAnonymousRequestAttribute : Attribute;

/// <summary>Says that only the system itself sends a request, from a job.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SystemRequestAttribute : Attribute;

/// <summary>What a kind of request demands of whoever sends it.</summary>
public sealed class RequestGate
{
    private readonly Type _request;
    private readonly string? _permission;
    private readonly bool _anonymous;
    private readonly bool _system;
    private readonly bool _byKind;

    private RequestGate(Type request)
    {
        _request = request;
        _permission = request.GetCustomAttribute<RequirePermissionAttribute>()?.Permission;
        _anonymous = request.IsDefined(typeof(AllowAnonymousRequestAttribute));
        _system = request.IsDefined(typeof(SystemRequestAttribute));
        _byKind = request.IsDefined(typeof(ByKindRequestAttribute));
        if (_permission is null && !_anonymous && !_system && !_byKind && !request.IsDefined(typeof(OwnAccountRequestAttribute)))
            throw new InvalidOperationException($"{request.Name} does not say who may send it.");
    }

    /// <summary>The gate of a kind of request.</summary>
    public static RequestGate Of(Type request) => new(request);

    /// <summary>Lets the user pass or throws.</summary>
    /// <exception cref="NotSignedInException">Nobody is signed in.</exception>
    /// <exception cref="ForbiddenException">The permission is missing, or the password must be changed first.</exception>
    public void Check(ICurrentUser user)
    {
        if (_anonymous || user.IsSystem) return;
        if (user.Role is null) throw new NotSignedInException("not_signed_in");
        if (_system) throw new ForbiddenException("permission_missing", "system");
        if (_permission is not null) Check(user, _permission);
        else if (_byKind && user.MustChangePassword) throw new ForbiddenException("password_change_required");
    }

    /// <summary>Lets a user pass who holds the permission, as a request that demands it would.</summary>
    /// <exception cref="NotSignedInException">Nobody is signed in.</exception>
    /// <exception cref="ForbiddenException">The permission is missing, or the password must be changed first.</exception>
    public static void Check(ICurrentUser user, string permission)
    {
        if (user.IsSystem) return;
        if (user.Role is null) throw new NotSignedInException("not_signed_in");
        if (user.MustChangePassword) throw new ForbiddenException("password_change_required");
        if (!user.May(permission)) throw new ForbiddenException("permission_missing", permission);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_request.Name}: {_permission ?? (_anonymous ? "anyone" : _system ? "the system itself" : _byKind ? "as its kind demands" : "own account")}";
}
