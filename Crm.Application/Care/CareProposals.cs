using System.Text.Json.Serialization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>Greetings and gifts for customers in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.CareRead)]
public sealed record ListCareProposals(ListRequest List) : IRequest<ListPage<CareProposalRow>>;

/// <summary>One of them.</summary>
/// <param name="Id">The greeting or gift.</param>
[RequirePermission(Permissions.CareRead)]
public sealed record GetCareProposal(Guid Id) : IRequest<CareProposalRow>;

/// <summary>Says anew what a greeting or gift is to be, while nobody has approved it.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record ChangeCareProposal(Guid Id, MergePatch<CareProposalInput> Patch, int? ExpectedVersion) : IRequest<CareProposalRow>;

/// <summary>What can be written about a greeting or gift.</summary>
public sealed record CareProposalInput
{
    /// <summary>The gift; null for a greeting.</summary>
    public Guid? GiftId { get; init; }

    /// <summary>How it reaches the customer.</summary>
    public ContactChannel Channel { get; init; }

    /// <summary>The words that go with it; at most 2,000 characters, several lines.</summary>
    public string? Text { get; init; }

    internal static CareProposalInput From(CareProposal proposal) => new() { GiftId = proposal.GiftId, Channel = proposal.Channel, Text = proposal.Text };
}

/// <summary>What one may do with a greeting or gift now.</summary>
/// <param name="Change">Say anew what it is to be.</param>
/// <param name="Approve">Approve it.</param>
/// <param name="Skip">Leave it out.</param>
/// <param name="Send">Order or send it.</param>
/// <param name="Deliver">Say that it arrived.</param>
/// <param name="Cancel">Call it off.</param>
public sealed record CareCan(bool Change, bool Approve, bool Skip, bool Send, bool Deliver, bool Cancel)
{
    internal static readonly CareCan Nothing = new(false, false, false, false, false, false);

    internal static CareCan Of(CareStatus status, bool mayWrite) => !mayWrite ? Nothing : status switch
    {
        CareStatus.Proposed => new CareCan(true, true, true, false, false, false),
        CareStatus.Approved => new CareCan(false, false, false, true, true, true),
        CareStatus.Sent => new CareCan(false, false, false, false, true, true),
        _ => Nothing,
    };
}

/// <summary>A greeting or gift for a customer on an occasion.</summary>
public sealed record CareProposalRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="CareProposal.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Who looks after the customer.</summary>
    public Guid? OwnerId { get; init; }

    /// <inheritdoc cref="CareProposal.ContactId"/>
    public Guid? ContactId { get; init; }

    /// <summary>Name of the person.</summary>
    public string? ContactName { get; init; }

    /// <inheritdoc cref="CareProposal.OccasionKind"/>
    public OccasionKind OccasionKind { get; init; }

    /// <inheritdoc cref="CareProposal.Occasion"/>
    public string Occasion { get; init; } = "";

    /// <inheritdoc cref="CareProposal.OccasionOn"/>
    public DateOnly OccasionOn { get; init; }

    /// <inheritdoc cref="CareProposal.OccasionKey"/>
    public string OccasionKey { get; init; } = "";

    /// <inheritdoc cref="CareProposal.OccasionYear"/>
    public int OccasionYear { get; init; }

    /// <inheritdoc cref="CareProposal.Kind"/>
    public CareKind Kind { get; init; }

    /// <inheritdoc cref="CareProposal.Channel"/>
    public ContactChannel Channel { get; init; }

    /// <inheritdoc cref="CareProposal.Status"/>
    public CareStatus Status { get; init; }

    /// <inheritdoc cref="CareProposal.Text"/>
    public string? Text { get; init; }

    /// <inheritdoc cref="CareProposal.GiftId"/>
    public Guid? GiftId { get; init; }

    /// <summary>Name of the gift.</summary>
    public string? GiftName { get; init; }

    /// <inheritdoc cref="CareProposal.Cost"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Cost { get; init; }

    /// <inheritdoc cref="CareProposal.Exception"/>
    public bool Exception { get; init; }

    /// <inheritdoc cref="CareProposal.ApprovedById"/>
    public Guid? ApprovedById { get; init; }

    /// <summary>His name.</summary>
    public string? ApprovedByName { get; init; }

    /// <inheritdoc cref="CareProposal.ApprovedAt"/>
    public DateTime? ApprovedAt { get; init; }

    /// <inheritdoc cref="CareProposal.SentAt"/>
    public DateTime? SentAt { get; init; }

    /// <inheritdoc cref="CareProposal.DeliveredOn"/>
    public DateOnly? DeliveredOn { get; init; }

    /// <inheritdoc cref="CareProposal.Reason"/>
    public string? Reason { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do with it now.</summary>
    public CareCan Can { get; init; } = CareCan.Nothing;

    internal CareProposalRow For(ICurrentUser user) => this with { Can = CareCan.Of(Status, user.May(Permissions.CareWrite)) };
}

