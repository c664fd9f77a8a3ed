using System.Net;
using System.Text.Json.Nodes;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Rights;

/// <summary>What one may not see does not exist, whichever way one asks.</summary>
public sealed class OutOfSightTests(CrmApp app) : IClassFixture<CrmApp>
{
    private const string NoSuchId = "01930000-0000-7000-8000-000000000000";

    /// <summary>Users, tags, code lists, rules about fields, service plans and competitors belong to everybody; what another system calls a record is not its id.</summary>
    private static readonly string[] Shared =
    [
        "getUser", "changeUser", "disableUser", "enableUser", "resetPassword", "changeTag", "deleteTag", "writeByExternalRef",
        "getProduct", "changeProduct", "deleteProduct", "restoreProduct", "getProductCategory", "changeProductCategory", "deleteProductCategory", "restoreProductCategory",
        "getCompetitor", "changeCompetitor", "deleteCompetitor", "restoreCompetitor", "getServicePlan", "changeServicePlan", "deleteServicePlan", "restoreServicePlan", "getGift", "changeGift", "deleteGift", "restoreGift", "getFestival", "changeFestival", "deleteFestival", "restoreFestival", "getQuestionnaire", "replaceQuestionnaire", "deleteQuestionnaire", "writeQuestions", "draftQuestions", "discardQuestions", "publishQuestions", "getQuestionnaireVersion", "getQuestionnaireResults", "listQuestionnaireTexts", "getFieldRule", "replaceFieldRule", "deleteFieldRule",
    ];

    [Fact]
    public async Task The_records_of_others_answer_like_records_that_never_were()
    {
        var file = await FileOfAsync(await app.SignInAsync(Role.Sales));
        var stranger = await app.SignInAsync(Template.OtherManagerEmail);
        var leaks = new List<string>();
        foreach (var operation in await Operation.AllAsync(app))
        {
            if (Shared.Contains(operation.Id) || !operation.Places.Any(place => place.EndsWith("Id", StringComparison.OrdinalIgnoreCase))) continue;

            foreach (var type in operation.Places.Contains("type") ? new[] { "customer", "contact" } : [""])
            {
                var real = await AskAsync(stranger, operation, operation.PathWith(place => Word(place, type) ?? file.IdFor(operation, place, type)));
                var none = await AskAsync(stranger, operation, operation.PathWith(place => Word(place, type) ?? NoSuchId));
                if (real.Status != HttpStatusCode.NotFound || Body(real) != Body(none)) leaks.Add($"{operation.Id} {(int)real.Status} {real.Body}");
            }
        }

        Assert.Empty(leaks);
        Assert.Equal(1, (await (await app.SignInAsync(Role.Sales)).CustomerAsync(file.Customer)).Version);
    }

    [Fact]
    public async Task The_records_of_others_are_in_no_list_no_search_and_no_day()
    {
        var file = await FileOfAsync(await app.SignInAsync(Role.Sales));
        var stranger = await app.SignInAsync(Template.OtherSalesEmail);

        string[] paths =
        [
            "/customers?limit=200", "/customers?limit=200&q=" + file.Word, "/contacts?limit=200", "/contacts?limit=200&q=" + file.Word, "/interactions?limit=200",
            "/follow-ups?limit=200", "/follow-up-series?limit=200", "/orders?limit=200", "/returns?limit=200", "/payments?limit=200", "/offers?limit=200", "/care-proposals?limit=200", "/answer-sets?limit=200", "/occasions?limit=200&from=2026-01-01&to=2026-12-31", "/orders/summary", "/absences?limit=200", "/segments?limit=200", "/key-accounts?limit=200", "/search?limit=50&q=" + file.Word, "/today", $"/customers?filter[ownerId]={file.Owner}", $"/contacts?filter[customerId]={file.Customer}",
            $"/interactions?filter[contactIds]={file.Contact}", $"/follow-ups?filter[customerId]={file.Customer}", "/customers?deleted=only&limit=200",
        ];
        foreach (var path in paths)
        {
            var answer = (await stranger.GetAsync(path)).Expect(HttpStatusCode.OK);
            Assert.All(file.Ids, id => Assert.DoesNotContain(id, answer.Body, StringComparison.Ordinal));
        }

        Assert.Equal(0, (await stranger.ReadAsync($"/customers?count=exact&filter[ownerId]={file.Owner}")).Number("total.value"));
    }

