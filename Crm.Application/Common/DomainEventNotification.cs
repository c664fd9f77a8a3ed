using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Common;

/// <summary>Carries a domain event to its handlers, which run in the transaction of the change, before it is committed.</summary>
/// <typeparam name="TEvent">What happened.</typeparam>
/// <param name="Event">What happened.</param>
public sealed record DomainEventNotification<TEvent>(TEvent Event) : INotification
    where TEvent : IDomainEvent;

/// <summary>Wraps events of any kind.</summary>
public static class DomainEventNotification
{
    /// <summary>The notification for an event.</summary>
    public static INotification Of(IDomainEvent happened) =>
        (INotification)Activator.CreateInstance(typeof(DomainEventNotification<>).MakeGenericType(happened.GetType()), happened)!;
}
