using Crm.Application.Records;
using Crm.Application.Simple;
using Crm.Domain.Care;

namespace Crm.Application.Care;

/// <summary>A festival, field by field. Everybody reads which ones the house keeps; administrators decide.</summary>
public sealed class FestivalDescriptor : SimpleDescriptor<Festival>
{
    /// <summary>Names every field once.</summary>
    public FestivalDescriptor()
        : base("festivals", new Label("节日", "festival"), new Label("节日", "Festivals"))
    {
        AddName("名称", "Name", Festival.NameMaxLength);
        Add(Field("englishName", FieldType.Text, "英文名称", "English name", f => f.EnglishName) with { MaxLength = Festival.NameMaxLength });
        Add(Field("calendar", FieldType.Choice, "历法", "Calendar", f => f.Calendar) with { Filterable = true, Choices = ["solar", "lunar"], Options = Named(("solar", "公历", "Solar"), ("lunar", "农历", "Lunar")) });
        Add(Field("month", FieldType.Number, "月", "Month", f => f.Month) with { Required = true, Sortable = true, Filterable = true, Min = 1, Max = 12 });
        Add(Field("day", FieldType.Number, "日", "Day", f => f.Day) with { Required = true, Min = 1, Max = 31 });
        Add(Field("term", FieldType.Choice, "节气", "Solar term", f => f.Term) with { Filterable = true, Choices = ["pure_brightness", "winter_solstice"], Options = Named(("pure_brightness", "清明", "Pure brightness"), ("winter_solstice", "冬至", "Winter solstice")), Help = new Label("按节气过的节日，日期由太阳的位置算出，月和日只供参考", "Where it goes by a solar term, the day follows from the sun; month and day say only about when") });
        Add(Field("shownOnly", FieldType.YesNo, "只在日历上显示", "Shown only", f => f.ShownOnly) with { Help = new Label("在日历上显示，但不向客户祝福", "Stands in the calendar; nobody is wished anything") });
        Add(Field("switchedOff", FieldType.YesNo, "停用", "Switched off", f => f.SwitchedOff) with { Filterable = true });
        Add(Field("greeting", FieldType.LongText, "祝福语（中文）", "Greeting in Chinese", f => f.Greeting) with { MaxLength = Festival.GreetingMaxLength });
        Add(Field("englishGreeting", FieldType.LongText, "祝福语（英文）", "Greeting in English", f => f.EnglishGreeting) with { MaxLength = Festival.GreetingMaxLength });
        AddStamps();
    }

    /// <inheritdoc/>
    public override bool IsManaged => true;
}
