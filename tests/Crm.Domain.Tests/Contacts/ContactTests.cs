using Crm.Domain.Common;
using Crm.Domain.Contacts;

namespace Crm.Domain.Tests.Contacts;

public class ContactTests
{
    private static readonly ContactProfile Profile = new() { Name = "李娜", Gender = Gender.Female, Wechat = "lina_qd" };

    [Fact]
    public void A_new_person_is_as_she_was_described()
    {
        var contact = Contact.Meet(Id(1), Profile, Id(2));

        Assert.Equal((Id(1), Id(2), "李娜", Gender.Female, "lina_qd"), (contact.Id, contact.OwnerId, contact.Name, contact.Gender, contact.Wechat));
    }

    [Fact]
    public void The_primary_number_is_the_marked_one()
    {
        var contact = Contact.Meet(
            Id(1),
            Profile with { Phones = [Phone.From(PhoneLabel.Office, "0532-88939999", false), Phone.From(PhoneLabel.Mobile, "13800138000", true)] },
            null);

        Assert.Equal("13800138000", contact.PrimaryPhone);
        Assert.Equal("+8613800138000", contact.Phones.Single(p => p.IsPrimary).E164);
    }

    [Fact]
    public void Two_primary_addresses_are_refused() =>
        AssertRefused("several_primary", "emails", () => Contact.Meet(
            Id(1),
            Profile with { Emails = [Email.From(EmailLabel.Work, "a@example.com", true), Email.From(EmailLabel.Home, "b@example.com", true)] },
            null));

    [Fact]
    public void What_is_no_longer_said_is_gone()
    {
        var contact = Contact.Meet(Id(1), Profile with { Birthday = new DateOnly(1988, 2, 29), Emails = [Email.From(EmailLabel.Work, "a@example.com", false)] }, null);

        contact.Describe(Profile);

        Assert.Equal((null, null), (contact.Birthday, contact.PrimaryEmail));
    }

    [Fact]
    public void Tags_that_stay_keep_their_row()
    {
        var contact = Contact.Meet(Id(1), Profile, null);
        contact.TagWith([Id(11), Id(12)]);
        var kept = contact.Tags[0];

        contact.TagWith([Id(13), Id(11)]);

        Assert.Equal([Id(11), Id(13)], contact.Tags.Select(t => t.TagId));
        Assert.Same(kept, contact.Tags[0]);
        Assert.Equal(contact.Id, ((IPartOfRecord)kept).RecordId);
    }

    [Fact]
    public void Somebody_else_may_get_to_know_the_person_best()
    {
        var contact = Contact.Meet(Id(1), Profile, Id(2));

        contact.AssignTo(Id(3));

        Assert.Equal(Id(3), contact.OwnerId);
    }
}
