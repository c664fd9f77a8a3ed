using System.Reflection;
using MediatR;
using Record = Crm.Domain.Common.Record;

namespace Crm.Application.Tests.Architecture;

public class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(Record).Assembly;
    private static readonly Assembly Application = typeof(Registration).Assembly;
    private static readonly string[] Shared = ["Common", "Records"];

    private static readonly List<Type> Handlers =
    [
        .. Application.GetTypes().Where(t => !t.IsAbstract && !t.IsGenericTypeDefinition && t.GetInterfaces().Any(i =>
            i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) || i.GetGenericTypeDefinition() == typeof(INotificationHandler<>)))),
    ];

    [Fact]
    public void The_domain_knows_nothing_but_the_base_class_library() =>
        Assert.All(Domain.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name));

    [Fact]
    public void Use_cases_know_neither_the_web_nor_a_database_engine() =>
        Assert.DoesNotContain(Application.GetReferencedAssemblies().Select(a => a.Name!), name =>
            name is "Crm.Infrastructure" or "Crm.Api" or "Microsoft.EntityFrameworkCore.Relational"
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.Contains("Sqlite", StringComparison.Ordinal));

    [Fact]
    public void Handlers_are_internal_and_sealed()
    {
        Assert.NotEmpty(Handlers);
        Assert.All(Handlers, h => Assert.True(h is { IsSealed: true, IsNotPublic: true }, h.FullName));
    }

    [Fact]
    public void Every_request_has_one_handler()
    {
        var handled = Handlers.SelectMany(h => h.GetInterfaces()).Where(i => i.Name.StartsWith("IRequestHandler", StringComparison.Ordinal) && i.GetGenericArguments().Length == 2)
            .Select(i => i.GetGenericArguments()[0].Name);

        Assert.Equal(Requests.All.Select(r => r.Name).Order(StringComparer.Ordinal), handled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_module_does_not_use_the_handlers_of_another()
    {
        var borrowed =
            from type in Application.GetTypes()
            from used in TypesUsedBy(type)
            where Handlers.Contains(used) && ModuleOf(type) != ModuleOf(used) && !Shared.Contains(ModuleOf(type))
            select $"{type.FullName} uses {used.FullName}";

        Assert.Empty(borrowed);
    }

    [Fact]
    public void What_is_shared_knows_no_module_but_security_and_search()
    {
        var known =
            from type in Application.GetTypes().Where(t => Shared.Contains(ModuleOf(t)))
            from used in TypesUsedBy(type).Where(t => t.Assembly == Application)
            where !Shared.Contains(ModuleOf(used)) && ModuleOf(used) is not ("Security" or "Search" or "")
            select $"{type.FullName} uses {used.FullName}";

        Assert.Empty(known);
    }

    [Fact]
    public void Records_are_changed_by_their_verbs_alone() =>
        Assert.DoesNotContain(
            Domain.GetTypes().Where(t => t.IsAssignableTo(typeof(Record))).SelectMany(t => t.GetProperties()),
            p => p.SetMethod is { IsPublic: true });

    /// <summary>What a type asks for in constructors, methods, fields and bases.</summary>
    private static IEnumerable<Type> TypesUsedBy(Type type)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var members = type.GetConstructors(all).SelectMany(c => c.GetParameters().Select(p => p.ParameterType))
            .Concat(type.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
            .Concat(type.GetFields(all).Select(f => f.FieldType));
        var locals = type.GetMethods(all).SelectMany(m => m.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []);
        return members.Concat(locals).Append(type.BaseType ?? typeof(object)).SelectMany(t => t.IsGenericType ? t.GetGenericArguments().Append(t) : [t]).Distinct();
    }

    private static string ModuleOf(Type type) =>
        type.Namespace?.StartsWith("Crm.Application.", StringComparison.Ordinal) == true ? type.Namespace["Crm.Application.".Length..].Split('.')[0] : "";
}