    [Fact]
    public async Task The_records_of_others_cannot_be_referred_to()
    {
        var file = await FileOfAsync(await app.SignInAsync(Role.Sales));
        var stranger = await app.SignInAsync(Template.OtherSalesEmail);
        var own = await stranger.CreateCustomerAsync();

        (string Path, Func<string, object> Body)[] writes =
        [
            ("/customers", id => new { name = "x", parentId = id }),
            ("/interactions", id => new { customerId = id, channel = "call", subject = "x" }),
            ("/interactions", id => new { customerId = own.Id, contactIds = new[] { id }, channel = "call", subject = "x" }),
            ("/follow-ups", id => new { customerId = id, channel = "call", subject = "x", dueOn = "2026-12-01" }),
            ("/follow-ups", id => new { customerId = own.Id, contactId = id, channel = "call", subject = "x", dueOn = "2026-12-01" }),
            ("/follow-up-series", id => new { customerId = id, channel = "call", subject = "x", startsOn = "2026-12-01", rule = "FREQ=DAILY" }),
            ("/interactions", id => new { customerId = own.Id, channel = "call", subject = "x", promises = new[] { new { text = "x", dueOn = "2026-12-01", contactId = id } } }),
            ("/contacts", id => new { name = "x", customers = new[] { new { customerId = id } } }),
            ("/orders", id => new { customerId = id, lines = new[] { new { text = "x" } } }),
            ("/returns", id => new { customerId = id, lines = new[] { new { text = "x" } } }),
            ("/offers", id => new { customerId = id, kind = "discount", discountPercent = "1" }),
            ("/payments", id => new { customerId = id, amount = new { amount = "1", currency = "CNY" } }),
            ($"/customers/{own.Id}/contacts", id => new { contactId = id }),
        ];
        foreach (var (path, body) in writes)
        {
            var none = await stranger.PostAsync(path, body(NoSuchId));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
            foreach (var id in new[] { file.Customer, file.Contact }) Assert.Equal(Body(none), Body(await stranger.PostAsync(path, body(id))));
        }
    }

    [Fact]
    public async Task A_manager_sees_what_the_team_owns_and_no_other_team()
    {
        var file = await FileOfAsync(await app.SignInAsync(Role.Sales));
        var (manager, other, admin) = (await app.SignInAsync(Role.SalesManager), await app.SignInAsync(Template.OtherManagerEmail), await app.SignInAsync(Role.Administrator));

        (await manager.GetAsync("/customers/" + file.Customer)).Expect(HttpStatusCode.OK);
        (await manager.GetAsync("/files/" + file.File)).Expect(HttpStatusCode.OK);
        (await admin.GetAsync("/customers/" + file.Customer)).Expect(HttpStatusCode.OK);
        (await other.GetAsync("/customers/" + file.Customer)).Expect(HttpStatusCode.NotFound);
        Assert.Contains(await manager.SearchAsync(file.Word), hit => hit.Id == file.Customer);
        Assert.DoesNotContain(await other.SearchAsync(file.Word), hit => hit.Id == file.Customer);
    }

    [Fact]
    public async Task Sales_may_neither_delete_nor_hand_over_a_customer()
    {
        var (sales, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        var customer = await sales.CreateCustomerAsync();

        Answer[] refused =
        [
            await sales.DeleteAsync("/customers/" + customer.Id),
            await sales.PatchAsync("/customers/" + customer.Id, new { ownerId = other.Id }),
            await sales.PatchAsync("/customers/" + customer.Id, new { ownerId = (string?)null }),
            await sales.PostAsync("/customers", new { name = "为别人开户", ownerId = other.Id }),
        ];

        Assert.All(refused, answer => Assert.Equal((HttpStatusCode.Forbidden, "permission_missing"), (answer.Status, answer.Problem.Code)));
        Assert.Equal((false, false), (customer.Says("can.delete"), customer.Says("can.assign")));
    }

    [Fact]
    public async Task A_manager_hands_over_inside_the_team_only()
    {
        var (sales, manager, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager), await app.SignInAsync(Template.OtherSalesEmail));
        var customer = await manager.CreateCustomerAsync();

        var outside = await manager.PatchAsync("/customers/" + customer.Id, new { ownerId = other.Id });
        Assert.Equal(["/ownerId unknown_user"], outside.Problem.Places);

        (await manager.PatchAsync("/customers/" + customer.Id, new { ownerId = sales.Id })).Expect(HttpStatusCode.OK);
        (await sales.GetAsync("/customers/" + customer.Id)).Expect(HttpStatusCode.OK);
    }

