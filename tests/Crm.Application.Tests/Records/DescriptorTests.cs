using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Crm.Application.Activities;
using Crm.Application.Care;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Jobs;
using Crm.Application.KeyAccounts;
using Crm.Application.Managers;
using Crm.Application.Offers;
using Crm.Application.Orders;
using Crm.Application.Products;
using Crm.Application.Receivables;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Segments;
using Crm.Domain.Settings;
using Record = Crm.Domain.Common.Record;

namespace Crm.Application.Tests.Records;

public class DescriptorTests
{
    /// <summary>Each kind of record with its answer, its input, and what is stored and not described, with the reason.</summary>
    private static readonly Dictionary<string, Kind> Kinds = new()
    {
        ["customers"] = new(new CustomerDescriptor(), typeof(CustomerDetail), typeof(CustomerInput), new()
        {
            ["NameSortKey"] = "follows from the name",
            ["Place"] = "described part by part",
            ["LunarBirthday"] = "follows from the birthday and its calendar",
            ["BirthdayKey"] = "follows from the birthday and its calendar",
            ["FoundingKey"] = "follows from the founding day",
            ["PoolWarnedAt"] = "tells the nightly work whom it has warned",
        }),
        ["addresses"] = new(new AddressDescriptor(), typeof(AddressRow), typeof(AddressInput), new() { ["Place"] = "described part by part" }),
        ["tax-profiles"] = new(new TaxProfileDescriptor(), typeof(TaxProfileRow), typeof(TaxProfileInput), []),
        ["places"] = new(new PlaceDescriptor(), typeof(CustomerContactRow), typeof(CustomerContactInput), []),
        ["contacts"] = new(new ContactDescriptor(), typeof(ContactDetail), typeof(ContactInput), new() { ["NameSortKey"] = "follows from the name", ["LunarBirthday"] = "follows from the birthday and its calendar", ["BirthdayKey"] = "follows from the birthday and its calendar" }),
        ["interactions"] = new(new InteractionDescriptor(), typeof(InteractionDetail), typeof(InteractionInput), new()
        {
            ["Participants"] = "free names that lists neither show nor compare",
        }),
        ["products"] = new(new ProductDescriptor(), typeof(ProductRow), typeof(ProductInput), new() { ["NameSortKey"] = "follows from the name" }),
        ["product-categories"] = new(new ProductCategoryDescriptor(), typeof(ProductCategoryRow), typeof(ProductCategoryInput), new() { ["NameSortKey"] = "follows from the name" }),
        ["orders"] = new(new OrderDescriptor(), typeof(OrderDetail), typeof(OrderInput), []),
        ["returns"] = new(new SalesReturnDescriptor(), typeof(SalesReturnDetail), typeof(SalesReturnInput), []),
        ["payments"] = new(new PaymentDescriptor(), typeof(PaymentRow), typeof(PaymentInput), []),
        ["follow-ups"] = new(new FollowUpDescriptor(), typeof(FollowUpRow), typeof(FollowUpInput), new()
        {
            ["InteractionId"] = "leads to the conversation it was done in",
            ["OccursOn"] = "says which day of its series it is",
            ["RemindedAt"] = "tells the work of every minute whom it has reminded",
        }),
        ["follow-up-series"] = new(new FollowUpSeriesDescriptor(), typeof(FollowUpSeriesRow), typeof(FollowUpSeriesInput), new()
        {
            ["PlannedTo"] = "tells the nightly work how far it has come",
            ["ContinuesId"] = "leads to the series that it goes on from",
        }),
        ["segments"] = new(new SegmentDescriptor(), typeof(SegmentRow), typeof(SegmentInput), new() { ["NameSortKey"] = "follows from the name" }),
        ["key-accounts"] = new(new KeyAccountDescriptor(), typeof(KeyAccountDetail), typeof(KeyAccountInput), new() { ["ToldOfReviewOn"] = "tells the nightly work whom it has told" }),
        ["offers"] = new(new OfferDescriptor(), typeof(OfferRow), typeof(OfferInput), []),
        ["care-proposals"] = new(new CareProposalDescriptor(), typeof(CareProposalRow), typeof(CareProposalInput), new()
        {
            ["OccasionKey"] = "tells one occasion from another",
            ["OccasionYear"] = "tells one year from another",
        }),
    };

    /// <summary>Stored and shown with every record of any kind, and not a field of the business.</summary>
    private static readonly string[] OfEveryRecord = ["Id", "Version", "CreatedBy", "UpdatedBy", "DeletedAt", "Custom"];

    /// <summary>Fields whose answer has another shape or name.</summary>
    private static readonly Dictionary<string, string> Shown = new() { ["contacts.customerId"] = "customers", ["interactions.contactIds"] = "contacts", ["segments.archived"] = "archivedAt" };

    public static TheoryData<string> Keys => [.. Kinds.Keys];

    public static TheoryData<string> AllKeys => [.. All.Select(d => d.Key)];

    private static EntityDescriptor[] All => [.. Kinds.Values.Select(k => k.Descriptor), new UserDescriptor(), new AbsenceDescriptor(), new ManagerDescriptor(), new JobDescriptor(), new PoolDescriptor(), new AnswerSetDescriptor(), .. SimpleEntities.All.Select(entity => entity.Descriptor)];

