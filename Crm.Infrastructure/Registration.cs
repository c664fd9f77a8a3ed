using Crm.Application.Common;
using Crm.Application.Export;
using Crm.Application.Files;
using Crm.Application.Import;
using Crm.Application.Integration;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Search;
using Crm.Application.Security;
using Crm.Infrastructure.Export;
using Crm.Infrastructure.Files;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Import;
using Crm.Infrastructure.Integration;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Security;
using Crm.Infrastructure.Seeding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure;

/// <summary>Registers database, files, search and security.</summary>
public static class Registration
{
    /// <summary>Adds what the use cases need from the outside world.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Settings: Database:Provider, Database:ConnectionString, Files:Root, Seed:*, Mail:*, Jobs:*.</param>
    public static IServiceCollection AddCrmInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Engines.Choose(configuration, provider.GetRequiredService<ILoggerFactory>()));
        services.AddCrmDbContext();
        services.AddScoped(typeof(MediatR.IPipelineBehavior<,>), typeof(RetryBehavior<,>));
        services.AddSingleton<ReadReplica>();
        services.AddScoped<ReadRoute>();
        services.AddScoped<RecordStamps>();
        services.AddSingleton<LoggedKinds>().AddSingleton<RisingIds>().AddScoped<ChangeLog>();
        services.AddSingleton<IFieldCatalogue, FieldCatalogue>();
        services.AddSingleton<FieldIndexes>().AddHostedService(provider => provider.GetRequiredService<FieldIndexes>());
        services.AddScoped<ISearchIndex, SearchIndex>();
        services.AddScoped<IIdempotencyStore, IdempotencyStore>();

        var folders = new DataFolders(configuration["Files:Root"] ?? "data/files");
        services.AddSingleton(folders);
        services.AddSingleton<ITableFiles, TableFiles>();
        services.AddSingleton<IFileStore>(new DiskFileStore(folders.Files));
        services.AddSingleton<ISourceFiles, SourceFiles>();

        services.AddSingleton<IPasswordHasher, PasswordHasher>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<ISigningKeys>(provider => provider.GetRequiredService<SigningKeyRing>());
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<ICursorSeal>(provider => new KeyedSeal(provider.GetRequiredService<ISigningKeys>(), "cursor"));
        services.AddSingleton<ILinkSeal>(provider => new KeyedSeal(provider.GetRequiredService<ISigningKeys>(), "file link"));
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<ISessionWatch, SessionWatch>();
        services.AddScoped<FirstStart>();

        services.AddSingleton(MailSettings.Read(configuration));
        services.AddSingleton<IMailer, SmtpMailer>();
        services.AddScoped<ActingScope>();
        services.AddSingleton(provider => JobCatalogue.Read(configuration, provider.GetRequiredService<IMailer>()));
        services.AddSingleton<JobRunner>();
        services.AddHostedService<JobScheduler>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<IJobFeed, JobFeed>();
        services.AddSingleton(provider => new JobHands(
            JobHands.Read(configuration), provider.GetRequiredService<JobDesk>(), provider.GetService<IHostApplicationLifetime>(), provider.GetRequiredService<ILogger<JobHands>>()));
        services.AddSingleton<IJobSignal>(provider => provider.GetRequiredService<JobHands>());
        services.AddHostedService(provider => provider.GetRequiredService<JobHands>());
        return services;
    }
}
