using Crm.Domain.Care;
using Crm.Domain.Common;

namespace Crm.Domain.Tests.Care;

public class CareProposalTests
{
    private static readonly DateTime Now = new(2026, 12, 1, 2, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Me = Id(1);

    [Fact]
    public void It_goes_from_the_thought_to_the_day_it_arrives()
    {
        var proposal = Greeting();
        proposal.Approve(Me, Now, exception: false);
        proposal.Send(Now);
        proposal.Deliver(new DateOnly(2026, 12, 2), Now);

        Assert.Equal((CareStatus.Delivered, Me, new DateOnly(2026, 12, 2), true), (proposal.Status, proposal.ApprovedById, proposal.DeliveredOn, proposal.Counts));
    }

    [Fact]
    public void What_nobody_approved_is_not_sent() => Assert.Equal("care_not_approved", Assert.Throws<DomainException>(() => Greeting().Send(Now)).Code);

    [Fact]
    public void What_was_skipped_is_not_approved_any_more()
    {
        var proposal = Greeting();
        proposal.Skip("不收礼");

        Assert.Equal("care_not_open", Assert.Throws<DomainException>(() => proposal.Approve(Me, Now, false)).Code);
    }

    [Fact]
    public void What_has_arrived_is_not_called_off()
    {
        var proposal = Greeting();
        proposal.Approve(Me, Now, false);
        proposal.Deliver(new DateOnly(2026, 12, 2), Now);

        Assert.Equal("care_not_approved", Assert.Throws<DomainException>(() => proposal.Cancel("x")).Code);
    }

    [Fact]
    public void What_was_approved_keeps_what_it_is()
    {
        var proposal = Greeting();
        proposal.Approve(Me, Now, false);

        Assert.Equal("care_not_open", Assert.Throws<DomainException>(() => proposal.Change(null, ContactChannel.Call, "别的")).Code);
    }

    [Theory]
    [InlineData("王海燕", true)]
    [InlineData("Wang Haiyan", false)]
    [InlineData("Müller", false)]
    public void A_name_in_Chinese_is_written_to_in_Chinese(string name, bool chinese) => Assert.Equal(chinese, CareText.IsChinese(name));

    [Fact]
    public void Names_are_filled_in_and_what_is_unknown_is_left_out() =>
        Assert.Equal("王女士，您好！", CareText.Fill("{name}，您好！{years}", new Dictionary<string, string?> { ["name"] = "王女士", ["years"] = null }));

    private static CareProposal Greeting() => CareProposal.Propose(Id(2), new CareIdea
    {
        CustomerId = Id(3), OccasionKind = OccasionKind.Birthday, OccasionKey = "birthday:1", OccasionYear = 2026, Occasion = "生日", OccasionOn = new DateOnly(2026, 12, 2), Channel = ContactChannel.Email, Text = "生日快乐",
    });
}
