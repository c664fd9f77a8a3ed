using System.Globalization;
using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Records;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Crm.Api.OpenApi;

/// <summary>Describes of each operation what its signature does not say: lists, headers, refusals and examples.</summary>
internal sealed class OperationDetails : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var action = new ActionFacts(context);
        operation.Parameters = [.. Parameters(operation, action, context.Document)];
        operation.Security = action.IsAnonymous ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiSetup.Bearer, context.Document)] = [] }];
        DescribeBody(operation, action);
        DescribeAnswer(operation, action, context.Document);
        foreach (var status in action.Refusals()) operation.Responses![Text(status)] = new OpenApiResponseReference(Text(status), context.Document);
    }

    private static IEnumerable<IOpenApiParameter> Parameters(OpenApiOperation operation, ActionFacts action, OpenApiDocument document)
    {
        IOpenApiParameter Shared(string name) => new OpenApiParameterReference(name, document);

        foreach (var parameter in operation.Parameters ?? [])
            if (action.IsOwnParameter(parameter.Name)) yield return parameter;

        if (action.List is { } list)
        {
            foreach (var name in SharedParts.List) yield return Shared(name);
            yield return ListParameters.Sort(list);
            yield return ListParameters.Filter(list, document);
        }

        if (action.IsTimeline)
        {
            yield return Shared("Limit");
            yield return Shared("Cursor");
            yield return ListParameters.TimelineFilter();
        }

        if (action.TakesIfMatch) yield return Shared(SharedParts.IfMatch);
        if (action.TakesIdempotencyKey) yield return Shared(action.NeedsIdempotencyKey ? SharedParts.NeededIdempotencyKey : SharedParts.IdempotencyKey);
        yield return Shared(SharedParts.AcceptLanguage);
    }

    private static void DescribeBody(OpenApiOperation operation, ActionFacts action)
    {
        if (operation.RequestBody is not OpenApiRequestBody body) return;
        body.Required = true;
        if (action.Body is not { } type || Examples.Of(type) is not { } example) return;
        foreach (var media in body.Content!.Values.OfType<OpenApiMediaType>()) media.Example = example.DeepClone();
    }

    private static void DescribeAnswer(OpenApiOperation operation, ActionFacts action, OpenApiDocument document)
    {
        var (status, answer) = operation.Responses!.First();
        var response = (OpenApiResponse)answer;
        response.Description = status switch { "201" => "Made. `Location` holds its address.", "207" => "What came of each item, in order.", "202" => "Begun. `Location` holds the address of the job.", "204" => "Done.", _ => "The answer." };
        response.Headers = new Dictionary<string, IOpenApiHeader> { [RequestIdMiddleware.Header] = new OpenApiHeaderReference("RequestId", document) };
        if (action.AnswersVersion) response.Headers["ETag"] = new OpenApiHeaderReference("ETag", document);
        if (status is "201" or "202") response.Headers["Location"] = new OpenApiHeaderReference("Location", document);
        if (action.TakesIdempotencyKey) response.Headers[IdempotencyMiddleware.ReplayedHeader] = new OpenApiHeaderReference("IdempotencyReplayed", document);

        if (action.IsDownload)
        {
            var bytes = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            response.Content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new OpenApiMediaType { Schema = bytes } };
        }
        else if (action.Answer is { } type && response.Content is { } content && content.TryGetValue(Json, out var media))
        {
            media.Example = Examples.Of(type);
        }
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>What can be read from the method behind an operation.</summary>
    private sealed class ActionFacts(OperationFilterContext context)
    {
        private readonly IList<ParameterDescriptor> _parameters = context.ApiDescription.ActionDescriptor.Parameters;
        private readonly IList<object> _metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;

        public string Method { get; } = context.ApiDescription.HttpMethod!;

        public bool IsAnonymous => _metadata.OfType<IAllowAnonymous>().Any();

        public bool IsDownload => typeof(FileResult).IsAssignableFrom(Answer);

        public bool IsTimeline => Has(typeof(TimelineRequest));

        public EntityDescriptor? List => _metadata.OfType<ListOfAttribute>().FirstOrDefault()?.Descriptor;

        public bool TakesIfMatch => _parameters.Any(p => p.BindingInfo?.BinderType == typeof(IfMatchBinder));

        public bool TakesIdempotencyKey => Method == "POST" && !TakesForm && !_metadata.OfType<SecretAnswerAttribute>().Any() && !_metadata.OfType<ReadByPostAttribute>().Any();

        public bool NeedsIdempotencyKey => _metadata.OfType<RequireIdempotencyKeyAttribute>().Any();

        private bool TakesForm => context.ApiDescription.ParameterDescriptions.Any(p => p.Source.Id is "FormFile" or "Form");

        public bool AnswersVersion => Answer?.GetProperty("Version", typeof(int)) is not null;

        public Type? Body => _parameters.FirstOrDefault(p => p.BindingInfo?.BindingSource?.Id == "Body")?.ParameterType;

        /// <summary>What the method answers, out of its task and action result.</summary>
        public Type? Answer { get; } = Unwrap(context.MethodInfo.ReturnType);

        /// <summary>Parameters that are described as they are, and not by one of the shared ones.</summary>
        public bool IsOwnParameter(string? name) =>
            _parameters.Any(p => p.Name == name && p.ParameterType != typeof(ListRequest) && p.ParameterType != typeof(TimelineRequest) && p.BindingInfo?.BinderType != typeof(IfMatchBinder));

        public IEnumerable<int> Refusals()
        {
            var hasBody = Body is not null || TakesForm;
            yield return 400;
            if (!IsAnonymous || Method == "POST") yield return 401;
            if (!IsAnonymous || _metadata.OfType<Security.SameOriginAttribute>().Any()) yield return 403;
            if (context.ApiDescription.RelativePath!.Contains('{', StringComparison.Ordinal)) yield return 404;
            if (TakesIdempotencyKey || Method is "PATCH") yield return 409;
            if (TakesIfMatch) yield return 412;
            if (hasBody) yield return 413;
            if (hasBody) yield return 415;
            if (hasBody || TakesIdempotencyKey) yield return 422;
            if ((IsAnonymous && hasBody) || _metadata.OfType<Security.PacedAttribute>().Any()) yield return 429;
            yield return 500;
        }

        private bool Has(Type parameter) => _parameters.Any(p => p.ParameterType == parameter);

        private static Type? Unwrap(Type type)
        {
            while (type.IsGenericType && type.GetGenericTypeDefinition() is { } definition && (definition == typeof(Task<>) || definition == typeof(ActionResult<>)))
                type = type.GetGenericArguments()[0];
            return type == typeof(NoContentResult) ? null : type;
        }
    }
}