/// <summary>A greeting or gift, field by field.</summary>
public sealed class CareProposalDescriptor : EntityDescriptor<CareProposal>
{
    /// <summary>Names every field once.</summary>
    public CareProposalDescriptor()
        : base("care-proposals", new Label("关怀", "Care"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", p => p.CustomerId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", p => p.Customer!.OwnerId) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("contactId", FieldType.Relation, "联系人", "Contact", p => p.ContactId) with { ReadOnly = true, Filterable = true, RelatesTo = "contacts" });
        Add(Field("occasionKind", FieldType.Choice, "场合类型", "Kind of occasion", p => p.OccasionKind) with
        {
            ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<OccasionKind>(),
            Options = Named(("birthday", "生日", "Birthday"), ("founding", "成立日", "Founding day"), ("contract", "签约纪念日", "Contract anniversary"), ("festival", "节日", "Festival"), ("own", "自定义", "Own day")),
        });
        Add(Field("occasion", FieldType.Text, "场合", "Occasion", p => p.Occasion) with { ReadOnly = true, Required = true, Filterable = true, MaxLength = CareProposal.OccasionMaxLength });
        Add(Field("occasionOn", FieldType.Date, "日期", "Day", p => p.OccasionOn) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("kind", FieldType.Choice, "方式", "Greeting or gift", p => p.Kind) with { ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<CareKind>(), Options = Named(("greeting", "问候", "Greeting"), ("gift", "礼品", "Gift")) });
        Add(Field("channel", FieldType.Choice, "渠道", "Channel", p => p.Channel) with
        {
            Required = true, Filterable = true, Choices = WordsOf<ContactChannel>(), Options = Named(("call", "电话", "Call"), ("email", "邮件", "E-mail"), ("sms", "短信", "Text message"), ("chat", "聊天", "Chat"), ("visit", "当面", "In person")),
        });
        Add(Field("status", FieldType.Choice, "状态", "Status", p => p.Status) with
        {
            ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<CareStatus>(),
            Options = Named(("proposed", "待审批", "Proposed"), ("approved", "已批准", "Approved"), ("sent", "已下单/已发送", "Ordered or sent"), ("delivered", "已送达", "Delivered"), ("skipped", "已跳过", "Skipped"), ("cancelled", "已取消", "Cancelled")),
        });
        Add(Field("text", FieldType.LongText, "文字", "Text", p => p.Text) with { MaxLength = CareProposal.TextMaxLength });
        Add(Field("giftId", FieldType.Relation, "礼品", "Gift", p => p.GiftId) with { Filterable = true, RelatesTo = "gifts" });
        Add(Field("cost", FieldType.Number, "费用", "Cost", p => p.Cost) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("exception", FieldType.YesNo, "超预算特批", "Beyond the budget", p => p.Exception) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("approvedById", FieldType.Owner, "批准人", "Approved by", p => p.ApprovedById) with { ReadOnly = true, Filterable = true });
        Add(Field("approvedAt", FieldType.DateTime, "批准时间", "Approved at", p => p.ApprovedAt) with { ReadOnly = true, Filterable = true });
        Add(Field("sentAt", FieldType.DateTime, "发出时间", "Sent at", p => p.SentAt) with { ReadOnly = true, Filterable = true });
        Add(Field("deliveredOn", FieldType.Date, "送达日期", "Delivered on", p => p.DeliveredOn) with { ReadOnly = true, Filterable = true });
        Add(Field("reason", FieldType.Text, "原因", "Reason", p => p.Reason) with { ReadOnly = true, MaxLength = CareProposal.ReasonMaxLength });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", p => p.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", p => p.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", p => p.Customer));
        Add(To<Contact, ContactDescriptor>("contact", "联系人", "Contact", p => p.Contact));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "occasionOn";
}

