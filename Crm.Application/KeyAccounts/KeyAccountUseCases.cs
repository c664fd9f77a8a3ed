using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Products;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.KeyAccounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.KeyAccounts;

/// <summary>A customer's key-account plan.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetKeyAccount(Guid CustomerId) : IRequest<KeyAccountView>;

/// <summary>Says everything about a customer's key-account plan anew; the first time he comes into the programme.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReplaceKeyAccount(Guid CustomerId, KeyAccountInput Input, int? ExpectedVersion) : IRequest<KeyAccountView>;

/// <summary>Writes down a review of a plan and when the next one is.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Input">The review.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReviewKeyAccount(Guid CustomerId, KeyAccountReviewInput Input, int? ExpectedVersion) : IRequest<KeyAccountView>;

/// <summary>What a plan said before, and its reviews.</summary>
/// <param name="CustomerId">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListKeyAccountSteps(Guid CustomerId) : IRequest<ListPage<KeyAccountStep>>;

/// <summary>The customers of the programme in sight, the next review first.</summary>
/// <param name="Status">Only those of this status; active and paused ones when nothing is said.</param>
/// <param name="Limit">Rows of a page, 1 to 200.</param>
/// <param name="Cursor">Where to go on.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListKeyAccounts(KeyAccountStatus? Status, int Limit, string? Cursor) : IRequest<ListPage<KeyAccountRow>>;

internal sealed class ReviewKeyAccountValidator : AbstractValidator<ReviewKeyAccount>
{
    public ReviewKeyAccountValidator() => RuleFor(r => r.Input.Note).Lines(KeyAccountVersion.NoteMaxLength).OverridePropertyName("Note");
}

