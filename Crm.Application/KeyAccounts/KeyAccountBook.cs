using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Orders;
using Crm.Application.Products;
using Crm.Application.Security;
using Crm.Domain.KeyAccounts;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.KeyAccounts;

/// <summary>Reads key-account plans, and writes what they say.</summary>
internal sealed class KeyAccountBook(ICrmDb db, IValidator<KeyAccountInput> validator, TradeBook trade, IUserDirectory users, IMapper mapper, ICurrentUser user)
{
    /// <summary>The plan of a customer, if he is in the programme.</summary>
    public Task<KeyAccountPlan?> FindOfAsync(Guid customerId, CancellationToken cancellationToken) => db.KeyAccountPlans.FirstOrDefaultAsync(p => p.CustomerId == customerId, cancellationToken);

    /// <summary>A plan that is to be changed.</summary>
    public async Task<KeyAccountPlan> GetAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken)
    {
        var plan = await db.KeyAccountPlans.GetAsync(id, cancellationToken);
        plan.EnsureVersion(expectedVersion);
        return plan;
    }

    /// <summary>Refuses a second plan of the same customer.</summary>
    public async Task EnsureNoneAsync(Guid customerId, CancellationToken cancellationToken)
    {
        if (await FindOfAsync(customerId, cancellationToken) is not null) throw new ConflictException("already_key_account", "customerId");
    }

    /// <summary>Says everything about a plan anew.</summary>
    public async Task WriteAsync(KeyAccountPlan plan, KeyAccountInput input, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, input);
        await EnsureKnownAsync(plan.CustomerId, input, KeyAccountInput.ContentOf(plan.Content), cancellationToken);
        var open = input.Actions.Where(a => a.DoneOn is null).ToList();
        plan.Write(
            input.Status, input.StartedOn ?? (plan.Version > 0 ? plan.StartedOn : trade.Today), input.NextReviewOn, input.ToContent(), input.Goals.Count(g => g.Status == GoalStatus.Open), open.Count, open.Min(a => a.Due));
    }

    /// <summary>All of a plan, also of one in the bin.</summary>
    public async Task<KeyAccountDetail> DetailAsync(Guid id, CancellationToken cancellationToken)
    {
        var plans = db.KeyAccountPlans.AsNoTracking().IgnoreQueryFilters([QueryFilters.Bin]).Where(p => p.Id == id); // one in the bin can be looked at, and restored
        var row = await plans.ProjectTo<KeyAccountRow>(mapper.ConfigurationProvider).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(KeyAccountPlan));
        var content = KeyAccountInput.ContentOf(await plans.Select(p => p.Content).FirstAsync(cancellationToken));
        return new KeyAccountDetail(row.For(user), content) { Names = await NamesAsync(content, cancellationToken) };
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(KeyAccountInput content, CancellationToken cancellationToken)
    {
        var (contacts, categories) = (content.Stakeholders.Select(s => s.ContactId).OfType<Guid>().ToList(), content.Potentials.Select(p => p.CategoryId).OfType<Guid>().ToList());
        var names = await db.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        foreach (var category in await db.ProductCategories.Where(c => categories.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancellationToken)) names[category.Id] = category.Name;
        foreach (var id in PeopleOf(content).OfType<Guid>()) names[id] = await users.NameOfAsync(id, cancellationToken) ?? "";
        return names;
    }

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
}
