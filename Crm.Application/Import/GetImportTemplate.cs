using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Import;

/// <summary>An empty file with a column for each field, to be filled and imported.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Format">XLSX or CSV.</param>
/// <param name="Language">Language of the column names.</param>
[RequirePermission(Permissions.ImportsCreate)]
public sealed record GetImportTemplate(string Entity, SourceFormat Format, string Language) : IRequest<ImportTemplate>;

/// <summary>A file to be filled.</summary>
/// <param name="Name">File name.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ImportTemplate(string Name, Stream Content);

internal sealed class GetImportTemplateHandler(RecordKinds kinds, ImportDesk desk, ISourceFiles files, ICurrentUser user) : IRequestHandler<GetImportTemplate, ImportTemplate>
{
    public async Task<ImportTemplate> Handle(GetImportTemplate request, CancellationToken cancellationToken)
    {
        var kind = ImportDesk.KindOf(kinds, request.Entity, user);
        var targets = await desk.TargetsAsync(kind, cancellationToken);
        var english = request.Language == "en";
        string Of(Label label) => english ? label.En : label.Zh;

        List<string> columns = [.. targets.All.Where(t => t is { OnlyFinds: false } && t.Key != ImportTargets.WholeAddress && (t.Part is null || t.Member == "customers")).Select(t => Of(t.Label)).Distinct()];
        var content = new MemoryStream();
        await files.WriteAsync(new SourceLayout { Format = request.Format, Sheet = Of(kind.Descriptor.Label) }, Header(columns), content, cancellationToken);
        content.Position = 0;
        return new ImportTemplate($"{Of(kind.Descriptor.Label)}{(english ? " template" : "导入模板")}.{(request.Format == SourceFormat.Csv ? "csv" : "xlsx")}", content);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Header(IReadOnlyList<string> columns)
    {
        await Task.CompletedTask;
        yield return columns;
    }
}
