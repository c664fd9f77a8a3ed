using System.Reflection;
using AutoMapper;
using Crm.Application.Activities;
using Crm.Application.Bulk;
using Crm.Application.Care;
using Crm.Application.Changes;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Export;
using Crm.Application.Import;
using Crm.Application.Integration;
using Crm.Application.Jobs;
using Crm.Application.KeyAccounts;
using Crm.Application.Lifecycle;
using Crm.Application.Managers;
using Crm.Application.Offers;
using Crm.Application.Orders;
using Crm.Application.Products;
using Crm.Application.Receivables;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Segments;
using Crm.Application.Settings;
using Crm.Application.Tiers;
using Crm.Application.Views;
using Crm.Domain.Activities;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.KeyAccounts;
using Crm.Domain.Offers;
using Crm.Domain.Orders;
using Crm.Domain.Products;
using Crm.Domain.Questionnaires;
using Crm.Domain.Receivables;
using Crm.Domain.Security;
using Crm.Domain.Segments;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Application;

/// <summary>Registers the use cases.</summary>
public static class Registration
{
    private static readonly Assembly Here = typeof(Registration).Assembly;

    /// <summary>Adds the use cases, their validators and what they share.</summary>
    /// <param name="services">The services.</param>
    /// <param name="autoMapperLicenseKey">AutoMapper's licence key, where the company needs one.</param>
    public static IServiceCollection AddCrmApplication(this IServiceCollection services, string? autoMapperLicenseKey = null)
    {
        ValidatorOptions.Global.LanguageManager.Enabled = false;
        services.AddMediator();
        services.AddImplementationsOf(typeof(IValidator<>), ServiceLifetime.Singleton); // building rules is dear, running them is not
        services.AddSingleton(provider => CreateMapperConfiguration(autoMapperLicenseKey, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<MapperConfiguration>().CreateMapper());

        foreach (var descriptor in Here.GetTypes().Where(t => t.IsSubclassOf(typeof(EntityDescriptor)) && !t.IsAbstract))
        {
            services.AddSingleton(descriptor);
            services.AddSingleton(typeof(EntityDescriptor), provider => provider.GetRequiredService(descriptor));
        }

        services.AddScoped<RecordKinds>().AddScoped<ExternalReferences>().AddScoped<BulkWrites>().AddScoped<OpenItems>().AddScoped<ExportTable>().AddScoped<ExportedView>();
        services.AddScoped(provider => new RecordMatcher(provider.GetRequiredService<IFieldCatalogue>(), provider.GetRequiredService<ExternalReferences>()));
        foreach (var entity in SimpleEntities.All) entity.Register(services);
        services.AddScoped<RecordKind, CustomerRecords>();
        services.AddScoped<RecordKind, AddressRecords>();
        services.AddScoped<RecordKind, TaxProfileRecords>();
        services.AddScoped<RecordKind, ContactRecords>();
        services.AddScoped<RecordKind, PlaceRecords>();
        services.AddScoped<RecordKind, InteractionRecords>();
        services.AddScoped<RecordKind, FollowUpRecords>();
        services.AddScoped<RecordKind, FollowUpSeriesRecords>();
        services.AddScoped<RecordKind, ProductCategoryRecords>();
        services.AddScoped<RecordKind, ProductRecords>();
        services.AddScoped<RecordKind, OrderRecords>();
        services.AddScoped<RecordKind, SalesReturnRecords>();
        services.AddScoped<RecordKind, PaymentRecords>();
        services.AddScoped<RecordKind, OfferRecords>();
        services.AddScoped<RecordKind, SegmentRecords>();
        services.AddScoped<RecordKind, KeyAccountRecords>();
        services.AddScoped<ReadKinds>().AddScoped<ReadKind, AnswerSetKind>();

        services.AddScoped<ChangeOrigin>().AddScoped<ChangeReader>();
        services.AddScoped<FieldMap>().AddScoped<FilterTranslator>().AddScoped<RecordLister>().AddScoped<FieldCheck>();
        services.AddListed<Customer, CustomerRow, CustomerDescriptor>(Permissions.CustomersRead, list => new ListCustomers(list));
        services.AddListed<Customer, PoolRow, PoolDescriptor>(Permissions.CustomersRead, list => new ListPool(list));
        services.AddListed<Contact, ContactRow, ContactDescriptor>(Permissions.ContactsRead, list => new ListContacts(list));
        services.AddListed<Interaction, InteractionDetail, InteractionDescriptor>(Permissions.ActivitiesRead, list => new ListInteractions(list));
        services.AddListed<FollowUp, FollowUpRow, FollowUpDescriptor>(Permissions.ActivitiesRead, list => new ListFollowUps(list));
        services.AddListed<FollowUpSeries, FollowUpSeriesRow, FollowUpSeriesDescriptor>(Permissions.ActivitiesRead, list => new ListFollowUpSeries(list));
        services.AddListed<Product, ProductRow, ProductDescriptor>(Permissions.OrdersRead, list => new ListProducts(list));
        services.AddListed<ProductCategory, ProductCategoryRow, ProductCategoryDescriptor>(Permissions.OrdersRead, list => new ListProductCategories(list));
        services.AddListed<Order, OrderRow, OrderDescriptor>(Permissions.OrdersRead, list => new ListOrders(list));
        services.AddListed<SalesReturn, SalesReturnRow, SalesReturnDescriptor>(Permissions.OrdersRead, list => new ListSalesReturns(list));
        services.AddListed<Payment, PaymentRow, PaymentDescriptor>(Permissions.OrdersRead, list => new ListPayments(list));
        services.AddListed<Absence, AbsenceRow, AbsenceDescriptor>(Permissions.UsersRead, list => new ListAbsences(list));
        services.AddListed<Offer, OfferRow, OfferDescriptor>(Permissions.OffersRead, list => new ListOffers(list));
        services.AddListed<Segment, SegmentRow, SegmentDescriptor>(Permissions.CustomersRead, list => new ListSegments(list));
        services.AddListed<KeyAccountPlan, KeyAccountRow, KeyAccountDescriptor>(Permissions.CustomersRead, list => new ListKeyAccounts(list));
        services.AddListed<CareProposal, CareProposalRow, CareProposalDescriptor>(Permissions.CareRead, list => new ListCareProposals(list));
        services.AddListed<AnswerSet, AnswerSetRow, AnswerSetDescriptor>(Permissions.ActivitiesRead, list => new ListAnswerSets(list));
        services.AddListed<User, UserRow, UserDescriptor>(Permissions.UsersRead, list => new ListUsers(list));
        services.AddSingleton<ListedKinds>();
        services.AddScoped<RecordGroups>().AddScoped<FilterWords>().AddScoped<ViewReader>();
        services.AddScoped<CodeCheck>().AddScoped<TagBook>().AddScoped<CustomFieldValues>();
        services.AddScoped<CustomerReader>().AddScoped<CustomerReferences>().AddScoped<CustomerWriter>();
        services.AddScoped<ContactReader>().AddScoped<ContactReferences>().AddScoped<PlacesAtCustomers>().AddScoped<ContactWriter>();
        services.AddScoped<ServicePlanBook>().AddScoped<FollowUpEngine>().AddScoped<RearrangeSteps>().AddScoped<LateSteps>().AddScoped<DeviationBook>().AddScoped<WeeklyDeviations>().AddScoped<ActivityReader>().AddScoped<ActivityReferences>().AddScoped<TimelineReader>().AddScoped<PromiseBook>().AddScoped<SeriesPlanner>();
        services.AddScoped<ImportDesk>().AddScoped<ImportErrors>().AddScoped<RowMatching>().AddScoped<OrderRows>().AddScoped<MissingCodes>().AddScoped<NewFields>().AddSingleton<EarlierRows>().AddSingleton<RowsOfFile>();
        services.AddScoped<JobBook>().AddScoped<JobReader>();
        foreach (var work in Here.GetTypes().Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(typeof(IJobWork)))) services.AddScoped(typeof(IJobWork), work);
        services.AddScoped<ProductCategoryWriter>().AddScoped<ProductWriter>();
        services.AddScoped<ManagerReader>();
        services.AddScoped<TierSchemes>().AddScoped<TierBook>();
        services.AddScoped<SegmentFilters>().AddScoped<INamedFilters>(provider => provider.GetRequiredService<SegmentFilters>()).AddScoped<SegmentBook>().AddScoped<LifecycleBook>().AddScoped<LifecycleSteps>();
        services.AddScoped<TradeBook>().AddScoped<TradeReferences>().AddScoped<OrderWriter>().AddScoped<OrderReader>().AddScoped<SalesReturnWriter>().AddScoped<PaymentWriter>();
        services.AddScoped<OccasionBook>().AddScoped<CareEngine>().AddScoped<CareBudgets>().AddScoped<CareReader>().AddScoped<CarePost>();
        services.AddScoped<OfferWriter>().AddScoped<OfferReader>().AddScoped<PriceLimits>();
        services.AddScoped<AnswerBook>().AddScoped<KeyAccountBook>();
        services.AddScoped<Sessions>().AddScoped<AccountMails>().AddScoped<Outbox>();
        return services;
    }

