using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Security;
using Crm.Domain.Segments;
using Crm.Domain.Settings;

namespace Crm.Application.Segments;

/// <summary>A segment, field by field.</summary>
public sealed class SegmentDescriptor : EntityDescriptor<Segment>
{
    /// <summary>Names every field once.</summary>
    public SegmentDescriptor()
        : base("segments", new Label("客户分群", "Segments"))
    {
        Add(Field("name", FieldType.Text, "名称", "Name", s => s.Name) with
        {
            Required = true, Unique = true, Sortable = true, SortBy = By(s => s.NameSortKey), Filterable = true, Searchable = true, MaxLength = Segment.NameMaxLength,
        });
        Add(Field("description", FieldType.LongText, "说明", "Description", s => s.Description) with { Filterable = true, Searchable = true, MaxLength = Segment.DescriptionMaxLength });
        Add(Field("color", FieldType.Choice, "颜色", "Color", s => s.Color) with
        {
            Required = true, Filterable = true, Choices = Tag.Colors,
            Options = Named(("grey", "灰", "Grey"), ("blue", "蓝", "Blue"), ("green", "绿", "Green"), ("yellow", "黄", "Yellow"), ("orange", "橙", "Orange"), ("red", "红", "Red"), ("purple", "紫", "Purple"), ("teal", "青", "Teal")),
        });
        Add(Field("kind", FieldType.Choice, "类型", "Kind", s => s.Kind) with { Required = true, Filterable = true, Choices = WordsOf<SegmentKind>(), Options = Named(("live", "动态", "Live"), ("static", "静态", "Static")) });
        Add(Field("where", FieldType.Structure, "条件", "Condition", s => s.Where) with { Stored = By(s => SegmentInput.FilterOf(s.Where)) });
        Add(Field("shared", FieldType.YesNo, "共享", "Shared", s => s.Shared) with { Required = true, Filterable = true, BulkEditable = true });
        Add(Field("archived", FieldType.YesNo, "已归档", "Archived", s => s.ArchivedAt != null) with { Required = true, Filterable = true, BulkEditable = true });
        Add(Field("ownerId", FieldType.Owner, "创建人", "Made by", s => s.OwnerId) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("takenAt", FieldType.DateTime, "成员更新时间", "Members taken at", s => s.TakenAt) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", s => s.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", s => s.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<User, UserDescriptor>("owner", "创建人", "Made by", s => s.Owner));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "name";
}
