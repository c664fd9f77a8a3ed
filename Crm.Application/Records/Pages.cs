namespace Crm.Application.Records;

/// <summary>Pages made otherwise than by listing.</summary>
public static class Pages
{
    /// <summary>A short list that is always given whole.</summary>
    public static ListPage<TRow> Whole<TRow>(IReadOnlyList<TRow> rows) => new(rows, new PageInfo(null, false, Math.Max(rows.Count, 1)));
}