    [Fact]
    public void Every_descriptor_is_looked_at() =>
        Assert.Equal(
            typeof(EntityDescriptor).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(EntityDescriptor))).Select(t => t.Name).Order(StringComparer.Ordinal),
            All.Select(d => d.GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_field_is_a_property_of_the_answer(string key)
    {
        var (descriptor, answer, _, _) = Kinds[key];
        var properties = Names(answer);

        Assert.All(descriptor.Fields.Where(f => f.Type != FieldType.Segments), f => Assert.Contains(Shown.GetValueOrDefault($"{key}.{f.Key}", f.Key), properties));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void What_can_be_written_is_in_the_input_and_what_cannot_is_not(string key)
    {
        var (descriptor, _, input, _) = Kinds[key];
        var properties = Names(input);

        Assert.All(descriptor.Fields, f => Assert.True(properties.Contains(f.Key) != f.ReadOnly, f.Key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Everything_that_is_stored_is_described_or_internal_for_a_reason(string key)
    {
        var (descriptor, _, _, unlisted) = Kinds[key];
        var record = descriptor.GetType().BaseType!.GetGenericArguments()[0];
        var stored = record.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.SetMethod is not null && !p.PropertyType.IsAssignableTo(typeof(Record)) && !OfEveryRecord.Contains(p.Name))
            .Select(p => p.Name).ToHashSet();
        var described = descriptor.Fields.SelectMany(f => PropertiesIn(f.Value.Body, record)).Concat(descriptor.Fields.Select(f => Pascal(f.Key))).ToHashSet();

        Assert.Empty(stored.Except(described).Except(unlisted.Keys));
        Assert.All(unlisted, reason => Assert.True(stored.Contains(reason.Key) && reason.Value.Length > 0, reason.Key));
    }

    public static TheoryData<string> SimpleKeys => [.. SimpleEntities.All.Select(entity => entity.Descriptor.Key)];

    [Theory]
    [MemberData(nameof(SimpleKeys))]
    public void Everything_that_a_simple_record_stores_is_described(string key)
    {
        var entity = SimpleEntities.All.Single(e => e.Descriptor.Key == key);
        var stored = entity.Record.GetProperties().Where(p => !OfEveryRecord.Contains(p.Name) && p.Name is not (nameof(Record.Events) or nameof(Record.IsDeleted) or "NameSortKey")).Select(p => p.Name);

        Assert.Equal(stored.Order(StringComparer.Ordinal), entity.Descriptor.Fields.Select(f => Pascal(f.Key)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void Labels_are_given_in_both_languages_and_differ_within_a_kind(string key)
    {
        var fields = Descriptor(key).Fields;

        Assert.All(fields, f => Assert.True(f.Label.Zh.Length > 0 && f.Label.En.Length > 0, f.Key));
        Assert.Equal(fields.Count, fields.Select(f => f.Label.Zh).Distinct().Count());
        Assert.Equal(fields.Count, fields.Select(f => f.Label.En).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void Codes_name_their_list_and_choices_their_words(string key) =>
        Assert.All(Descriptor(key).Fields, f =>
        {
            Assert.True((f.Type == FieldType.Code) == (f.CodeList is not null && CodeLists.All.ContainsKey(f.CodeList)), f.Key);
            Assert.True((f.Type is FieldType.Choice or FieldType.Choices) == f.Choices.Count > 0, f.Key);
        });

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void Every_word_of_a_choice_has_a_name(string key) =>
        Assert.All(Descriptor(key).Fields.Where(f => f.Type == FieldType.Choice), f => Assert.Equal(f.Choices, f.Options.Select(o => o.Value)));

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void What_can_be_filtered_can_be_compared(string key) =>
        Assert.All(Descriptor(key).Fields, f => Assert.True(f.Filterable == f.Operators.Count > 0, f.Key));

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void Only_what_can_be_empty_can_be_asked_for_emptiness(string key) =>
        Assert.All(
            Descriptor(key).Fields.Where(f => f.Filterable && f.Type is not (FieldType.Tags or FieldType.Relations)),
            f => Assert.True(f.Operators.Contains(FilterOperator.IsEmpty) == f.IsNullable, f.Key));

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void The_usual_order_is_one_that_can_be_asked_for(string key) =>
        Assert.All(Descriptor(key).DefaultSort.Split(','), part => Assert.True(Descriptor(key).Find(part.TrimStart('-'))?.Sortable, part));

    /// <summary>They are stored as words, whose alphabet means nothing to anybody.</summary>
    [Theory]
    [MemberData(nameof(AllKeys))]
    public void Lists_are_not_ordered_by_the_words_of_a_choice(string key) =>
        Assert.DoesNotContain(Descriptor(key).Fields, f => f is { Type: FieldType.Choice, Sortable: true, SortBy: null });

    [Theory]
    [InlineData("customers", "name,number,createdAt,updatedAt,lastContactAt,nextFollowUpAt,rating,status,annualRevenue")]
    [InlineData("contacts", "name,createdAt,updatedAt,lastContactAt")]
    [InlineData("follow-ups", "due,createdAt,completedAt")]
    public void These_orders_are_part_of_the_contract(string key, string fields) =>
        Assert.All(fields.Split(','), field => Assert.True(Descriptor(key).Find(field)?.Sortable, field));

    private static EntityDescriptor Descriptor(string key) => All.Single(d => d.Key == key);

    private static HashSet<string> Names(Type type) => [.. type.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    private static string Pascal(string key) => char.ToUpperInvariant(key[0]) + key[1..];

    private static HashSet<string> PropertiesIn(Expression body, Type record)
    {
        var finder = new PropertyFinder(record);
        finder.Visit(body);
        return finder.Found;
    }

    private sealed class PropertyFinder(Type record) : ExpressionVisitor
    {
        public HashSet<string> Found { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression?.Type == record) Found.Add(node.Member.Name);
            return base.VisitMember(node);
        }
    }

    private sealed record Kind(EntityDescriptor Descriptor, Type Answer, Type Input, Dictionary<string, string> Unlisted);
}
