using Crm.Domain.Settings;
using Crm.Infrastructure.Seeding;

namespace Crm.Infrastructure.Tests.Seeding;

public class DefaultCodeListsTests
{
    private static readonly IReadOnlyList<CodeListItem> Items = DefaultCodeLists.Create(new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc));

    [Fact]
    public void Every_list_has_items() =>
        Assert.Equal(CodeLists.All.Keys.Order(), Items.Select(i => i.List).Distinct().Order());

    [Fact]
    public void Codes_and_labels_are_unique_in_their_list()
    {
        foreach (var list in Items.GroupBy(i => i.List))
        {
            Assert.Equal(list.Count(), list.Select(i => i.Code).Distinct().Count());
            Assert.Equal(list.Count(), list.Select(i => i.LabelZh).Distinct().Count());
            Assert.Equal(list.Count(), list.Select(i => i.LabelEn).Distinct().Count());
            Assert.Equal(Enumerable.Range(1, list.Count()).Select(n => n * 10), list.Select(i => i.Position));
        }
    }

    [Fact]
    public void Codes_and_labels_fit() =>
        Assert.All(Items, i => Assert.True(
            i.Code.Length <= CodeListItem.CodeMaxLength && i.LabelZh.Length <= CodeListItem.LabelMaxLength && i.LabelEn.Length <= CodeListItem.LabelMaxLength, i.Code));
}
