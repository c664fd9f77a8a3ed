using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>Writes people down and changes what is known about them, one or many, together with their places at customers.</summary>
internal sealed class ContactWriter(
    ContactDescriptor descriptor,
    ICrmDb db,
    IValidator<ContactInput> validator,
    FieldCheck fields,
    ContactReferences references,
    PlacesAtCustomers places,
    TagBook tags,
    ICurrentUser user,
    TimeProvider clock)
    : RecordWriter<Contact, ContactInput>(descriptor, db, validator, fields)
{
    private readonly List<CustomerContact> _links = [];

    protected override IQueryable<Contact> Whole(IQueryable<Contact> records, QueryValue<List<Guid>> ids) =>
        records.Include(c => c.Tags.Where(t => ids.Value.Contains(t.ContactId))).ThenInclude(t => t.Tag);

    protected override ContactInput InputOf(Contact record) => new NewContactInput(ContactInput.From(record));

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<Contact, ContactInput>> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts.Where(d => d.IsNew)) draft.Try(() => draft.Complete(input => input with { OwnerId = input.OwnerId ?? user.RequireId() }));
        await references.CheckAsync([.. drafts.Where(d => d.IsOpen)], cancellationToken);

        var now = clock.GetUtcNow();
        var today = LocalDay.Of(now.UtcDateTime, user.TimeZone);
        foreach (var draft in drafts) draft.Try(() => Describe(draft, now, today));

        await tags.TagAsync(drafts, input => input.Tags, (contact, ids) => contact.TagWith(ids), cancellationToken);
        await LinkAsync([.. drafts.Where(d => d.IsOpen)], cancellationToken);
    }

    protected override Task<int> SaveAsync(IReadOnlyList<RecordDraft<Contact, ContactInput>> open, CancellationToken cancellationToken) => places.SaveAsync(_links, cancellationToken);

    private static void Describe(RecordDraft<Contact, ContactInput> draft, DateTimeOffset now, DateOnly today)
    {
        var profile = draft.Input.ToProfile(today);
        if (draft.IsNew)
        {
            draft.Becomes(Contact.Meet(draft.Id ?? Guid.CreateVersion7(now), profile, draft.Input.OwnerId));
            return;
        }

        draft.Record.Describe(profile);
        draft.Record.AssignTo(draft.Input.OwnerId);
    }

    /// <summary>Gives the people the places that are said; places that are not mentioned stay as they are.</summary>
    private async Task LinkAsync(List<RecordDraft<Contact, ContactInput>> drafts, CancellationToken cancellationToken)
    {
        _links.Clear();
        var said = drafts.Where(d => d.Input.Places.Count > 0).ToList();
        var known = await places.OfAsync([.. said.Where(d => !d.IsNew).Select(d => d.Record.Id)], cancellationToken);
        foreach (var draft in said)
        {
            foreach (var place in draft.Input.Places)
            {
                if (known.Find(l => l.ContactId == draft.Record.Id && l.CustomerId == place.CustomerId) is not { } link)
                {
                    _links.Add(places.Link(draft.Record.Id, place));
                    draft.AlsoChanged();
                }
                else if (PlacesAtCustomers.Merge(link, place))
                {
                    _links.Add(link);
                    draft.AlsoChanged();
                }
            }
        }
    }
}