    /// <summary>The mappings, for reading only.</summary>
    public static MapperConfiguration CreateMapperConfiguration(string? licenseKey, ILoggerFactory logs) => new(
        configuration =>
        {
            configuration.LicenseKey = licenseKey;
            configuration.AddMaps(Here);
            foreach (var entity in SimpleEntities.All) entity.Map(configuration);
        },
        logs);

    /// <summary>Lets a kind of record be searched, grouped and seen in saved views.</summary>
    private static void AddListed<T, TRow, TDescriptor>(this IServiceCollection services, string readPermission, Func<ListRequest, IRequest<ListPage<TRow>>> request)
        where T : Record
        where TRow : IRow
        where TDescriptor : EntityDescriptor<T> =>
        services.AddSingleton<ListedKind>(provider => new ListedKind<T, TRow>(provider.GetRequiredService<TDescriptor>(), readPermission, request));

    /// <summary>MediatR in one place, so that another version is a small change.</summary>
    private static void AddMediator(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddImplementationsOf(typeof(IRequestHandler<,>), ServiceLifetime.Scoped);
        services.AddImplementationsOf(typeof(INotificationHandler<>), ServiceLifetime.Scoped);
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(PermissionBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
    }

    private static void AddImplementationsOf(this IServiceCollection services, Type open, ServiceLifetime lifetime)
    {
        foreach (var type in Here.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var closed in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == open))
                services.Add(new ServiceDescriptor(closed, type, lifetime));
        }
    }
}
