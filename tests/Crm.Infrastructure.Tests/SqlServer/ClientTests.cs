using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;

namespace Crm.Infrastructure.Tests.SqlServer;

/// <summary>A package of the client is left out and another is replaced by our own types: nothing that a server calls may miss them.</summary>
public sealed class ClientTests
{
    /// <summary>Signs a person in to Entra ID (by window, device code, password or Windows), for which the client wants a broker on his desktop.</summary>
    private const string InteractiveSignIn = "Microsoft.Data.SqlClient.ActiveDirectoryAuthenticationProvider.CreateClientAppInstance";

    [Fact]
    public void Every_method_of_the_client_finds_the_types_it_mentions()
    {
        var prepared = 0;
        var refused = new List<string>();

        foreach (var method in typeof(SqlConnection).Assembly.GetTypes().SelectMany(MethodsOf))
        {
            try
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, Arguments(method));
                prepared++;
            }
            catch (Exception e) when (e is TypeLoadException or IOException or MissingMemberException)
            {
                refused.Add($"{method.DeclaringType}.{method.Name}");
            }
        }

        Assert.True(prepared > 7000, $"only {prepared} methods were looked at");
        Assert.Equal(InteractiveSignIn, string.Join("\n", refused));
    }

    [Fact]
    public void Commands_take_parameters() // the types are asked for as soon as a value is looked at
    {
        using var command = new SqlCommand("SELECT @p");
        var parameter = command.Parameters.AddWithValue("@p", Guid.Empty);

        Assert.Equal(System.Data.SqlDbType.UniqueIdentifier, parameter.SqlDbType);
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        return type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).Where(m => !m.IsAbstract && m.GetMethodBody() is not null);
    }

    /// <summary>Generic code is compiled once for all classes, and for a number where only values are allowed.</summary>
    private static RuntimeTypeHandle[] Arguments(MethodBase method) =>
    [
        .. (method.DeclaringType!.IsGenericTypeDefinition ? method.DeclaringType.GetGenericArguments() : [])
            .Concat(method.IsGenericMethodDefinition ? method.GetGenericArguments() : [])
            .Select(a => a.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? typeof(int) : ClassOf(a))
            .Select(t => t.TypeHandle),
    ];

    private static Type ClassOf(Type parameter) => parameter.GetGenericParameterConstraints().FirstOrDefault() ?? typeof(object);
}
