using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Opens and changes files of customers, one or many.</summary>
internal sealed class CustomerWriter(
    CustomerDescriptor descriptor,
    ICrmDb db,
    IValidator<CustomerInput> validator,
    FieldCheck fields,
    CustomerReferences references,
    TagBook tags,
    ICurrentUser user,
    TimeProvider clock)
    : RecordWriter<Customer, CustomerInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<Customer> Whole(IQueryable<Customer> records, QueryValue<List<Guid>> ids) =>
        records.Include(c => c.Tags.Where(t => ids.Value.Contains(t.CustomerId))).ThenInclude(t => t.Tag);

    protected override CustomerInput InputOf(Customer record) => CustomerInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<Customer, CustomerInput>> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts.Where(d => d.IsNew)) draft.Try(() => draft.Complete(input => input with { OwnerId = input.OwnerId ?? user.RequireId() }));
        await references.CheckAsync([.. drafts.Where(d => d.IsOpen)], cancellationToken);

        var now = clock.GetUtcNow();
        var today = LocalDay.Of(now.UtcDateTime, user.TimeZone);
        foreach (var draft in drafts) draft.Try(() => Describe(draft, now, today));
        await references.PlaceAsync(drafts, cancellationToken);
        await references.KeepCreditCodesUniqueAsync(drafts, cancellationToken);
        await tags.TagAsync(drafts, input => input.Tags, (customer, ids) => customer.TagWith(ids), cancellationToken);
    }

    private static void Describe(RecordDraft<Customer, CustomerInput> draft, DateTimeOffset now, DateOnly today)
    {
        var profile = draft.Input.ToProfile(today);
        if (draft.IsNew)
        {
            draft.Becomes(Customer.Open(draft.Id ?? Guid.CreateVersion7(now), number: null, profile, draft.Input.OwnerId));
            return;
        }

        draft.Record.Describe(profile);
        draft.Record.AssignTo(draft.Input.OwnerId, now.UtcDateTime);
    }
}
