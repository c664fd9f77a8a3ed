using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Fills in what follows from other columns, for those who were written down before there were such columns; one statement for each, and none that finds anything the second time.</summary>
internal static class DerivedColumns
{
    public static async Task FillAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        await db.Set<Customer>().IgnoreQueryFilters().Where(c => c.Birthday != null && c.BirthdayKey == null) // those in the bin too
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.BirthdayKey, c => c.LunarBirthday != null ? -c.LunarBirthday : (c.Birthday!.Value.Month * 100) + c.Birthday.Value.Day), cancellationToken);
        await db.Set<Customer>().IgnoreQueryFilters().Where(c => c.FoundedOn != null && c.FoundingKey == null) // as above
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.FoundingKey, c => (c.FoundedOn!.Value.Month * 100) + c.FoundedOn.Value.Day), cancellationToken);
        await db.Set<Contact>().IgnoreQueryFilters().Where(c => c.Birthday != null && c.BirthdayKey == null) // as above
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.BirthdayKey, c => c.LunarBirthday != null ? -c.LunarBirthday : (c.Birthday!.Value.Month * 100) + c.Birthday.Value.Day), cancellationToken);
        await db.Set<Customer>().IgnoreQueryFilters().Where(c => c.Place.ProvinceCode != null && c.RegionCode == null) // as above
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RegionCode, c => c.Place.DistrictCode ?? c.Place.CityCode ?? c.Place.ProvinceCode), cancellationToken);
    }
}