internal sealed class CareMaps : Profile
{
    public CareMaps() => CreateMap<CareProposal, CareProposalRow>()
        .ForMember(row => row.CustomerName, m => m.MapFrom(p => p.Customer!.Name))
        .ForMember(row => row.OwnerId, m => m.MapFrom(p => p.Customer!.OwnerId))
        .ForMember(row => row.ContactName, m => m.MapFrom(p => p.Contact!.Name))
        .ForMember(row => row.GiftName, m => m.MapFrom(p => p.Gift!.Name))
        .ForMember(row => row.ApprovedByName, m => m.MapFrom(p => p.ApprovedBy!.Name))
        .ForMember(row => row.Can, m => m.Ignore());
}

internal sealed class CareProposalInputValidator : AbstractValidator<CareProposalInput>
{
    public CareProposalInputValidator()
    {
        RuleFor(p => p.Channel).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(p => p.Text).Lines(CareProposal.TextMaxLength);
    }
}

/// <summary>Reads greetings and gifts as the one who asks may treat them.</summary>
internal sealed class CareReader(ICrmDb db, IMapper mapper, ICurrentUser user)
{
    public async Task<CareProposalRow> GetAsync(Guid id, CancellationToken cancellationToken) =>
        (await RowsAsync(db.CareProposals.Where(p => p.Id == id), cancellationToken)) is [var row] ? row : throw new NotFoundException(nameof(CareProposal));

    public async Task<List<CareProposalRow>> RowsAsync(IQueryable<CareProposal> proposals, CancellationToken cancellationToken) =>
        (await proposals.AsNoTracking().ProjectTo<CareProposalRow>(mapper.ConfigurationProvider).ToListAsync(cancellationToken)).ConvertAll(row => row.For(user));
}

internal sealed class CareProposalHandlers(ICrmDb db, RecordLister lister, CareProposalDescriptor descriptor, CareReader reader, IValidator<CareProposalInput> validator, ICurrentUser user) :
    IRequestHandler<ListCareProposals, ListPage<CareProposalRow>>,
    IRequestHandler<GetCareProposal, CareProposalRow>,
    IRequestHandler<ChangeCareProposal, CareProposalRow>
{
    public async Task<ListPage<CareProposalRow>> Handle(ListCareProposals request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<CareProposal, CareProposalRow>(descriptor, request.List, cancellationToken);
        return page with { Data = [.. page.Data.Select(row => row.For(user))] };
    }

    public Task<CareProposalRow> Handle(GetCareProposal request, CancellationToken cancellationToken) => reader.GetAsync(request.Id, cancellationToken);

    public async Task<CareProposalRow> Handle(ChangeCareProposal request, CancellationToken cancellationToken)
    {
        var proposal = await db.CareProposals.GetAsync(request.Id, cancellationToken);
        var before = CareProposalInput.From(proposal);
        proposal.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        if (input.Channel != before.Channel && (await UnwantedAsync(proposal, cancellationToken)).Contains(input.Channel)) throw new InvalidException(FieldError.At("channel", "channel_unwanted"));
        var gift = input.GiftId is { } giftId ? await db.Gifts.FirstOrDefaultAsync(g => g.Id == giftId, cancellationToken) : null;
        if (input.GiftId is not null && gift is null) throw new InvalidException(FieldError.At("giftId", "unknown_gift"));

        proposal.Change(gift, input.Channel, TextRules.CleanMultiline(input.Text));
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(proposal.Id, cancellationToken);
    }

    private async Task<IReadOnlyCollection<ContactChannel>> UnwantedAsync(CareProposal proposal, CancellationToken cancellationToken)
    {
        var ofCustomer = await db.Customers.Where(c => c.Id == proposal.CustomerId).Select(c => c.DoNotContact).FirstOrDefaultAsync(cancellationToken);
        var ofContact = await db.Contacts.Where(c => c.Id == proposal.ContactId).Select(c => c.DoNotContact).FirstOrDefaultAsync(cancellationToken);
        return [.. ofCustomer ?? [], .. ofContact ?? []];
    }
}
