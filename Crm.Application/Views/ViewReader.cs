using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Views;

namespace Crm.Application.Views;

/// <summary>Reads views as the one who asks may see them.</summary>
internal sealed class ViewReader(ICrmDb db, FieldMap fields, FilterWords words, IUserDirectory directory, ICurrentUser user)
{
    private static readonly Dictionary<ViewLayout, FieldType[]> LayoutTypes = new()
    {
        [ViewLayout.Board] = [FieldType.Choice, FieldType.Code, FieldType.Owner, FieldType.Score, FieldType.YesNo, FieldType.Relation, FieldType.Region],
        [ViewLayout.Calendar] = [FieldType.Date, FieldType.DateTime],
    };

    /// <summary>One's own, and those that are shared with one.</summary>
    public async Task<IQueryable<SavedView>> InSightAsync(string entity, CancellationToken cancellationToken)
    {
        var (me, role) = (user.RequireId(), user.Role);
        var teamId = await TeamOfAsync(me, cancellationToken);
        var all = user.May(Permissions.SettingsManage); // sees whatever is shared, with whomever
        return db.SavedViews.Where(v => v.Entity == entity && (v.OwnerId == me || v.SharedWith == ViewAudience.Everybody
            || (v.SharedWith == ViewAudience.Team && (all || v.TeamId == teamId)) || (v.SharedWith == ViewAudience.Role && (all || v.ForRole == role))));
    }

    public bool MayChange(SavedView view) => view.OwnerId == user.UserId || user.May(Permissions.SettingsManage);

    public async Task<Guid?> TeamOfAsync(Guid userId, CancellationToken cancellationToken) => (await directory.FindAsync(userId, cancellationToken))?.TeamId;

    /// <summary>Refuses a board or calendar by a field that cannot make one, and an order by one that cannot order.</summary>
    public async Task EnsureLayoutAsync(ListedKind kind, SavedViewInput input, CancellationToken cancellationToken)
    {
        var own = (await fields.OfAsync(kind.Descriptor, cancellationToken)).Own;
        var errors = new List<FieldError>();
        if (SortKeys(input.Sort).Any(key => own.Find(key) is not { Sortable: true })) errors.Add(FieldError.At("sort", "unknown_field"));
        if (LayoutTypes.TryGetValue(input.Layout, out var types))
        {
            if (input.LayoutField is null) errors.Add(FieldError.At("layoutField", "required"));
            else if (own.Find(input.LayoutField) is not { } field || !types.Contains(field.Type)) errors.Add(FieldError.At("layoutField", "unknown_field"));
        }

        if (errors.Count > 0) throw new InvalidException(errors);
    }

    public async Task<IReadOnlyList<SavedViewRow>> RowsAsync(ListedKind kind, IReadOnlyList<SavedView> views, CancellationToken cancellationToken)
    {
        var paths = await fields.OfAsync(kind.Descriptor, cancellationToken);
        var contents = views.Select(view => ViewContent.Read(view.Content)).ToList();
        var filters = contents.ConvertAll(content => content.Where is { } where ? FilterParser.Read(where, "/where") : new AllOf([]));
        var texts = await words.DescribeAsync(paths, filters, cancellationToken);

        var rows = new List<SavedViewRow>();
        for (var i = 0; i < views.Count; i++)
        {
            var (view, content) = (views[i], contents[i]);
            rows.Add(new SavedViewRow
            {
                Id = view.Id,
                Entity = view.Entity,
                Name = view.Name,
                Where = content.Where,
                FilterText = texts[i],
                Q = content.Q,
                Sort = content.Sort,
                Columns = content.Columns,
                Layout = content.Layout,
                LayoutField = content.LayoutField,
                Density = content.Density,
                SharedWith = view.SharedWith,
                TeamId = view.TeamId,
                Role = view.ForRole,
                OwnerId = view.OwnerId,
                OwnerName = await directory.NameOfAsync(view.OwnerId, cancellationToken),
                Gone = Gone(paths, kind.Members, filters[i], content),
                Can = new RecordCanChange(MayChange(view), MayChange(view)),
                CreatedAt = view.CreatedAt,
                UpdatedAt = view.UpdatedAt,
                Version = view.Version,
            });
        }

        return rows;
    }

    private static IReadOnlyList<string> Gone(FieldPaths paths, IReadOnlySet<string> members, Filter filter, ViewContent content)
    {
        var needed = filter.Comparisons.Select(comparison => comparison.Field).Where(key => paths.Find(key) is not { Field.Filterable: true })
            .Concat(SortKeys(content.Sort).Where(key => paths.Own.Find(key) is not { Sortable: true }))
            .Concat(content.LayoutField is { } field && paths.Own.Find(field) is null ? [field] : [])
            .Concat((content.Columns ?? []).Select(column => column.Key!).Where(key => key.StartsWith(FieldSet.CustomPrefix, StringComparison.Ordinal) && paths.Own.Find(key) is null && !members.Contains(key)));
        return [.. needed.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> SortKeys(string? sort) =>
        sort?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.TrimStart('-')) ?? [];
}
