using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Activities;
using Crm.Application.Bulk;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Jobs;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Jobs;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Managers;

/// <summary>How customers are divided among several receivers.</summary>
public enum HandOverMethod
{
    /// <summary>By the conversations that fit into a day of each.</summary>
    Even,

    /// <summary>By shares that are named.</summary>
    Share,

    /// <summary>By where the customer is.</summary>
    District,
}

/// <summary>A colleague who gets customers.</summary>
public sealed record HandOverReceiver
{
    /// <summary>The colleague.</summary>
    public Guid? UserId { get; init; }

    /// <summary>For <c>share</c>: his part against that of the others, for example percent.</summary>
    public int? Share { get; init; }

    /// <summary>For <c>district</c>: codes of the provinces, cities or districts that he takes.</summary>
    public IReadOnlyList<string>? Districts { get; init; }
}

/// <summary>Which customers are handed over, and to whom. Nothing said about which means all.</summary>
public sealed record HandOverInput : ListSelectionInput
{
    /// <summary>Most customers at once.</summary>
    public const int MaxCustomers = 10_000;

    /// <summary>Most receivers.</summary>
    public const int MaxReceivers = 50;

    /// <summary>Who gets them.</summary>
    public IReadOnlyList<HandOverReceiver>? Receivers { get; init; }

    /// <summary>How they are divided; <c>even</c> when nothing is said.</summary>
    public HandOverMethod Method { get; init; }

    /// <summary>What the note in each file says besides; at most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>How many you think there are; when there are not exactly so many, nothing is begun.</summary>
    public int? ExpectedCount { get; init; }
}

/// <summary>What a hand-over would move.</summary>
/// <param name="Customers">How many customers it is about.</param>
/// <param name="Tiers">Those by tier.</param>
/// <param name="FollowUps">Open follow-ups that go along.</param>
/// <param name="Orders">Open orders that go along.</param>
/// <param name="Receivers">What each receiver gets.</param>
/// <param name="Remaining">Customers whom nobody takes, because of where they are; they stay.</param>
public sealed record HandOverPreview(int Customers, IReadOnlyList<TierTally> Tiers, int FollowUps, int Orders, IReadOnlyList<HandOverShare> Receivers, int Remaining);

/// <summary>What a receiver gets.</summary>
/// <param name="UserId">The receiver.</param>
/// <param name="Name">His name.</param>
/// <param name="Customers">How many customers.</param>
/// <param name="Tiers">Those by tier.</param>
/// <param name="FollowUps">Open follow-ups.</param>
/// <param name="Orders">Open orders.</param>
/// <param name="CustomersThen">How many customers he looks after then.</param>
/// <param name="MostCustomers">How many he should look after at most.</param>
public sealed record HandOverShare(Guid UserId, string Name, int Customers, IReadOnlyList<TierTally> Tiers, int FollowUps, int Orders, int CustomersThen, int? MostCustomers);

/// <summary>Tells what a hand-over would move, and moves nothing.</summary>
/// <param name="Id">Whose customers.</param>
/// <param name="Input">Which, and to whom.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record PreviewHandOver(Guid Id, HandOverInput Input) : IRequest<HandOverPreview>;

/// <summary>Hands customers over to colleagues, with what is open, as a job.</summary>
/// <param name="Id">Whose customers.</param>
/// <param name="Input">Which, and to whom.</param>
/// <param name="Language">Language of the title and the notes.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record StartHandOver(Guid Id, HandOverInput Input, string Language) : IRequest<JobRow>;

internal sealed class HandOverInputValidator : AbstractValidator<HandOverInput>
{
    private const int NoteMaxLength = 1000;

