using MediatR;

namespace Crm.Application.Tests.Architecture;

/// <summary>Everything that can be asked of the product.</summary>
internal static class Requests
{
    public static readonly IReadOnlyList<Type> All = [.. typeof(Registration).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IBaseRequest)))];
}
