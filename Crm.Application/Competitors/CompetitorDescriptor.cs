using Crm.Application.Records;
using Crm.Application.Simple;
using Crm.Domain.Competitors;
using Crm.Domain.Settings;

namespace Crm.Application.Competitors;

/// <summary>A competitor, field by field.</summary>
public sealed class CompetitorDescriptor : SimpleDescriptor<Competitor>
{
    /// <summary>Names every field once.</summary>
    public CompetitorDescriptor()
        : base("competitors", new Label("竞争对手", "competitor"), new Label("竞争对手", "Competitors"))
    {
        AddName("名称", "Name", maxLength: 200);
        Add(Field("threatLevel", FieldType.Code, "威胁程度", "Threat level", c => c.ThreatLevel) with { Filterable = true, BulkEditable = true, CodeList = CodeLists.ThreatLevel });
        Add(Field("website", FieldType.WebAddress, "网站", "Website", c => c.Website) with { Filterable = true, MaxLength = 300 });
        Add(Field("country", FieldType.Text, "国家/地区", "Country or region", c => c.Country) with { Filterable = true, BulkEditable = true, MaxLength = 60 });
        Add(Field("marketShare", FieldType.Percent, "市场份额", "Market share", c => c.MarketShare) with { Sortable = true, Filterable = true, Min = 0, Max = 100 });
        Add(Field("mainProducts", FieldType.LongText, "主要产品", "Main products", c => c.MainProducts) with { Filterable = true, MaxLength = 1000 });
        Add(Field("strengths", FieldType.LongText, "优势", "Strengths", c => c.Strengths) with { MaxLength = 4000 });
        Add(Field("weaknesses", FieldType.LongText, "劣势", "Weaknesses", c => c.Weaknesses) with { MaxLength = 4000 });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Watched by", c => c.OwnerId) with { Filterable = true, BulkEditable = true });
        Add(Field("notes", FieldType.LongText, "备注", "Notes", c => c.Notes) with { MaxLength = 4000 });
        AddStamps();
    }
}
