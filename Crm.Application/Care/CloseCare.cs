using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Integration;
using Crm.Application.Security;
using Crm.Domain.Care;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>Orders or sends what was approved; a greeting by e-mail goes out.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record SendCare(Guid Id, int? ExpectedVersion) : IRequest<CareProposalRow>;

/// <summary>Notes that it arrived.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="Input">When.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record DeliverCare(Guid Id, DeliveryInput Input, int? ExpectedVersion) : IRequest<CareProposalRow>;

/// <summary>Leaves it out this time.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record SkipCare(Guid Id, CareReasonInput Input, int? ExpectedVersion) : IRequest<CareProposalRow>;

/// <summary>Calls off what was approved or ordered.</summary>
/// <param name="Id">The greeting or gift.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CareWrite)]
public sealed record CancelCare(Guid Id, CareReasonInput Input, int? ExpectedVersion) : IRequest<CareProposalRow>;

/// <summary>When something arrived.</summary>
/// <param name="On">The day; today when nothing is said.</param>
public sealed record DeliveryInput(DateOnly? On);

/// <summary>Why nothing comes of it.</summary>
/// <param name="Reason">The reason; at most 500 characters.</param>
public sealed record CareReasonInput(string? Reason);

internal sealed class CareReasonInputValidator : AbstractValidator<CareReasonInput>
{
    public CareReasonInputValidator() => RuleFor(r => r.Reason).Given().Line(CareProposal.ReasonMaxLength);
}

internal sealed class DeliveryInputValidator : AbstractValidator<DeliveryInput>
{
    public DeliveryInputValidator(TimeProvider clock) => RuleFor(d => d.On).PastDay(clock);
}

internal sealed class CloseCareHandlers(ICrmDb db, CareReader reader, CarePost post, IValidator<CareReasonInput> reasons, IValidator<DeliveryInput> deliveries, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<SendCare, CareProposalRow>,
    IRequestHandler<DeliverCare, CareProposalRow>,
    IRequestHandler<SkipCare, CareProposalRow>,
    IRequestHandler<CancelCare, CareProposalRow>
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<CareProposalRow> Handle(SendCare request, CancellationToken cancellationToken) =>
        StepAsync(request.Id, request.ExpectedVersion, proposal => post.SendAsync(proposal, cancellationToken), cancellationToken);

    public Task<CareProposalRow> Handle(DeliverCare request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(deliveries, request.Input);
        return StepAsync(request.Id, request.ExpectedVersion, proposal => Do(() => proposal.Deliver(request.Input.On ?? LocalDay.Of(Now, user.TimeZone), Now)), cancellationToken);
    }

    public Task<CareProposalRow> Handle(SkipCare request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(reasons, request.Input);
        return StepAsync(request.Id, request.ExpectedVersion, proposal => Do(() => proposal.Skip(TextRules.Clean(request.Input.Reason)!)), cancellationToken);
    }

    public Task<CareProposalRow> Handle(CancelCare request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(reasons, request.Input);
        return StepAsync(request.Id, request.ExpectedVersion, proposal => Do(() =>
        {
            if (proposal.Status != CareStatus.Cancelled && proposal.Counts) proposal.Gift?.PutBack();
            proposal.Cancel(TextRules.Clean(request.Input.Reason));
        }), cancellationToken);
    }

    private async Task<CareProposalRow> StepAsync(Guid id, int? expectedVersion, Func<CareProposal, Task> step, CancellationToken cancellationToken)
    {
        var proposal = await db.CareProposals.Include(p => p.Gift).GetAsync(id, cancellationToken);
        proposal.EnsureVersion(expectedVersion);
        await step(proposal);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetAsync(id, cancellationToken);
    }

    private static Task Do(Action step)
    {
        step();
        return Task.CompletedTask;
    }
}

/// <summary>Sends what was approved. A greeting by e-mail is written into the outbox by the save that says it was sent, so that it goes out once.</summary>
internal sealed class CarePost(ICrmDb db, Outbox outbox, IMailer mailer, TimeProvider clock)
{
    /// <summary>Whether greetings by e-mail can go out at all.</summary>
    public bool HasServer => mailer.HasServer;

    /// <summary>Sends it; what goes by another way is only noted.</summary>
    /// <exception cref="ConflictException"><c>no_mail_server</c>, <c>no_mail_address</c>, <c>channel_unwanted</c>.</exception>
    public async Task SendAsync(CareProposal proposal, CancellationToken cancellationToken)
    {
        if (proposal.Status is CareStatus.Sent or CareStatus.Delivered) return;
        if (proposal is { Kind: CareKind.Greeting, Channel: ContactChannel.Email, Status: CareStatus.Approved })
        {
            if (!mailer.HasServer) throw new ConflictException("no_mail_server");
            outbox.Add(proposal.Id, await MailOfAsync(proposal, cancellationToken));
        }

        proposal.Send(clock.GetUtcNow().UtcDateTime);
    }

    private async Task<Mail> MailOfAsync(CareProposal proposal, CancellationToken cancellationToken)
    {
        var customer = await db.Customers.Where(c => c.Id == proposal.CustomerId).Select(c => new { c.PrimaryEmail, c.DoNotContact }).FirstAsync(cancellationToken);
        var contact = await db.Contacts.Where(c => c.Id == proposal.ContactId).Select(c => new { c.PrimaryEmail, c.DoNotContact }).FirstOrDefaultAsync(cancellationToken);
        if (customer.DoNotContact.Contains(ContactChannel.Email) || contact?.DoNotContact.Contains(ContactChannel.Email) == true) throw new ConflictException("channel_unwanted", "channel");
        var to = (proposal.ContactId is null ? customer.PrimaryEmail : contact?.PrimaryEmail) ?? throw new ConflictException("no_mail_address", "channel");
        var text = proposal.Text ?? "";
        var subject = CareText.IsChinese(text) ? $"{proposal.Occasion}祝福" : proposal.OccasionKind == OccasionKind.Birthday ? "Happy birthday" : "Best wishes";
        return new Mail(to, subject, text + "\n");
    }
}