internal sealed class KeyAccountHandlers(ICrmDb db, IValidator<KeyAccountInput> validator, TradeBook trade, IUserDirectory users, ICursorSeal seal, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<GetKeyAccount, KeyAccountView>,
    IRequestHandler<ReplaceKeyAccount, KeyAccountView>,
    IRequestHandler<ReviewKeyAccount, KeyAccountView>,
    IRequestHandler<ListKeyAccountSteps, ListPage<KeyAccountStep>>,
    IRequestHandler<ListKeyAccounts, ListPage<KeyAccountRow>>
{
    private const int MostSteps = 100;

    /// <summary>Where no review is planned, it comes behind all that are.</summary>
    private static readonly DateOnly Never = new(9999, 12, 31);

    public async Task<KeyAccountView> Handle(GetKeyAccount request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return await ViewAsync(await FindAsync(request.CustomerId, cancellationToken), cancellationToken);
    }

    public async Task<KeyAccountView> Handle(ReplaceKeyAccount request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var input = request.Input;
        InputValidation.Ensure(validator, input);
        var plan = await FindAsync(request.CustomerId, cancellationToken);
        var before = plan is null ? new KeyAccountInput() : ContentOf(plan.Content);
        await EnsureKnownAsync(request.CustomerId, input, before, cancellationToken);

        if (plan is null) db.KeyAccountPlans.Add(plan = new KeyAccountPlan(Guid.CreateVersion7(clock.GetUtcNow()), request.CustomerId));
        else plan.EnsureVersion(request.ExpectedVersion);
        var open = input.Actions.Where(a => a.DoneOn is null).ToList();
        var content = JsonSerializer.Serialize(input with { StartedOn = null, NextReviewOn = null, Status = default }, CrmJson.Options);
        plan.Write(input.Status, input.StartedOn ?? (plan.Version > 0 ? plan.StartedOn : trade.Today), input.NextReviewOn, content, input.Goals.Count(g => g.Status == GoalStatus.Open), open.Count, open.Min(a => a.Due));
        Note(plan, null, null);
        await db.SaveChangesAsync(cancellationToken);
        return await ViewAsync(plan, cancellationToken);
    }

    public async Task<KeyAccountView> Handle(ReviewKeyAccount request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        var plan = await FindAsync(request.CustomerId, cancellationToken) ?? throw new NotFoundException(nameof(KeyAccountPlan));
        plan.EnsureVersion(request.ExpectedVersion);
        var on = request.Input.On ?? trade.Today;
        if (on > trade.Today) throw new InvalidException(FieldError.At("on", "not_a_past_day"));
        plan.Review(on, request.Input.NextOn);
        Note(plan, on, TextRules.CleanMultiline(request.Input.Note));
        await db.SaveChangesAsync(cancellationToken);
        return await ViewAsync(plan, cancellationToken);
    }

    public async Task<ListPage<KeyAccountStep>> Handle(ListKeyAccountSteps request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        if (await FindAsync(request.CustomerId, cancellationToken) is not { Id: var id }) return Pages.Whole<KeyAccountStep>([]);
        var versions = await db.KeyAccountVersions.AsNoTracking().Where(v => v.PlanId == id).OrderByDescending(v => v.At).ThenByDescending(v => v.Id).Take(MostSteps).ToListAsync(cancellationToken);
        var steps = new List<KeyAccountStep>();
        foreach (var version in versions)
        {
            steps.Add(new KeyAccountStep
            {
                At = version.At,
                UserId = version.UserId,
                UserName = await users.NameOfAsync(version.UserId, cancellationToken),
                ReviewedOn = version.ReviewedOn,
                Note = version.Note,
                Plan = ContentOf(version.Content),
            });
        }

        return Pages.Whole(steps);
    }

    public async Task<ListPage<KeyAccountRow>> Handle(ListKeyAccounts request, CancellationToken cancellationToken)
    {
        var plans = db.KeyAccountPlans.AsNoTracking().Where(p => p.Customer!.DeletedAt == null);
        plans = request.Status is { } status ? plans.Where(p => p.Status == status) : plans.Where(p => p.Status != KeyAccountStatus.Closed);
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);
        if (request.Cursor is { } cursor)
        {
            var (on, id) = seal.Open(cursor) is { Length: 20 } place ? (DateOnly.FromDayNumber(BitConverter.ToInt32(place)), new Guid(place.AsSpan(4))) : throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
            plans = plans.Where(p => (p.NextReviewOn ?? Never) > on || ((p.NextReviewOn ?? Never) == on && p.CustomerId > id));
        }

        var rows = await plans
            .OrderBy(p => p.NextReviewOn ?? Never).ThenBy(p => p.CustomerId).Take(request.Limit + 1)
            .Select(p => new KeyAccountRow
            {
                CustomerId = p.CustomerId,
                CustomerName = p.Customer!.Name,
                Tier = p.Customer.Tier,
                OwnerId = p.Customer.OwnerId,
                Status = p.Status,
                StartedOn = p.StartedOn,
                LastReviewOn = p.LastReviewOn,
                NextReviewOn = p.NextReviewOn,
                OpenGoals = p.OpenGoals,
                OpenActions = p.OpenActions,
                NextActionOn = p.NextActionOn,
            })
            .ToListAsync(cancellationToken);
        var named = new List<KeyAccountRow>();
        foreach (var row in rows.Take(request.Limit)) named.Add(row with { OwnerName = await users.NameOfAsync(row.OwnerId, cancellationToken) });
        var next = rows.Count > request.Limit ? seal.Seal([.. BitConverter.GetBytes((named[^1].NextReviewOn ?? Never).DayNumber), .. named[^1].CustomerId.ToByteArray()]) : null;
        return new ListPage<KeyAccountRow>(named, new PageInfo(next, next is not null, request.Limit));
    }

    private Task<KeyAccountPlan?> FindAsync(Guid customerId, CancellationToken cancellationToken) => db.KeyAccountPlans.FirstOrDefaultAsync(p => p.CustomerId == customerId, cancellationToken);

    private void Note(KeyAccountPlan plan, DateOnly? reviewedOn, string? note)
    {
        var whole = ContentOf(plan.Content) with { Status = plan.Status, StartedOn = plan.StartedOn, NextReviewOn = plan.NextReviewOn };
        db.KeyAccountVersions.Add(new KeyAccountVersion(Guid.CreateVersion7(clock.GetUtcNow()), plan.Id, clock.GetUtcNow().UtcDateTime, user.UserId, JsonSerializer.Serialize(whole, CrmJson.Options), reviewedOn, note));
    }

    private static KeyAccountInput ContentOf(string content) => JsonSerializer.Deserialize<KeyAccountInput>(content, CrmJson.Options)!;

    /// <summary>Refuses people who are not at this customer, colleagues and categories that do not exist; what was named before may stay.</summary>
    private async Task EnsureKnownAsync(Guid customerId, KeyAccountInput input, KeyAccountInput before, CancellationToken cancellationToken)
    {
        var contacts = input.Stakeholders.Select(s => s.ContactId).OfType<Guid>().ToList();
        var there = await db.CustomerContacts.Where(l => l.CustomerId == customerId && contacts.Contains(l.ContactId)).Select(l => l.ContactId).ToListAsync(cancellationToken);
        var known = there.Concat(before.Stakeholders.Select(s => s.ContactId).OfType<Guid>()).ToHashSet();
        var colleagues = await db.Users.Where(u => u.Active).KnownAsync(PeopleOf(input), cancellationToken);
        colleagues.UnionWith(PeopleOf(before).OfType<Guid>());
        var categories = await db.ProductCategories.KnownAsync(input.Potentials.Select(p => p.CategoryId), cancellationToken);
        categories.UnionWith(before.Potentials.Select(p => p.CategoryId).OfType<Guid>());

        var wrong = new List<FieldError>();
        wrong.AddRange(input.Stakeholders.Select((s, i) => (s, i)).Where(at => !known.Contains(at.s.ContactId!.Value)).Select(at => FieldError.At($"stakeholders/{at.i}/contactId", "unknown_contact")));
        wrong.AddRange(input.Stakeholders.Select((s, i) => (s, i)).Where(at => at.s.OwnerId is { } id && !colleagues.Contains(id)).Select(at => FieldError.At($"stakeholders/{at.i}/ownerId", "unknown_user")));
        wrong.AddRange(input.Actions.Select((a, i) => (a, i)).Where(at => at.a.OwnerId is { } id && !colleagues.Contains(id)).Select(at => FieldError.At($"actions/{at.i}/ownerId", "unknown_user")));
        wrong.AddRange(input.Potentials.Select((p, i) => (p, i)).Where(at => !categories.Contains(at.p.CategoryId!.Value)).Select(at => FieldError.At($"potentials/{at.i}/categoryId", "unknown_record")));
        wrong.AddRange(input.Potentials.Select((p, i) => (p, i)).Where(at => input.Potentials.Take(at.i).Any(p => p.CategoryId == at.p.CategoryId)).Select(at => FieldError.At($"potentials/{at.i}/categoryId", "duplicate_value")));
        if (wrong.Count > 0) throw new InvalidException(wrong);
    }

    private static IEnumerable<Guid?> PeopleOf(KeyAccountInput plan) => plan.Stakeholders.Select(s => s.OwnerId).Concat(plan.Actions.Select(a => a.OwnerId));

    private async Task<KeyAccountView> ViewAsync(KeyAccountPlan? plan, CancellationToken cancellationToken)
    {
        var may = user.May(Permissions.CustomersWrite);
        if (plan is null) return new KeyAccountView { CanChange = may };
        var content = ContentOf(plan.Content) with { Status = plan.Status, StartedOn = plan.StartedOn, NextReviewOn = plan.NextReviewOn };
        var (contacts, categories) = (content.Stakeholders.Select(s => s.ContactId).OfType<Guid>().ToList(), content.Potentials.Select(p => p.CategoryId).OfType<Guid>().ToList());
        var names = await db.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        foreach (var category in await db.ProductCategories.Where(c => categories.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancellationToken)) names[category.Id] = category.Name;
        foreach (var id in PeopleOf(content).OfType<Guid>()) names[id] = await users.NameOfAsync(id, cancellationToken) ?? "";
        return new KeyAccountView { Plan = content, LastReviewOn = plan.LastReviewOn, Names = names, CanChange = may, Version = plan.Version };
    }
}
