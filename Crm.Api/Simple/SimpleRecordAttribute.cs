using System.Reflection;
using Crm.Api.Http;
using Crm.Application;
using Crm.Application.Simple;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Crm.Api.Simple;

/// <summary>A controller for each simple kind of record.</summary>
internal sealed class SimpleControllers : IApplicationFeatureProvider<ControllerFeature>
{
    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        foreach (var entity in SimpleEntities.All) feature.Controllers.Add(typeof(SimpleController<>).MakeGenericType(entity.Record).GetTypeInfo());
    }
}

/// <summary>Gives the controller of a simple kind its address and its operations their names: <c>/competitors</c>, <c>listCompetitors</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SimpleRecordAttribute : Attribute, IControllerModelConvention
{
    /// <summary>The kind of a record.</summary>
    public static SimpleEntity Of(Type record) => SimpleEntities.All.First(entity => entity.Record == record);

    /// <summary>The kind whose controller this is; null when it is another controller.</summary>
    public static SimpleEntity? OfController(TypeInfo controller) =>
        controller.IsGenericType && controller.GetGenericTypeDefinition() == typeof(SimpleController<>) ? Of(controller.GetGenericArguments()[0]) : null;

    public void Apply(ControllerModel controller)
    {
        var entity = OfController(controller.ControllerType)!;
        controller.ControllerName = entity.Descriptor.Key; // as the route names it
        foreach (var selector in controller.Selectors) selector.EndpointMetadata.Add(new TagsAttribute(entity.Descriptor.Label.En));

        foreach (var action in controller.Actions)
        {
            var isList = action.ActionMethod.Name == nameof(SimpleController<object>.List);
            action.ActionName = action.ActionMethod.Name + (isList ? entity.Names.Many : entity.Names.One);
            if (!isList) continue;
            foreach (var selector in action.Selectors) selector.EndpointMetadata.Add(new ListOfKindAttribute(entity.Descriptor));
        }
    }
}