    private async Task<CustomerFile> FileOfAsync(ApiUser owner)
    {
        var word = Unique.Word();
        var customer = await owner.CreateCustomerAsync("客户" + word, new { phones = new[] { new { number = "13800138000" } }, foundedOn = $"2001-{app.Clock.GetUtcNow().AddHours(8).AddDays(1):MM-dd}" });
        var contact = await owner.CreateContactAsync("联系" + word, customer.Id);
        return new CustomerFile(
            owner.Id,
            word,
            customer.Id,
            contact.Id,
            (await owner.LogAsync(customer.Id)).Id,
            (await owner.PlanAsync(customer.Id, "2026-12-01")).Id,
            (await owner.UploadToCustomerAsync(customer.Id)).Id,
            (await owner.MakeAsync($"/customers/{customer.Id}/addresses", new { line1 = "路" })).Id,
            (await owner.MakeAsync($"/customers/{customer.Id}/tax-profiles", new { title = "抬头" })).Id,
            (await owner.ListAsync($"/customers/{customer.Id}/history"))[^1].Id,
            (await owner.MakeAsync("/customers/views", new { name = word })).Id,
            (await owner.OrderAsync(customer.Id, "10", "2026-03-01")).Id,
            (await owner.ReturnAsync(customer.Id, "1", "2026-03-02")).Id,
            (await owner.MakeAsync("/payments", new { customerId = customer.Id, amount = new { amount = "9", currency = "CNY" } })).Id,
            (await owner.MakeAsync("/follow-up-series", new { customerId = customer.Id, subject = "例行", channel = "call", startsOn = "2027-01-04", rule = "FREQ=WEEKLY;COUNT=2" })).Id,
            (await owner.MakeAsync("/absences", new { from = "2026-01-05", to = "2026-01-06", kind = "leave" })).Id,
            (await owner.MakeAsync("/offers", new { customerId = customer.Id, kind = "benefit", benefit = "free_shipping" })).Id,
            (await owner.MakeAsync($"/customers/{customer.Id}/occasions", new { name = "开业", since = "2020-02-03" })).Id,
            await ProposalOfAsync(owner, customer.Id),
            await AnswersOfAsync(owner, customer.Id),
            (await owner.MakeAsync("/segments", new { name = word, where = new { field = "rating", op = "eq", value = "5" } })).Id,
            (await owner.PutAsync($"/customers/{customer.Id}/key-account", new { goals = new[] { new { text = word } } })).Expect(HttpStatusCode.OK).Json.Id);
    }

    private async Task<string> AnswersOfAsync(ApiUser owner, string customerId)
    {
        var questionnaire = await (await app.SignInAsync(Role.Administrator)).PublishAsync(new { key = "liked", text = "好吗？", textEn = "Fine?", type = "yes_no" });
        var followUp = await owner.PlanAsync(customerId, "2026-12-01", fields: new { questionnaireId = questionnaire });
        return (await owner.PutAsync($"/follow-ups/{followUp.Id}/answers", new { answers = new { liked = true }, submit = true })).Expect(HttpStatusCode.OK).Json.Id;
    }

    /// <summary>A greeting to the customer, for whom a service plan is there only until it was proposed.</summary>
    private async Task<string> ProposalOfAsync(ApiUser owner, string customerId)
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var plan = (await admin.MakeAsync("/service-plans", new { name = Unique.Word(), cadenceDays = 30 })).Id;
        (await owner.PostAsync("/care-proposals/proposing")).Expect(HttpStatusCode.OK);
        (await admin.DeleteAsync("/service-plans/" + plan)).Expect(HttpStatusCode.NoContent);
        return (await owner.ListAsync($"/care-proposals?filter[customerId]={customerId}"))[0].Id;
    }

    private static Task<Answer> AskAsync(ApiUser user, Operation operation, string path)
    {
        if (operation.IsUpload) return user.UploadAsync(path, "a.txt", "a"u8.ToArray());
        var body = operation.Method == HttpMethod.Patch ? new JsonObject() : operation.Example;
        return user.SendAsync(operation.Method, path, body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
    }

    /// <summary>Places that hold no id.</summary>
    private static string? Word(string place, string type) => place switch
    {
        "type" => type,
        "entity" => "customers",
        _ => null,
    };

    private static string Body(Answer answer)
    {
        var json = answer.Problem.Json.AsObject();
        json.Remove("requestId");
        return json.ToJsonString();
    }

    private sealed record CustomerFile(
        string Owner, string Word, string Customer, string Contact, string Interaction, string FollowUp, string File, string Address, string TaxProfile, string Change, string View,
        string Order, string Return, string Payment, string Series, string Absence, string Offer, string Occasion, string Proposal, string Answers, string Segment, string KeyAccount)
    {
        public IEnumerable<string> Ids => [Customer, Contact, Interaction, FollowUp, File, Address, TaxProfile, Order, Return, Payment, Series, Absence, Offer, Occasion, Proposal, Answers, Segment, KeyAccount];

        public string IdFor(Operation operation, string place, string type) => place switch
        {
            "customerId" => Customer,
            "contactId" => Contact,
            "addressId" => Address,
            "taxProfileId" => TaxProfile,
            "interactionId" => Interaction,
            "viewId" => View,
            "occasionId" => Occasion,
            "entity" => "customers",
            _ when type == "contact" => Contact,
            _ => operation.Path.Split('/')[1] switch
            {
                "contacts" => Contact,
                "interactions" => Interaction,
                "follow-ups" => FollowUp,
                "follow-up-series" => Series,
                "files" => File,
                "orders" => Order,
                "returns" => Return,
                "payments" => Payment,
                "offers" => Offer,
                "care-proposals" => Proposal,
                "answer-sets" => Answers,
                "segments" => Segment,
                "key-accounts" => KeyAccount,
                "changes" => Change,
                "absences" => Absence,
                "managers" => Owner,
                _ => Customer,
            },
        };
    }
}
