using System.Xml.Linq;
using Crm.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Security;

/// <summary>
/// Keeps the keys of ASP.NET Core's data protection in the database, where every node finds them, instead of in a folder of whoever
/// started the program. Nothing here asks for them yet; whatever does gets keys that all nodes share.
/// </summary>
internal sealed class DataProtectionKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<DataProtectionKeyRow>().AsNoTracking().AsEnumerable().Select(row => XElement.Parse(row.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        db.Add(new DataProtectionKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChangesAsync(CancellationToken.None).GetAwaiter().GetResult(); // the interface knows no waiting; it happens once in 90 days
    }
}

/// <summary>Registers where data protection keeps its keys.</summary>
public static class DataProtectionRegistration
{
    private const string Application = "crm";

    /// <summary>Keys are read when somebody asks for them, and not at every start. To be called after whatever else asks for data protection.</summary>
    /// <param name="services">The services.</param>
    public static void KeepDataProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<IServiceScopeFactory>())));
        foreach (var reader in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(reader);
    }
}
