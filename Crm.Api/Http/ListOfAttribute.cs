using Crm.Application.Records;

namespace Crm.Api.Http;

/// <summary>Names the kind of record a list holds, so that its description can tell which fields sort and filter it.</summary>
internal abstract class ListOfAttribute(Type descriptor) : Attribute
{
    public EntityDescriptor Descriptor { get; } = (EntityDescriptor)Activator.CreateInstance(descriptor)!;
}

/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ListOfAttribute<TDescriptor>() : ListOfAttribute(typeof(TDescriptor))
    where TDescriptor : EntityDescriptor, new();
