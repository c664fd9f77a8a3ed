using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Questionnaires;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Checks what conversations and follow-ups point to.</summary>
internal sealed class ActivityReferences(ICrmDb db, CodeCheck codes, ICurrentUser user)
{
    public async Task<List<FieldError>> FindErrorsAsync(InteractionInput input, InteractionInput? before, string prefix, CancellationToken cancellationToken)
    {
        var errors = await codes.FindErrorsAsync([new(prefix + "outcome", CodeLists.InteractionOutcome, input.Outcome, before?.Outcome)], cancellationToken);
        if (input.CustomerId != before?.CustomerId) await CheckCustomerAsync(input.CustomerId, prefix, errors, cancellationToken);

        var added = (input.ContactIds ?? []).Except(before?.ContactIds ?? []).ToList();
        if (added.Count > 0)
        {
            var known = await db.Contacts.Where(c => added.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken);
            errors.AddRange((input.ContactIds ?? []).Select((id, i) => (id, i))
                .Where(x => added.Contains(x.id) && !known.Contains(x.id))
                .Select(x => FieldError.At($"{prefix}contactIds/{x.i}", "unknown_contact")));
        }

        var colleagues = (input.Participants ?? []).Select(p => p.UserId).OfType<Guid>().Except((before?.Participants ?? []).Select(p => p.UserId).OfType<Guid>()).ToList();
        if (colleagues.Count > 0)
        {
            var known = await db.Users.Where(u => colleagues.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellationToken);
            errors.AddRange((input.Participants ?? []).Select((p, i) => (p.UserId, i))
                .Where(x => x.UserId is { } id && colleagues.Contains(id) && !known.Contains(id))
                .Select(x => FieldError.At($"{prefix}participants/{x.i}/userId", "unknown_user")));
        }

        errors.AddRange(await FindErrorsAsync(input.Promises, prefix, cancellationToken));
        return errors;
    }

    public async Task<List<FieldError>> FindErrorsAsync(IReadOnlyList<PromiseInput>? promises, string prefix, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        foreach (var (promise, i) in (promises ?? []).Select((promise, i) => (promise, i)))
        {
            if (promise.ContactId is { } contactId && !await db.Contacts.AnyAsync(c => c.Id == contactId, cancellationToken)) errors.Add(FieldError.At($"{prefix}promises/{i}/contactId", "unknown_contact"));
            if (promise.OwnerId is { } ownerId && ownerId != user.UserId && !(user.HasInSight(ownerId) && await db.Users.AnyAsync(u => u.Id == ownerId && u.Active, cancellationToken)))
                errors.Add(FieldError.At($"{prefix}promises/{i}/ownerId", "unknown_user"));
        }

        return errors;
    }

    public async Task<List<FieldError>> FindErrorsAsync(FollowUpInput input, FollowUpInput? before, string prefix, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (input.CustomerId != before?.CustomerId) await CheckCustomerAsync(input.CustomerId, prefix, errors, cancellationToken);
        if (input.ContactId is { } contactId && contactId != before?.ContactId && !await db.Contacts.AnyAsync(c => c.Id == contactId, cancellationToken))
            errors.Add(FieldError.At(prefix + "contactId", "unknown_contact"));
        if (input.QuestionnaireId is { } questionnaireId && questionnaireId != before?.QuestionnaireId && !await db.Questionnaires.AnyAsync(q => q.Id == questionnaireId && q.Active && q.PublishedNumber > 0, cancellationToken))
            errors.Add(FieldError.At(prefix + "questionnaireId", "unknown_questionnaire"));
        if (before is not null && input.OwnerId is null) errors.Add(FieldError.At(prefix + "ownerId", "required"));
        if (input.OwnerId is { } ownerId && ownerId != before?.OwnerId
            && !(user.MayHandOver(before?.OwnerId, ownerId) && await db.Users.AnyAsync(u => u.Id == ownerId && u.Active, cancellationToken)))
            errors.Add(FieldError.At(prefix + "ownerId", "unknown_user"));
        if (before is not null && input.CustomerId is null && before.CustomerId is not null && !user.HasInSight(input.OwnerId))
            errors.Add(FieldError.At(prefix + "customerId", "required")); // only the customer lets the user see it
        return errors;
    }

    private async Task CheckCustomerAsync(Guid? customerId, string prefix, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (customerId is { } id && !await db.Customers.AnyAsync(c => c.Id == id, cancellationToken))
            errors.Add(FieldError.At(prefix + "customerId", "unknown_customer"));
    }
}
