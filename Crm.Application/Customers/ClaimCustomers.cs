using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Takes a customer out of the public pool, for oneself.</summary>
/// <param name="Id">The customer.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ClaimCustomer(Guid Id) : IRequest<CustomerDetail>;

/// <summary>Takes several customers out of the public pool, for oneself; what cannot be claimed does not hold up the others.</summary>
/// <param name="Input">Which ones.</param>
/// <param name="Language">Language of the reasons.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ClaimCustomers(ClaimInput Input, string Language) : IRequest<ClaimResult>;

/// <summary>Customers to claim.</summary>
/// <param name="Ids">Their ids, at most 200.</param>
public sealed record ClaimInput(IReadOnlyList<Guid>? Ids)
{
    /// <summary>Most customers at once.</summary>
    public const int MaxIds = 200;
}

/// <summary>What came of claiming several customers.</summary>
/// <param name="Claimed">How many are yours now.</param>
/// <param name="Data">What came of each, in the order of the ids.</param>
public sealed record ClaimResult(int Claimed, IReadOnlyList<ClaimedRow> Data);

/// <summary>What came of claiming one customer.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Claimed">Whether he is yours now.</param>
/// <param name="Code">Stable code of why not.</param>
/// <param name="Detail">The same in words.</param>
public sealed record ClaimedRow(Guid Id, bool Claimed, string? Code, string? Detail);

internal sealed class ClaimCustomerHandlers(ICrmDb db, CustomerReader reader, ISentences sentences, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ClaimCustomer, CustomerDetail>,
    IRequestHandler<ClaimCustomers, ClaimResult>
{
    private const int MostTries = 3;

    /// <summary>How long whoever saw a customer in the pool is told that somebody else was quicker; later he is out of sight like any other.</summary>
    private static readonly TimeSpan SeenInPool = TimeSpan.FromHours(1);

    public async Task<CustomerDetail> Handle(ClaimCustomer request, CancellationToken cancellationToken)
    {
        if ((await ClaimAsync([request.Id], cancellationToken))[0] is { } refusal) throw refusal;
        return await reader.GetAsync(request.Id, [], cancellationToken);
    }

    public async Task<ClaimResult> Handle(ClaimCustomers request, CancellationToken cancellationToken)
    {
        if (request.Input.Ids is not { Count: > 0 } ids) throw new InvalidException(FieldError.At("ids", "required"));
        if (ids.Count > ClaimInput.MaxIds) throw new InvalidException(new FieldError("/ids", "too_many", new Dictionary<string, object?> { ["max"] = ClaimInput.MaxIds }));
        var refusals = await ClaimAsync(ids, cancellationToken);
        var rows = ids.Zip(refusals, (id, refusal) => refusal is null ? new ClaimedRow(id, true, null, null) : Refused(id, CodeOf(refusal), request.Language)).ToList();
        return new ClaimResult(rows.Count(r => r.Claimed), rows);
    }

    /// <summary>
    /// One user claims one set at a time, so that two sets do not pass his limit together; between two users the version of the customer decides, and
    /// whoever lost looks again and finds him taken.
    /// </summary>
    private async Task<IReadOnlyList<Exception?>> ClaimAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await db.AloneAsync([$"claims {user.RequireId()}"], () => db.AttemptAsync(() => ClaimOnceAsync(ids, cancellationToken), _ => true, cancellationToken), cancellationToken);
            }
            catch (ConflictException lost) when (lost.CurrentVersion is not null && tries < MostTries)
            {
                // somebody was quicker with one of them; the next look tells with which
            }
        }
    }

    private async Task<IReadOnlyList<Exception?>> ClaimOnceAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var (me, now) = (user.RequireId(), clock.GetUtcNow().UtcDateTime);
        var rules = await db.RulesAsync(cancellationToken);
        var everybodys = db.Customers.IgnoreQueryFilters([QueryFilters.Sight]); // the pool is out of everybody's sight, and he may look after customers of another team
        var held = rules.ClaimLimit is null ? 0 : await everybodys.CountAsync(c => c.OwnerId == me, cancellationToken);
        var customers = await everybodys.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);

        var refusals = ids.Select(id => Try(() =>
        {
            var customer = customers.GetValueOrDefault(id) ?? throw new NotFoundException(nameof(Customer));
            if (customer.OwnerId is not null && !user.HasInSight(customer.OwnerId) && !(customer.OwnedSince > now - SeenInPool)) throw new NotFoundException(nameof(Customer));
            if (held >= rules.ClaimLimit && customer.OwnerId is null) throw new ConflictException("claim_limit_reached");
            customer.Claim(me, rules, now);
            held++;
        })).ToList();
        await db.SaveChangesAsync(cancellationToken);
        return refusals;
    }

    private ClaimedRow Refused(Guid id, string code, string language) => new(id, false, code, sentences.Of(language, code));

    private static Exception? Try(Action claim)
    {
        try
        {
            claim();
            return null;
        }
        catch (DomainException no)
        {
            return new ConflictException(no.Code, null, no);
        }
        catch (Exception refusal) when (Refusals.Include(refusal))
        {
            return refusal;
        }
    }

    private static string CodeOf(Exception refusal) => refusal is ConflictException no ? no.Code : "not_found";
}
