using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Views;
using Crm.Domain.Views;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Export;

/// <summary>Says of an export what its saved view says.</summary>
internal sealed class ExportedView(ICrmDb db, ViewReader views, ReadKinds kinds, IFieldCatalogue catalogue)
{
    /// <summary>The export with kind, columns, filter and order of its view, where it says nothing of its own; columns that are no fields, such as counts, stay away.</summary>
    /// <exception cref="NotFoundException">There is no such view, or it is not shared with this user.</exception>
    public async Task<ExportInput> CompleteAsync(ExportInput input, CancellationToken cancellationToken)
    {
        if (input.ViewId is not { } id) return input;
        var entity = await db.SavedViews.Where(v => v.Id == id).Select(v => v.Entity).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(SavedView));
        var view = await (await views.InSightAsync(entity, cancellationToken)).AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancellationToken) ?? throw new NotFoundException(nameof(SavedView));
        if (input.Entity is { } said && said != entity) throw new InvalidException(FieldError.At("entity", "invalid_value"));

        var content = ViewContent.Read(view.Content);
        var fields = kinds.Find(entity) is { } kind ? await catalogue.OfAsync(kind.Descriptor, cancellationToken) : null;
        var columns = content.Columns?.Where(c => !c.Hidden && c.Key is not null && fields?.Find(c.Key) is not null).Select(c => c.Key!).ToList();
        return input with
        {
            Entity = entity,
            Where = input.Where ?? content.Where,
            Q = input.Q ?? content.Q,
            Sort = input.Sort ?? content.Sort,
            Columns = input.Columns ?? (columns is { Count: > 0 } ? columns : null),
        };
    }
}
