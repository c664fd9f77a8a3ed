using Crm.Application.Records;

namespace Crm.Api.Http;

/// <summary>Names the kind of record a list holds, so that its description can tell which fields sort and filter it.</summary>
internal abstract class ListOfAttribute(EntityDescriptor descriptor) : Attribute
{
    public EntityDescriptor Descriptor { get; } = descriptor;
}

/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ListOfAttribute<TDescriptor>() : ListOfAttribute(new TDescriptor())
    where TDescriptor : EntityDescriptor, new();

/// <summary>The same for a kind that is only known at run time.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ListOfKindAttribute(EntityDescriptor descriptor) : ListOfAttribute(descriptor);
