using System.Text.Json;
using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Application.Simple;

/// <summary>A simple kind of record, as those see it that do for any kind what is otherwise written by hand.</summary>
public abstract class SimpleEntity
{
    /// <summary>Its fields.</summary>
    public abstract EntityDescriptor Descriptor { get; }

    /// <summary>What people call one of them.</summary>
    public abstract Label One { get; }

    /// <summary>Key of the owner field that decides who sees a record; null when whoever may read sees all.</summary>
    public abstract string? SightField { get; }

    /// <summary>Whether only administrators write such records.</summary>
    public abstract bool IsManaged { get; }

    /// <summary>The record.</summary>
    public abstract Type Record { get; }

    /// <summary>Its name in code, of one and of many: <c>Competitor</c>, <c>Competitors</c>.</summary>
    public (string One, string Many) Names => (Record.Name, string.Concat(Descriptor.Key.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    /// <summary>What whoever sees such records must be allowed: <c>competitors.read</c>.</summary>
    public string ReadPermission => Descriptor.Key + ".read";

    /// <summary>What whoever makes or changes such records must be allowed.</summary>
    public string WritePermission => Descriptor.Key + ".write";

    /// <summary>What whoever deletes or restores such records must be allowed.</summary>
    public string DeletePermission => Descriptor.Key + ".delete";

    /// <summary>Its name in the search box: <c>competitor</c>.</summary>
    public string SearchType => JsonNamingPolicy.SnakeCaseLower.ConvertName(Record.Name);

    /// <summary>The entity of a descriptor.</summary>
    public static SimpleEntity Of<T>(SimpleDescriptor<T> descriptor)
        where T : NamedRecord => new Entity<T>(descriptor);

    /// <summary>All records of the kind that are in use and in sight.</summary>
    public abstract IQueryable<NamedRecord> Rows(ICrmDb db);

    internal abstract void Register(IServiceCollection services);

    internal abstract void Map(IMapperConfigurationExpression mapper);

    private sealed class Entity<T>(SimpleDescriptor<T> descriptor) : SimpleEntity
        where T : NamedRecord
    {
        public override EntityDescriptor Descriptor => descriptor;

        public override Label One => descriptor.One;

        public override string? SightField => descriptor.SightField;

        public override bool IsManaged => descriptor.IsManaged;

        public override Type Record => typeof(T);

        public override IQueryable<NamedRecord> Rows(ICrmDb db) => db.Set<T>();

        internal override void Register(IServiceCollection services)
        {
            services.AddSingleton(provider => new SimpleShape<T>(this, descriptor, provider.GetRequiredService<TimeProvider>()));
            services.AddScoped<SimpleWriter<T>>().AddScoped<SimpleRecords<T>>();
            services.AddSingleton<ListedKind>(new ListedKind<T, SimpleRow>(
                descriptor, ReadPermission, list => new ListSimple(descriptor.Key, list), [.. descriptor.Fields.Select(field => field.Key), "id", "version", "custom"]));
            services.AddScoped<RecordKind>(provider => provider.GetRequiredService<SimpleRecords<T>>());
        }

        internal override void Map(IMapperConfigurationExpression mapper) =>
            mapper.CreateMap<T, SimpleRead<T>>().ForMember(read => read.Record, m => m.MapFrom(record => record));
    }
}
