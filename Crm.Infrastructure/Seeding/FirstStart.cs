using Crm.Application.Lifecycle;
using Crm.Application.Security;
using Crm.Application.Tiers;
using Crm.Domain.Activities;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Questionnaires;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Infrastructure.Seeding;

/// <summary>What an empty database gets: the code lists, an administrator, and in Development a company to look at.</summary>
internal sealed class FirstStart(CrmDbContext db, IEngine engine, IPasswordHasher hasher, IConfiguration configuration, IHostEnvironment environment, IServiceScopeFactory scopes, TimeProvider clock)
{
    public const string DefaultAdminEmail = "admin@crm.example";

    /// <summary>Of several nodes that meet an empty database at the same moment one fills it; the others wait and find it filled.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var filled = await FilledListsAsync(cancellationToken);
        if (CodeLists.All.Keys.All(filled.Contains) && await HasFestivalsAsync(cancellationToken) && await db.Set<User>().AnyAsync(cancellationToken)) return [];
        var lines = await db.InTransactionAsync(
            async () =>
            {
                await engine.LockAsync(db, "first-start", cancellationToken);
                return await FillAsync(cancellationToken);
            },
            _ => true,
            cancellationToken);
        if (lines.Count > 0 && WantsDemo) await SettleAsync(cancellationToken);
        return lines;
    }

    private bool WantsDemo => configuration.GetValue("Seed:Demo", environment.IsDevelopment());

    /// <summary>What a night would do for the customers of the demonstration: stages of life and tiers from their trade.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.BeginAs(SystemUser.Instance);
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new AdvanceLifecycle(), cancellationToken);
        await mediator.Send(new AssignTiers(), cancellationToken);
    }

    private Task<List<string>> FilledListsAsync(CancellationToken cancellationToken) =>
        db.Set<CodeListItem>().IgnoreQueryFilters().Select(i => i.List).Distinct().ToListAsync(cancellationToken); // also retired ones: whoever emptied a list meant it

    private Task<bool> HasFestivalsAsync(CancellationToken cancellationToken) => db.Set<Festival>().IgnoreQueryFilters().AnyAsync(cancellationToken); // also deleted ones, as above

    private async Task<IReadOnlyList<string>> FillAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var filled = await FilledListsAsync(cancellationToken);
        db.AddRange(DefaultCodeLists.Create(now).Where(i => !filled.Contains(i.List))); // also a list that came with a newer version
        if (!await HasFestivalsAsync(cancellationToken)) db.AddRange(DefaultFestivals.Create(clock.GetUtcNow())); // they came with a newer version
        if (await db.Set<User>().AnyAsync(cancellationToken))
        {
            await db.SaveChangesAsync(cancellationToken);
            return [];
        }

        var given = configuration["Seed:AdminPassword"] is { Length: > 0 } password ? password : null;
        var initial = given ?? TemporaryPassword.New();
        var admin = NewUser("管理员", configuration["Seed:AdminEmail"] ?? DefaultAdminEmail, Role.Administrator, team: null, initial, mustChange: given is null);
        db.Add(admin);
        var asked = WantsDemo ? DemoQuestionnaire.AddTo(db, admin.Id, now) : null;
        if (configuration.GetValue("Seed:ServicePlans", true)) DefaultServicePlans.AddTo(db, clock.GetUtcNow(), asked?.Id);
        List<string> lines = ["", "First start. Sign in with", $"  {admin.Email}", .. given is null ? new[] { $"  {initial}", "and choose a password of your own." } : ["  the password from Seed:AdminPassword."]];

        if (given is not null && PasswordRules.FindFault(given, admin.Email) is { } fault)
            lines.Add($"Warning: the password from Seed:AdminPassword is weak ({fault}). Change it under My account.");
        if (asked is not null)
        {
            var colleagues = AddDemo(admin, initial, given is null, now, asked);
            lines.Add("Demo data was loaded. Its sales staff sign in with the same first password: " + string.Join(", ", colleagues.Select(u => u.Email)));
        }

        await db.SaveChangesAsync(cancellationToken);
        await DateContactsAsync(cancellationToken);
        return lines;
    }

    private List<User> AddDemo(User admin, string password, bool mustChange, DateTime now, Questionnaire asked)
    {
        var team = new Team(Guid.CreateVersion7(clock.GetUtcNow()), DemoPeople.TeamName);
        var colleagues = DemoPeople.All.Select(p => NewUser(p.Name, p.Email, p.Role, team.Id, password, mustChange)).ToList();
        var zone = User.HouseZone;
        var demo = DemoData.Create(now, zone, [.. colleagues.Prepend(admin).Select(u => new DemoUser(u.Id, u.Name))]);

        db.Add(team);
        db.AddRange(colleagues);
        var sales = demo.Sales;
        Record[] records = [.. demo.Tags, .. demo.Customers, .. demo.Contacts, .. demo.Links, .. demo.Addresses, .. demo.TaxProfiles, .. demo.Interactions, .. demo.FollowUps, .. sales.Categories, .. sales.Products, .. sales.Returns, .. sales.Payments];
        foreach (var record in records) record.TakeEvents(); // their dates are computed for all at once
        foreach (var earlier in sales.Orders.GroupBy(o => o.CustomerId).SelectMany(orders => orders.SkipLast(1))) earlier.TakeEvents(); // the last one makes the figures of the customer's trade
        db.AddRange(records);
        db.AddRange(sales.Orders);
        DemoQuestionnaire.Answer(db, asked, demo.FollowUps);
        return colleagues;
    }

    private User NewUser(string name, string email, Role role, Guid? team, string password, bool mustChange)
    {
        var user = new User(Guid.CreateVersion7(clock.GetUtcNow()), name, email, role, team, hasher.Hash(password));
        if (!mustChange) user.ChoosePassword(user.PasswordHash);
        return user;
    }

    private async Task DateContactsAsync(CancellationToken cancellationToken)
    {
        var customers = db.Set<Customer>().IgnoreQueryFilters(); // the system itself looks at all of them
        var spokenWith = db.Set<Interaction>().IgnoreQueryFilters().Where(i => i.Channel != InteractionChannel.Note);
        var planned = db.Set<FollowUp>().IgnoreQueryFilters().Where(f => f.Status == FollowUpStatus.Planned);
        await customers.ExecuteUpdateAsync(
            set => set
                .SetProperty(c => c.LastContactAt, c => spokenWith.Where(i => i.CustomerId == c.Id).Max(i => (DateTime?)i.StartedAt))
                .SetProperty(c => c.NextFollowUpAt, c => planned.Where(f => f.CustomerId == c.Id).Min(f => (DateTime?)f.Due)),
            cancellationToken);
        await db.Set<Contact>().IgnoreQueryFilters().ExecuteUpdateAsync(
            set => set.SetProperty(c => c.LastContactAt, c => spokenWith.Where(i => i.Contacts.Any(x => x.ContactId == c.Id)).Max(i => (DateTime?)i.StartedAt)),
            cancellationToken);
    }
}