    public HandOverInputValidator()
    {
        RuleFor(h => h.Method).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(h => h.Note).Lines(NoteMaxLength);
        RuleFor(h => h.Receivers).Must(receivers => receivers is { Count: > 0 }).WithErrorCode("required").AtMost(HandOverInput.MaxReceivers);
        RuleForEach(h => h.Receivers).ChildRules(receiver => receiver.RuleFor(r => r.UserId).Present());
        RuleForEach(h => h.Receivers).ChildRules(receiver => receiver.RuleFor(r => r.Share).Present().Within(1, 1000)).When(h => h.Method == HandOverMethod.Share);
        RuleForEach(h => h.Receivers).ChildRules(receiver => receiver.RuleFor(r => r.Districts).Must(d => d is { Count: > 0 }).WithErrorCode("required").AtMost(HandOverInput.MaxCustomers)).When(h => h.Method == HandOverMethod.District);
    }
}

internal sealed class HandOverHandlers(
    ICrmDb db,
    RecordLister lister,
    CustomerDescriptor customers,
    ManagerReader managers,
    IValidator<HandOverInput> validator,
    JobBook book,
    JobReader jobs,
    IUserDirectory directory,
    ICurrentUser user) :
    IRequestHandler<PreviewHandOver, HandOverPreview>,
    IRequestHandler<StartHandOver, JobRow>
{
    public async Task<HandOverPreview> Handle(PreviewHandOver request, CancellationToken cancellationToken)
    {
        var (found, divided) = await DivideAsync(request.Id, request.Input, cancellationToken);
        var id = request.Id;
        var steps = await db.FollowUps.Where(f => f.Status == FollowUpStatus.Planned && f.CustomerId != null && (f.OwnerId == id || f.StandsInForId == id)).GroupBy(f => f.CustomerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!.Value, g => g.Count, cancellationToken);
        var orders = await db.Orders.Where(OpenItems.IsOpen).Where(o => o.OwnerId == id && o.CustomerId != null).GroupBy(o => o.CustomerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!.Value, g => g.Count, cancellationToken);
        int StepsOf(IEnumerable<DividedCustomer> some) => some.Sum(c => steps.GetValueOrDefault(c.Id));
        int OrdersOf(IEnumerable<DividedCustomer> some) => some.Sum(c => orders.GetValueOrDefault(c.Id));

        var ranks = await db.CodesInOrderAsync(CodeLists.CustomerTier, cancellationToken);
        var shares = new List<HandOverShare>();
        foreach (var receiver in await ReceiversAsync(request.Input, cancellationToken))
        {
            var gets = divided.Where(d => d.UserId == receiver.Id).Select(d => d.Customer).ToList();
            shares.Add(new HandOverShare(receiver.Id, receiver.Name, gets.Count, TiersOf(gets, ranks), StepsOf(gets), OrdersOf(gets), receiver.Customers + gets.Count, receiver.MostCustomers));
        }

        var moving = divided.Select(d => d.Customer).ToList();
        return new HandOverPreview(found, TiersOf(moving, ranks), StepsOf(moving), OrdersOf(moving), shares, found - moving.Count);
    }

    public async Task<JobRow> Handle(StartHandOver request, CancellationToken cancellationToken)
    {
        var (found, divided) = await DivideAsync(request.Id, request.Input, cancellationToken);
        if (request.Input.ExpectedCount is { } expected && expected != found)
            throw new InvalidException(new FieldError("/expectedCount", "count_differs", new Dictionary<string, object?> { ["count"] = found }));

        var parts = divided.GroupBy(d => d.UserId).Select(part => (UserId: part.Key, Ids: part.Select(d => d.Customer.Id).Order().ToList())).OrderBy(part => part.UserId).ToList();
        var name = await directory.NameOfAsync(request.Id, cancellationToken) ?? "";
        var plan = new HandOverPlan(request.Id, parts.ConvertAll(p => new HandOverPart(p.UserId, p.Ids.Count)), request.Language == User.English ? $"Handed over from {name}" : $"客户交接：原负责人{name}", TextRules.CleanMultiline(request.Input.Note));
        var asked = new JsonObject
        {
            ["entity"] = customers.Key,
            ["bulk"] = JsonSerializer.SerializeToNode(new BulkInput { Action = BulkAction.Assign }, CrmJson.Options),
            ["listed"] = true,
            ["handOver"] = JsonSerializer.SerializeToNode(plan, CrmJson.Options),
        };
        var job = await book.StartAsync(BulkWork.Name, new Label($"交接{name}的客户（{divided.Count:N0} 个）", $"Hand over {divided.Count:N0} customers of {name}"), customers.Key, asked, divided.Count, cancellationToken);
        db.JobChunks.AddRange(parts.SelectMany(p => p.Ids).Chunk(JobChunk.Size).Select((part, number) => new JobChunk(job.Id, number, part)));
        await db.SaveChangesAsync(cancellationToken);
        return await jobs.GetAsync(job.Id, request.Language, cancellationToken);
    }

    /// <summary>How many customers are meant, and who gets which of them.</summary>
    private async Task<(int Found, IReadOnlyList<(DividedCustomer Customer, Guid UserId)> Divided)> DivideAsync(Guid from, HandOverInput input, CancellationToken cancellationToken)
    {
        await managers.EnsureLedAsync(from, cancellationToken);
        InputValidation.Ensure(validator, input);
        await EnsureReceiversAsync(from, input, cancellationToken);
        if (input.Deleted) throw new InvalidException(FieldError.At("deleted", "unknown_value"));

        var matching = await lister.MatchingAsync(customers, input.ToList(), cancellationToken);
        var found = await matching.Where(c => c.OwnerId == from).OrderBy(c => c.Id)
            .Select(c => new DividedCustomer(c.Id, c.Tier, c.Place.ProvinceCode, c.Place.CityCode, c.Place.DistrictCode)).Take(HandOverInput.MaxCustomers + 1).ToListAsync(cancellationToken);
        if (found.Count > HandOverInput.MaxCustomers) throw new InvalidException(new FieldError("/where", "too_many", new Dictionary<string, object?> { ["max"] = HandOverInput.MaxCustomers }));

        var receivers = await ReceiversAsync(input, cancellationToken);
        return (found.Count, CustomerDivision.Divide(found, [.. input.Receivers!.Zip(receivers).Select(of => new Receiver(
            of.Second.Id,
            input.Method == HandOverMethod.Share ? of.First.Share!.Value : of.Second.DailyCapacity,
            of.Second.MostCustomers is { } most ? Math.Max(0, most - of.Second.Customers) : null,
            input.Method == HandOverMethod.District ? of.First.Districts!.ToHashSet() : null))]));
    }

    private async Task EnsureReceiversAsync(Guid from, HandOverInput input, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        foreach (var (receiver, i) in input.Receivers!.Select((receiver, i) => (receiver, i)))
        {
            var id = receiver.UserId!.Value;
            var good = id != from && await directory.FindAsync(id, cancellationToken) is { Active: true } && await user.LeadsAsync(directory, id, cancellationToken);
            if (!good) errors.Add(FieldError.At($"receivers/{i}/userId", "unknown_user"));
            else if (input.Receivers!.Take(i).Any(r => r.UserId == id)) errors.Add(FieldError.At($"receivers/{i}/userId", "listed_twice"));
        }

        if (errors.Count > 0) throw new InvalidException(errors);
    }

    private async Task<IReadOnlyList<ReceiverFacts>> ReceiversAsync(HandOverInput input, CancellationToken cancellationToken)
    {
        var ids = input.Receivers!.Select(r => r.UserId!.Value).ToList();
        var customers = db.Customers;
        var users = await db.Users.Where(u => ids.Contains(u.Id))
            .Select(u => new ReceiverFacts(u.Id, u.Name, u.DailyCapacity, u.MostCustomers, customers.Count(c => c.OwnerId == u.Id))).ToDictionaryAsync(u => u.Id, cancellationToken);
        return ids.ConvertAll(id => users[id]);
    }

    private static IReadOnlyList<TierTally> TiersOf(IEnumerable<DividedCustomer> some, List<string> ranks) =>
        TierTally.InOrder(some.GroupBy(c => c.Tier).Select(g => new TierTally(g.Key, g.Count())), ranks);

    private sealed record ReceiverFacts(Guid Id, string Name, int DailyCapacity, int? MostCustomers, int Customers);
}
