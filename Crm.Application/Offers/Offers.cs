using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Products;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Offers;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Offers;

/// <summary>Offers to customers in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.OffersRead)]
public sealed record ListOffers(ListRequest List) : IRequest<ListPage<OfferRow>>;

/// <summary>One offer.</summary>
/// <param name="Id">The offer.</param>
[RequirePermission(Permissions.OffersRead)]
public sealed record GetOffer(Guid Id) : IRequest<OfferRow>;

/// <summary>Drafts an offer.</summary>
/// <param name="Input">What is offered.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.OffersWrite)]
public sealed record DraftOffer(OfferInput Input, Guid? Id = null) : IRequest<OfferRow>;

/// <summary>Changes an offer that does not hold yet.</summary>
/// <param name="Id">The offer.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OffersWrite)]
public sealed record ChangeOffer(Guid Id, MergePatch<OfferInput> Patch, int? ExpectedVersion) : IRequest<OfferRow>;

/// <summary>Puts an offer into the bin; it no longer holds.</summary>
/// <param name="Id">The offer.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OffersDelete)]
public sealed record DeleteOffer(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes an offer out of the bin.</summary>
/// <param name="Id">The offer.</param>
[RequirePermission(Permissions.OffersDelete)]
public sealed record RestoreOffer(Guid Id) : IRequest<OfferRow>;

/// <summary>Drafts and changes offers, one or many.</summary>
internal sealed class OfferWriter(OfferDescriptor descriptor, ICrmDb db, IValidator<OfferInput> validator, FieldCheck fields, CodeCheck codes, ICurrentUser user, TimeProvider clock)
    : RecordWriter<Offer, OfferInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<Offer> Whole(IQueryable<Offer> records, QueryValue<List<Guid>> ids) => records;

    protected override OfferInput InputOf(Offer record) => OfferInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<Offer, OfferInput>> drafts, CancellationToken cancellationToken)
    {
        var open = drafts.Where(d => d.IsOpen).ToList();
        var customers = await Db.Customers.KnownAsync(open.Where(d => d.Input.CustomerId != d.Before?.CustomerId).Select(d => d.Input.CustomerId), cancellationToken);
        var products = await Db.Products.KnownAsync(open.Where(d => d.Input.ProductId != d.Before?.ProductId).Select(d => d.Input.ProductId), cancellationToken);
        var categories = await Db.ProductCategories.KnownAsync(open.Where(d => d.Input.CategoryId != d.Before?.CategoryId).Select(d => d.Input.CategoryId), cancellationToken);
        var errors = await codes.FindAllErrorsAsync([.. open.Select(d => new[] { new CodeUse("benefit", CodeLists.CustomerBenefit, d.Input.Benefit, d.Before?.Benefit) })], cancellationToken);
        foreach (var (draft, wrong) in open.Zip(errors))
        {
            var (input, before) = (draft.Input, draft.Before);
            if (input.CustomerId is { } customerId && customerId != before?.CustomerId && !customers.Contains(customerId)) wrong.Add(FieldError.At("customerId", "unknown_customer"));
            if (input.ProductId is { } productId && productId != before?.ProductId && !products.Contains(productId)) wrong.Add(FieldError.At("productId", "unknown_product"));
            if (input.CategoryId is { } categoryId && categoryId != before?.CategoryId && !categories.Contains(categoryId)) wrong.Add(FieldError.At("categoryId", "unknown_category"));
            draft.Refuse(wrong);
        }

        var now = clock.GetUtcNow();
        var today = LocalDay.Of(now.UtcDateTime, user.TimeZone);
        foreach (var draft in drafts)
        {
            draft.Try(() =>
            {
                if (draft.IsNew) draft.Becomes(Offer.Draft(draft.Id ?? Guid.CreateVersion7(now), user.UserId, draft.Input.ToTerms(today)));
                else draft.Record.Change(draft.Input.ToTerms(today));
            });
        }
    }
}

/// <summary>Reads offers as the one who asks may treat them.</summary>
internal sealed class OfferReader(ICrmDb db, OfferDescriptor descriptor, IFieldCatalogue catalogue, IMapper mapper, ICurrentUser user, TimeProvider clock)
{
    private DateOnly Today => LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone);

    public async Task<OfferRow> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        return For(await db.Offers
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(o => o.Id == id)
            .AsNoTracking()
            .ProjectTo<OfferRow>(mapper.ConfigurationProvider, new { custom })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Offer)));
    }

    public OfferRow For(OfferRow row) => row.For(user, Today);
}

internal sealed class OfferHandlers(ICrmDb db, RecordLister lister, OfferDescriptor descriptor, OfferWriter writer, OfferReader reader, TimeProvider clock) :
    IRequestHandler<ListOffers, ListPage<OfferRow>>,
    IRequestHandler<GetOffer, OfferRow>,
    IRequestHandler<DraftOffer, OfferRow>,
    IRequestHandler<ChangeOffer, OfferRow>,
    IRequestHandler<DeleteOffer>,
    IRequestHandler<RestoreOffer, OfferRow>
{
    public async Task<ListPage<OfferRow>> Handle(ListOffers request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<Offer, OfferRow>(descriptor, request.List, cancellationToken);
        return page with { Data = [.. page.Data.Select(reader.For)] };
    }

    public Task<OfferRow> Handle(GetOffer request, CancellationToken cancellationToken) => reader.GetAsync(request.Id, cancellationToken);

    public Task<OfferRow> Handle(DraftOffer request, CancellationToken cancellationToken) => WriteAsync(RecordDraft<Offer, OfferInput>.New(request.Id, () => request.Input), cancellationToken);

    public Task<OfferRow> Handle(ChangeOffer request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Offer, OfferInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);

    public async Task<Unit> Handle(DeleteOffer request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<Offer>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<OfferRow> Handle(RestoreOffer request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<Offer>(request.Id, cancellationToken);
        return await reader.GetAsync(request.Id, cancellationToken);
    }

    private async Task<OfferRow> WriteAsync(RecordDraft<Offer, OfferInput> draft, CancellationToken cancellationToken) =>
        await reader.GetAsync((await writer.WriteAsync(draft, cancellationToken)).Id, cancellationToken);
}

/// <summary>Offers, as batch, bulk work, import and undo write them.</summary>
internal sealed class OfferRecords(OfferDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, OfferWriter writer, IMediator mediator)
    : WrittenKind<Offer, OfferInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.OffersRead;

    public override string WritePermission => Permissions.OffersWrite;

    public override string DeletePermission => Permissions.OffersDelete;

    protected override IQueryable<Offer> Whole(IQueryable<Offer> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(Offer record) => OfferInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteOffer(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreOffer(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
