using System.Net;
using System.Text.Json.Nodes;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Questionnaires;

/// <summary>What is asked on follow-ups, what is answered, and what stays.</summary>
public sealed class QuestionnaireTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly object Liked = new { key = "liked", text = "满意吗？", textEn = "Satisfied?", type = "stars", required = true };
    private static readonly object Why = new
    {
        key = "why", text = "为什么？", textEn = "Why?", type = "multiple_choice", required = true, shownWhen = new { question = "liked", anyOf = new[] { "1", "2" } },
        options = new[] { new { code = "price", text = "价格", textEn = "Price" }, new { code = "time", text = "交期", textEn = "Delivery" } },
    };

    private static readonly object Recommend = new { key = "recommend", text = "会推荐我们吗？", textEn = "Would you recommend us?", type = "scale" };
    private static readonly object More = new { key = "more", text = "还有什么？", textEn = "Anything else?", type = "long_text" };

    [Fact]
    public async Task Wrong_answers_are_named_all_at_once_and_nothing_is_completed()
    {
        var (user, followUp) = await AskedAsync(Liked, Why, Recommend);

        var refused = await user.PostAsync($"/follow-ups/{followUp}/completion", new { result = "谈过", answers = new { liked = 2, recommend = 11, who = "x" } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["/answers/who unknown_question", "/answers/why required", "/answers/recommend out_of_range"], refused.Problem.Places);
        Assert.Contains("10", refused.Problem.Errors[2].Detail);
        Assert.Equal("planned", (await user.ReadAsync("/follow-ups/" + followUp)).Text("status"));
    }

    [Fact]
    public async Task A_completion_answers_in_the_same_step_and_the_answers_stand_on_the_file()
    {
        var (user, followUp) = await AskedAsync(Liked, Why, Recommend, More);
        Assert.Equal(["/answers/liked required"], (await user.PostAsync($"/follow-ups/{followUp}/completion", new { result = "谈过" })).Problem.Places);

        var done = (await user.PostAsync($"/follow-ups/{followUp}/completion", new { result = "谈过", answers = new { liked = 1, why = new[] { "time" }, more = "说明书\n再详细些" } })).Expect(HttpStatusCode.OK).Json;

        Assert.NotNull(done.TextOrNull("followUp.answeredAt"));
        var customer = done.Text("followUp.customerId");
        var set = Assert.Single(await user.ListAsync($"/answer-sets?filter[customerId]={customer}"));
        Assert.Equal((followUp, "submitted", user.Id, 1), (set.Text("followUpId"), set.Text("status"), set.Text("answeredById"), set.Number("sheetNumber")));
        Assert.Contains("为什么？ 交期", set.Text("answers"));
        var item = (await user.ListAsync($"/customers/{customer}/timeline?filter[kind]=follow_up")).Single();
        Assert.NotNull(item.TextOrNull("answeredAt"));
        var answers = await user.ReadAsync($"/follow-ups/{followUp}/answers");
        Assert.Equal(("submitted", 1, "time"), (answers.Text("status"), answers.Number("answers.liked"), answers.Items("answers.why")[0].GetValue<string>()));
        Assert.Contains("为什么？ 交期", item.Text("answers"));

        (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 3 } })).Expect(HttpStatusCode.OK); // corrected, and still handed in
        var change = (await user.ListAsync($"/follow-ups/{followUp}/history?field=answers"))[0].Items("fields").Single(f => f.Text("field") == "answers");
        Assert.Contains("为什么？ 交期", change.Text("before"));
        Assert.Equal("满意吗？ 3", change.Text("after"));
    }

    [Fact]
    public async Task Answers_to_one_questionnaire_are_exported_with_a_column_for_each_question()
    {
        var (user, followUp) = await AskedAsync(Liked, Why, Recommend, More);
        (await user.PostAsync($"/follow-ups/{followUp}/completion", new { result = "谈过", answers = new { liked = 1, why = new[] { "time", "price" }, recommend = 9, more = "=说明书" } })).Expect(HttpStatusCode.OK);
        var set = (await user.ListAsync($"/answer-sets?filter[followUpId]={followUp}"))[0];
        object Export(string format, object? where = null, string[]? columns = null) => new { entity = "answer-sets", format, language = "zh-CN", columns, where = where ?? new { field = "questionnaireId", op = "eq", value = set.Text("questionnaireId") } };

        var columns = new[] { "questionnaireId", "status", "answer.liked", "answer.why", "answer.recommend", "answer.more" };
        var lines = System.Text.Encoding.UTF8.GetString((await user.PostAsync("/exports?now=true", Export("csv", columns: columns))).Expect(HttpStatusCode.OK).Bytes.AsSpan(3)).Split("\r\n");
        Assert.Equal("问卷,状态,满意吗？,为什么？,会推荐我们吗？,还有什么？", lines[0]);
        Assert.Equal($"{set.Text("questionnaireName")},已提交,1,价格; 交期,9,'=说明书", lines[1]);
        var wire = (await user.PostAsync("/exports?now=true", Export("jsonl"))).Expect(HttpStatusCode.OK).Body;
        Assert.Contains("""
            "answer.liked":1,"answer.why":["price","time"],"answer.recommend":9,"answer.more":"=说明书"
            """.Trim(), wire, StringComparison.Ordinal);
        Assert.DoesNotContain("answer.liked", (await user.PostAsync("/exports?now=true", Export("jsonl", new { field = "followUpId", op = "eq", value = followUp }))).Expect(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.PostAsync("/exports?now=true", Export("csv", columns: ["answer.nobody"]))).Status);

        var other = await app.AddUserAsync(Role.Sales);
        Assert.Equal("", (await other.PostAsync("/exports?now=true", Export("jsonl"))).Expect(HttpStatusCode.OK).Body); // nothing of it is in his sight
    }

    [Fact]
    public async Task A_draft_is_kept_unfinished_and_handed_in_by_the_completion()
    {
        var (user, followUp) = await AskedAsync(Liked, Why);

        var draft = (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { why = new[] { "price" } } })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("draft", 1), (draft.Text("status"), draft.Version));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 5 } }, ("If-Match", "\"v0\""))).Status);
        Assert.Equal(["/answers/liked required"], (await user.PostAsync($"/follow-ups/{followUp}/completion", new { })).Problem.Places);
        (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 5, why = new[] { "price" } } }, ("If-Match", "\"v1\""))).Expect(HttpStatusCode.OK);
        Assert.Equal(["/answers/why question_hidden"], (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 5, why = new[] { "price" } }, submit = true })).Problem.Places);

        (await user.PostAsync($"/follow-ups/{followUp}/completion", new { result = "好" })).Expect(HttpStatusCode.OK);

        var kept = await user.ReadAsync($"/follow-ups/{followUp}/answers");
        Assert.Equal("submitted", kept.Text("status"));
        Assert.Equal(["liked"], kept.At("answers")!.AsObject().Select(a => a.Key)); // what was said before the stars changed is not handed in
    }

    [Fact]
    public async Task A_questionnaire_is_left_out_with_a_reason_and_can_be_answered_afterwards()
    {
        var (user, followUp) = await AskedAsync(Liked);
        Assert.Equal(["/skipQuestionnaire/reason required"], (await user.PostAsync($"/follow-ups/{followUp}/completion", new { skipQuestionnaire = new { reason = " " } })).Problem.Places);
        Assert.Equal(["/skipQuestionnaire answered_and_skipped"], (await user.PostAsync($"/follow-ups/{followUp}/completion", new { skipQuestionnaire = new { reason = "忙" }, answers = new { liked = 3 } })).Problem.Places);

        var done = (await user.PostAsync($"/follow-ups/{followUp}/completion", new { skipQuestionnaire = new { reason = "客户赶时间" } })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("客户赶时间", null), (done.Text("followUp.unaskedReason"), done.TextOrNull("followUp.answeredAt")));

        Assert.Equal(["/answers/liked required"], (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { }, submit = true })).Problem.Places);
        (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 4 }, submit = true })).Expect(HttpStatusCode.OK);
        var after = await user.ReadAsync("/follow-ups/" + followUp);
        Assert.Equal((true, null), (after.TextOrNull("answeredAt") is not null, after.TextOrNull("unaskedReason")));
    }

    [Fact]
    public async Task What_was_begun_belongs_to_its_version_for_ever()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (user, followUp) = await AskedAsync(Liked);
        var id = (await user.ReadAsync("/follow-ups/" + followUp)).Text("questionnaireId");
        (await user.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 4 } })).Expect(HttpStatusCode.OK);

        var drafted = (await admin.PostAsync($"/questionnaires/{id}/draft")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("liked", 2), (drafted.Text("draft.questions.0.key"), drafted.Number("draft.number")));
        (await admin.PutAsync($"/questionnaires/{id}/draft", new { questions = new[] { Recommend } })).Expect(HttpStatusCode.OK);
        (await admin.PostAsync($"/questionnaires/{id}/publication")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync($"/questionnaires/{id}/publication")).Status); // nothing to publish

        Assert.Equal(("liked", 1), ((await user.ReadAsync($"/follow-ups/{followUp}/answers")).Text("questions.0.key"), (await user.ReadAsync($"/follow-ups/{followUp}/answers")).Number("sheetNumber")));
        (await user.PostAsync($"/follow-ups/{followUp}/completion", new { })).Expect(HttpStatusCode.OK);
        Assert.Equal("liked", (await user.ReadAsync($"/questionnaires/{id}/versions/1")).Text("questions.0.key"));
        var other = await user.PlanAsync((await user.CreateCustomerAsync()).Id, "2026-12-02", fields: new { questionnaireId = id });
        Assert.Equal("recommend", (await user.ReadAsync($"/follow-ups/{other.Id}/answers")).Text("questions.0.key"));
        Assert.Equal((HttpStatusCode.Conflict, "questionnaire_in_use"), ((await admin.DeleteAsync("/questionnaires/" + id)).Status, (await admin.DeleteAsync("/questionnaires/" + id)).Problem.Code));
        Assert.Equal(["/questions/0/key key_of_another_type"], (await PublishAsync(admin, id, new { key = "liked", text = "好吗", textEn = "Fine", type = "yes_no" })).Problem.Places);
    }

    [Fact]
    public async Task Of_two_who_complete_at_once_one_wins_with_his_answers()
    {
        for (var round = 0; round < 5; round++)
        {
            var (user, followUp) = await AskedAsync(Liked);
            var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(stars => Task.Run(() => user.PostAsync($"/follow-ups/{followUp}/completion", new { answers = new { liked = stars } }))));

            var won = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.All(answers.Where(a => a != won), a => Assert.Contains(a.Status, new[] { HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed }));
            Assert.Equal(Array.IndexOf(answers, won) + 1, (await user.ReadAsync($"/follow-ups/{followUp}/answers")).Number("answers.liked"));
        }
    }

    [Fact]
    public async Task The_service_plan_brings_its_questionnaire_and_one_that_is_not_asked_is_not_demanded()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.AddUserAsync(Role.Sales));
        var id = await admin.PublishAsync(Liked);
        var plan = await admin.MakeAsync("/service-plans", new { name = Unique.Word(), cadenceDays = 30, channel = "call", questionnaireId = id });
        var customer = await user.CreateCustomerAsync();
        (await user.PostAsync("/follow-ups/planning")).Expect(HttpStatusCode.OK);
        (await admin.DeleteAsync("/service-plans/" + plan.Id)).Expect(HttpStatusCode.NoContent);

        var step = Assert.Single(await user.ListAsync($"/follow-ups?filter[customerId]={customer.Id}&filter[questionnaireId]={id}"));
        (await admin.PutAsync("/questionnaires/" + id, new { name = Unique.Word(), active = false })).Expect(HttpStatusCode.OK);
        Assert.Equal(["/questionnaireId unknown_questionnaire"], (await user.PostAsync("/follow-ups", new { customerId = customer.Id, channel = "call", subject = "x", dueOn = "2026-12-01", questionnaireId = id })).Problem.Places);
        (await user.PostAsync($"/follow-ups/{step.Id}/completion", new { result = "好" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Figures_are_those_of_ones_own_customers_and_each_leads_to_its_answers()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var (user, other) = (await app.AddUserAsync(Role.Sales), await app.AddUserAsync(Role.Sales));
        var id = await admin.PublishAsync(Liked, Why, Recommend, More);
        var customers = new List<string>();
        foreach (var (stars, scale, text) in new (int, int?, string?)[] { (5, 10, "很好"), (4, 9, null), (4, 8, "还行"), (2, 3, "慢"), (5, null, null) })
            customers.Add(await AnswerAsync(user, id, new JsonObject { ["liked"] = stars, ["recommend"] = scale, ["more"] = text, ["why"] = stars == 2 ? new JsonArray("price", "time") : null }));
        await AnswerAsync(other, id, new JsonObject { ["liked"] = 1, ["why"] = new JsonArray("price"), ["recommend"] = 0, ["more"] = "秘密" });

        var results = await user.ReadAsync($"/questionnaires/{id}/results");
        Assert.Equal((5, 5), (results.Number("sets"), results.Number("customers")));
        var byKey = results.Items("questions").ToDictionary(q => q.Text("key"));
        Assert.Equal((5, 4.0, 25.0), (byKey["liked"].Number("answered"), byKey["liked"].At("mean")!.GetValue<double>(), byKey["recommend"].At("nps")!.GetValue<double>())); // two of four promote, one detracts
        Assert.Equal(1.0954, byKey["liked"].At("deviation")!.GetValue<double>());
        Assert.Equal([("price", 1, 100.0), ("time", 1, 100.0)], byKey["why"].Items("options").Select(o => (o.Text("code"), o.Number("count"), o.At("share")!.GetValue<double>())));
        Assert.Equal(6, (await admin.ReadAsync($"/questionnaires/{id}/results")).Number("sets"));

        foreach (var option in results.Items("questions").SelectMany(q => q.Items("options")))
        {
            var listed = await user.ListAsync($"/answer-sets?filter[questionnaireId]={id}&filter[status]=submitted&filter[given.mark]={option.Text("mark")}");
            Assert.Equal(option.Number("count"), listed.Count);
        }

        Assert.Equal(customers[3], Assert.Single(await user.ListAsync($"/answer-sets?filter[given.mark]=why:price&filter[questionnaireId]={id}")).Text("customerId"));
        var first = (await user.GetAsync($"/questionnaires/{id}/results/more/texts?limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await user.GetAsync($"/questionnaires/{id}/results/more/texts?limit=2&cursor={first.Json.Text("page.next")}")).Expect(HttpStatusCode.OK);
        Assert.Equal(["慢", "还行", "很好"], first.Rows.Concat(rest.Rows).Select(t => t.Text("text")));
        Assert.Equal(0, (await user.ReadAsync($"/questionnaires/{id}/results?to=2020-01-01")).Number("sets"));
        Assert.Equal(5, (await user.ReadAsync($"/questionnaires/{id}/results?from=2020-01-01&version=1")).Number("sets"));
        Assert.Equal(HttpStatusCode.NotFound, (await user.GetAsync($"/questionnaires/{id}/results?version=7")).Status);
    }

    [Fact]
    public async Task Answers_are_hidden_with_their_customer_and_come_back_with_him()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.AddUserAsync(Role.Sales));
        var id = await admin.PublishAsync(Liked);
        var customer = await AnswerAsync(user, id, new JsonObject { ["liked"] = 5 });

        (await admin.DeleteAsync("/customers/" + customer)).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await admin.ListAsync($"/answer-sets?filter[questionnaireId]={id}"));
        Assert.Equal(0, (await admin.ReadAsync($"/questionnaires/{id}/results")).Number("sets"));
        (await admin.PostAsync($"/customers/{customer}/restoration")).Expect(HttpStatusCode.OK);
        Assert.Single(await admin.ListAsync($"/answer-sets?filter[questionnaireId]={id}"));
    }

    [Fact]
    public async Task Whoever_stands_in_may_answer_and_a_stranger_sees_nothing()
    {
        var (user, deputy) = (await app.AddUserAsync(Role.Sales), await app.AddUserAsync(Role.Sales));
        var id = await (await app.SignInAsync(Role.Administrator)).PublishAsync(Liked);
        var followUp = (await user.PlanAsync((await user.CreateCustomerAsync()).Id, "2026-12-01", fields: new { questionnaireId = id })).Id;
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.GetAsync($"/follow-ups/{followUp}/answers")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await deputy.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 1 } })).Status);

        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().AddHours(8).Date);
        await user.MakeAsync("/absences", new { from = today.ToString("yyyy-MM-dd"), to = today.AddDays(3).ToString("yyyy-MM-dd"), kind = "leave", deputyId = deputy.Id });
        deputy = await app.SignInAsync(deputy.Me.Text("email"), CrmApp.Password);

        (await deputy.PutAsync($"/follow-ups/{followUp}/answers", new { answers = new { liked = 4 }, submit = true })).Expect(HttpStatusCode.OK);
        Assert.Equal(deputy.Id, (await user.ReadAsync($"/follow-ups/{followUp}/answers")).Text("answeredById"));
    }

    [Fact]
    public async Task Only_administrators_design_and_two_of_them_notice_each_other()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        Assert.Equal(HttpStatusCode.Forbidden, (await user.PostAsync("/questionnaires", new { name = "x" })).Status);
        var made = await admin.MakeAsync("/questionnaires", new { name = Unique.Word() });
        Assert.Equal(["/name duplicate_name"], (await admin.PostAsync("/questionnaires", new { name = made.Text("name") })).Problem.Places);
        var written = (await admin.PutAsync($"/questionnaires/{made.Id}/draft", new { questions = new[] { Liked } }, ("If-Match", $"\"v{made.Version}\""))).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.PutAsync($"/questionnaires/{made.Id}/draft", new { questions = new[] { Why } }, ("If-Match", $"\"v{made.Version}\""))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PutAsync($"/questionnaires/{made.Id}/draft", new { questions = new[] { Why } })).Status); // the question that decides is missing
        var again = (await admin.PutAsync($"/questionnaires/{made.Id}/draft", new { questions = new[] { Recommend } })).Expect(HttpStatusCode.OK).Json;
        Assert.True(again.Version > written.Version);
        Assert.DoesNotContain(await admin.ListAsync("/questionnaires?active=true"), q => q.Id == made.Id);
        (await admin.DeleteAsync("/questionnaires/" + made.Id)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Answers_are_exported_like_any_list()
    {
        var (user, followUp) = await AskedAsync(Liked);
        (await user.PostAsync($"/follow-ups/{followUp}/completion", new { answers = new { liked = 5 } })).Expect(HttpStatusCode.OK);
        Assert.NotEmpty((await user.ReadAsync("/meta/answer-sets")).Items("fields"));
        Assert.Contains((await user.PostAsync("/answer-sets/search", new { where = new { field = "given.mark", op = "eq", value = "liked:5" } })).Expect(HttpStatusCode.OK).Rows, s => s.Text("followUpId") == followUp);
    }

    private async Task<(ApiUser User, string FollowUp)> AskedAsync(params object[] questions)
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var id = await admin.PublishAsync(questions);
        return (user, (await user.PlanAsync((await user.CreateCustomerAsync()).Id, "2026-12-01", fields: new { questionnaireId = id })).Id);
    }

    private static async Task<string> AnswerAsync(ApiUser user, string questionnaire, JsonObject answers)
    {
        var customer = (await user.CreateCustomerAsync()).Id;
        var followUp = (await user.PlanAsync(customer, "2026-12-01", fields: new { questionnaireId = questionnaire })).Id;
        (await user.PostAsync($"/follow-ups/{followUp}/completion", new { answers })).Expect(HttpStatusCode.OK);
        return customer;
    }

    private static async Task<Answer> PublishAsync(ApiUser admin, string id, object question)
    {
        (await admin.PutAsync($"/questionnaires/{id}/draft", new { questions = new[] { question } })).Expect(HttpStatusCode.OK);
        return await admin.PostAsync($"/questionnaires/{id}/publication");
    }
}
