using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Rights;

/// <summary>Every operation, every role. A new operation without a row here fails.</summary>
public sealed class PermissionMatrixTests(CrmApp app) : IClassFixture<CrmApp>
{
    private static readonly Role[] Everyone = [Role.Sales, Role.SalesManager, Role.Administrator];
    private static readonly Role[] Leaders = [Role.SalesManager, Role.Administrator];
    private static readonly Role[] Administrators = [Role.Administrator];

    private static readonly Dictionary<string, Role[]> Matrix = new(StringComparer.Ordinal)
    {
        ["getMe"] = Everyone,
        ["changePassword"] = Everyone,
        ["listCustomers"] = Everyone,
        ["createCustomer"] = Everyone,
        ["getCustomer"] = Everyone,
        ["changeCustomer"] = Everyone,
        ["deleteCustomer"] = Leaders,
        ["restoreCustomer"] = Leaders,
        ["returnCustomer"] = Everyone,
        ["protectCustomer"] = Leaders,
        ["listPool"] = Everyone,
        ["claimCustomer"] = Everyone,
        ["claimCustomers"] = Everyone,
        ["getPoolSettings"] = Everyone,
        ["setPoolSettings"] = Administrators,
        ["getCustomerOverview"] = Everyone,
        ["getCustomerTimeline"] = Everyone,
        ["listAddresses"] = Everyone,
        ["addAddress"] = Everyone,
        ["changeAddress"] = Everyone,
        ["removeAddress"] = Everyone,
        ["listTaxProfiles"] = Everyone,
        ["addTaxProfile"] = Everyone,
        ["changeTaxProfile"] = Everyone,
        ["removeTaxProfile"] = Everyone,
        ["listCustomerContacts"] = Everyone,
        ["linkContact"] = Everyone,
        ["changeCustomerContact"] = Everyone,
        ["unlinkContact"] = Everyone,
        ["listCustomerFiles"] = Everyone,
        ["uploadCustomerFile"] = Everyone,
        ["uploadInteractionFile"] = Everyone,
        ["getFile"] = Everyone,
        ["downloadFile"] = Everyone,
        ["deleteFile"] = Everyone,
        ["listContacts"] = Everyone,
        ["createContact"] = Everyone,
        ["getContact"] = Everyone,
        ["changeContact"] = Everyone,
        ["deleteContact"] = Leaders,
        ["restoreContact"] = Leaders,
        ["getContactTimeline"] = Everyone,
        ["listInteractions"] = Everyone,
        ["logInteraction"] = Everyone,
        ["getInteraction"] = Everyone,
        ["correctInteraction"] = Everyone,
        ["deleteInteraction"] = Everyone,
        ["restoreInteraction"] = Everyone,
        ["listFollowUps"] = Everyone,
        ["planFollowUp"] = Everyone,
        ["planMissingSteps"] = Everyone,
        ["getFollowUp"] = Everyone,
        ["changeFollowUp"] = Everyone,
        ["deleteFollowUp"] = Everyone,
        ["restoreFollowUp"] = Everyone,
        ["completeFollowUp"] = Everyone,
        ["cancelFollowUp"] = Everyone,
        ["missFollowUp"] = Everyone,
        ["reopenFollowUp"] = Everyone,
        ["getCalendarFeed"] = Everyone,
        ["renewCalendarFeed"] = Everyone,
        ["withdrawCalendarFeed"] = Everyone,
        ["getReminderSettings"] = Everyone,
        ["chooseReminders"] = Everyone,
        ["followNotifications"] = Everyone,
        ["listFollowUpSeries"] = Everyone,
        ["listVisitRounds"] = Everyone,
        ["planFollowUpSeries"] = Everyone,
        ["previewFollowUpSeries"] = Everyone,
        ["getFollowUpSeries"] = Everyone,
        ["deleteFollowUpSeries"] = Everyone,
        ["restoreFollowUpSeries"] = Everyone,
        ["changeFollowUpSeries"] = Everyone,
        ["endFollowUpSeries"] = Everyone,
        ["listCompetitors"] = Everyone,
        ["createCompetitor"] = Everyone,
        ["getCompetitor"] = Everyone,
        ["changeCompetitor"] = Everyone,
        ["deleteCompetitor"] = Leaders,
        ["restoreCompetitor"] = Leaders,
        ["listProducts"] = Everyone,
        ["createProduct"] = Everyone,
        ["getProduct"] = Everyone,
        ["changeProduct"] = Everyone,
        ["deleteProduct"] = Leaders,
        ["restoreProduct"] = Leaders,
        ["listProductCategories"] = Everyone,
        ["createProductCategory"] = Everyone,
        ["getProductCategory"] = Everyone,
        ["changeProductCategory"] = Everyone,
        ["deleteProductCategory"] = Leaders,
        ["restoreProductCategory"] = Leaders,
        ["listOrders"] = Everyone,
        ["takeOrder"] = Everyone,
        ["summarizeOrders"] = Everyone,
        ["getOrder"] = Everyone,
        ["changeOrder"] = Everyone,
        ["confirmOrder"] = Everyone,
        ["shipOrder"] = Everyone,
        ["completeOrder"] = Everyone,
        ["cancelOrder"] = Everyone,
        ["deleteOrder"] = Leaders,
        ["restoreOrder"] = Leaders,
        ["listKeyAccounts"] = Everyone,
        ["measureKeyAccounts"] = Everyone,
        ["getKeyAccount"] = Everyone,
        ["deleteKeyAccount"] = Everyone,
        ["restoreKeyAccount"] = Everyone,
        ["getKeyAccountOfCustomer"] = Everyone,
        ["replaceKeyAccount"] = Everyone,
        ["reviewKeyAccount"] = Everyone,
        ["listKeyAccountReviews"] = Everyone,
        ["listSegments"] = Everyone,
        ["getSegment"] = Everyone,
        ["addSegment"] = Everyone,
        ["replaceSegment"] = Everyone,
        ["deleteSegment"] = Everyone,
        ["restoreSegment"] = Everyone,
        ["previewSegment"] = Everyone,
        ["listSegmentMembers"] = Everyone,
        ["addSegmentMembers"] = Everyone,
        ["removeSegmentMember"] = Everyone,
        ["captureSegment"] = Everyone,
        ["listSegmentSizes"] = Everyone,
        ["getSegmentOverlap"] = Everyone,
        ["listSegmentsOfCustomer"] = Everyone,
        ["getFollowUpKpi"] = Everyone,
        ["getFollowUpEffect"] = Everyone,
        ["getLifecycleFlow"] = Everyone,
        ["getLifecycleRules"] = Everyone,
        ["setLifecycleRules"] = Administrators,
        ["advanceLifecycle"] = Administrators,
        ["getCustomerLifecycle"] = Everyone,
        ["getTierScheme"] = Everyone,
        ["replaceTierScheme"] = Administrators,
        ["previewTierScheme"] = Administrators,
        ["assignTiers"] = Administrators,
        ["getRfm"] = Administrators,
        ["listTierProposals"] = Leaders,
        ["decideTierProposals"] = Leaders,
        ["getCustomerTier"] = Everyone,
        ["chooseTier"] = Leaders,
        ["releaseTier"] = Leaders,
        ["getCustomerTrade"] = Everyone,
        ["rebuildTrade"] = Administrators,
        ["listReturns"] = Everyone,
        ["takeReturn"] = Everyone,
        ["getReturn"] = Everyone,
        ["changeReturn"] = Everyone,
        ["deleteReturn"] = Leaders,
        ["restoreReturn"] = Leaders,
        ["listPayments"] = Everyone,
        ["recordPayment"] = Everyone,
        ["getPayment"] = Everyone,
        ["correctPayment"] = Everyone,
        ["deletePayment"] = Leaders,
        ["restorePayment"] = Leaders,
        ["listServicePlans"] = Everyone,
        ["createServicePlan"] = Administrators,
        ["getServicePlan"] = Everyone,
        ["changeServicePlan"] = Administrators,
        ["deleteServicePlan"] = Administrators,
        ["restoreServicePlan"] = Administrators,
        ["listGifts"] = Everyone,
        ["createGift"] = Administrators,
        ["getGift"] = Everyone,
        ["changeGift"] = Administrators,
        ["deleteGift"] = Administrators,
        ["restoreGift"] = Administrators,
        ["listFestivals"] = Everyone,
        ["createFestival"] = Administrators,
        ["getFestival"] = Everyone,
        ["changeFestival"] = Administrators,
        ["deleteFestival"] = Administrators,
        ["restoreFestival"] = Administrators,
        ["listOccasions"] = Everyone,
        ["listCustomerOccasions"] = Everyone,
        ["addCustomerOccasion"] = Everyone,
        ["changeCustomerOccasion"] = Everyone,
        ["removeCustomerOccasion"] = Everyone,
        ["getCustomerCare"] = Everyone,
        ["getCareSettings"] = Everyone,
        ["replaceCareSettings"] = Administrators,
        ["getCareBudget"] = Everyone,
        ["listCareProposals"] = Everyone,
        ["proposeCare"] = Everyone,
        ["approveSeveralCare"] = Everyone,
        ["getCareProposal"] = Everyone,
        ["changeCareProposal"] = Everyone,
        ["approveCare"] = Everyone, // beyond the budget his service plan decides
        ["sendCare"] = Everyone,
        ["deliverCare"] = Everyone,
        ["skipCare"] = Everyone,
        ["cancelCare"] = Everyone,
        ["listOffers"] = Everyone,
        ["draftOffer"] = Everyone,
        ["getOffer"] = Everyone,
        ["changeOffer"] = Everyone,
        ["deleteOffer"] = Leaders,
        ["restoreOffer"] = Leaders,
        ["submitOffer"] = Everyone,
        ["approveOffer"] = Everyone, // his service plan decides
        ["withdrawOffer"] = Everyone,
        ["listQuestionnaires"] = Everyone,
        ["addQuestionnaire"] = Administrators,
        ["getQuestionnaire"] = Everyone,
        ["replaceQuestionnaire"] = Administrators,
        ["deleteQuestionnaire"] = Administrators,
        ["writeQuestions"] = Administrators,
        ["draftQuestions"] = Administrators,
        ["discardQuestions"] = Administrators,
        ["publishQuestions"] = Administrators,
        ["getQuestionnaireVersion"] = Everyone,
        ["getQuestionnaireResults"] = Everyone,
        ["listQuestionnaireTexts"] = Everyone,
        ["listAnswerSets"] = Everyone,
        ["getAnswerSet"] = Everyone,
        ["getFollowUpAnswers"] = Everyone,
        ["answerFollowUp"] = Everyone,
        ["getHistory"] = Everyone,
        ["getChange"] = Everyone,
        ["undoChange"] = Everyone, // its kind of record decides
        ["getToday"] = Everyone,
        ["noteRecentView"] = Everyone,
        ["startImport"] = Everyone,
        ["previewImport"] = Everyone,
        ["getImportTemplate"] = Everyone,
        ["search"] = Everyone,
        ["searchRecords"] = Everyone,
        ["groupRecords"] = Everyone,
        ["describeFilter"] = Everyone,
        ["listViews"] = Everyone,
        ["addView"] = Everyone,
        ["getView"] = Everyone,
        ["replaceView"] = Everyone,
        ["deleteView"] = Everyone,
        ["getListSettings"] = Everyone,
        ["setListSettings"] = Everyone,
        ["setHouseListSettings"] = Administrators,
        ["listTags"] = Everyone,
        ["addTag"] = Everyone,
        ["changeTag"] = Administrators,
        ["deleteTag"] = Administrators,
        ["listCodeLists"] = Everyone,
        ["getCodeList"] = Everyone,
        ["addCodeListItem"] = Administrators,
        ["changeCodeListItem"] = Administrators,
        ["listMeta"] = Everyone,
        ["getMeta"] = Everyone,
        ["listCustomFields"] = Administrators,
        ["getCustomField"] = Administrators,
        ["getCustomFieldUsage"] = Administrators,
        ["addCustomField"] = Administrators,
        ["changeCustomField"] = Administrators,
        ["orderCustomFields"] = Administrators,
        ["archiveCustomField"] = Administrators,
        ["restoreCustomField"] = Administrators,
        ["listFieldRules"] = Administrators,
        ["getFieldRule"] = Administrators,
        ["addFieldRule"] = Administrators,
        ["replaceFieldRule"] = Administrators,
        ["deleteFieldRule"] = Administrators,
        ["listRegions"] = Everyone,
        ["startBulk"] = Everyone,
        ["previewBulk"] = Everyone,
        ["writeBatch"] = Everyone,
        ["writeByExternalRef"] = Everyone,
        ["getExternalRefs"] = Everyone,
        ["writeExternalRefs"] = Everyone,
        ["startExport"] = Everyone,
        ["followJobs"] = Everyone,
        ["followJob"] = Everyone,
        ["listJobRows"] = Everyone,
        ["downloadJobFile"] = Everyone,
        ["downloadJobErrors"] = Everyone,
        ["listJobs"] = Everyone,
        ["getJob"] = Everyone,
        ["pauseJob"] = Everyone,
        ["resumeJob"] = Everyone,
        ["cancelJob"] = Everyone,
        ["undoJob"] = Everyone,
        ["listNotifications"] = Everyone,
        ["readNotification"] = Everyone,
        ["readAllNotifications"] = Everyone,
        ["getNotificationSettings"] = Everyone,
        ["chooseNotifications"] = Everyone,
        ["listTeams"] = Everyone,
        ["addTeam"] = Administrators,
        ["listManagers"] = Everyone,
        ["getManager"] = Everyone,
        ["changeManager"] = Leaders,
        ["previewHandOver"] = Leaders,
        ["startHandOver"] = Leaders,
        ["listServiceDeviations"] = Everyone,
        ["listAbsences"] = Everyone,
        ["enterAbsence"] = Everyone,
        ["changeAbsence"] = Everyone,
        ["deleteAbsence"] = Everyone,
        ["listUsers"] = Everyone,
        ["getUser"] = Everyone,
        ["addUser"] = Administrators,
        ["changeUser"] = Administrators,
        ["disableUser"] = Administrators,
        ["enableUser"] = Administrators,
        ["resetPassword"] = Administrators,
    };

    /// <summary>These take no access token.</summary>
    private static readonly string[] ForStrangers = ["login", "refresh", "logout", "downloadLinkedFile", "readCalendar"];

    [Fact]
    public async Task Every_operation_has_a_row_and_every_row_an_operation()
    {
        var operations = await Operation.AllAsync(app);

        Assert.Equal(Matrix.Keys.Concat(ForStrangers).Order(StringComparer.Ordinal), operations.Select(o => o.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Role.Sales)]
    [InlineData(Role.SalesManager)]
    [InlineData(Role.Administrator)]
    public async Task A_role_may_do_what_its_column_says_and_nothing_else(Role role)
    {
        var user = await app.SignInAsync(role);
        var wrong = new List<string>();
        foreach (var operation in await Operation.AllAsync(app))
        {
            if (!Matrix.TryGetValue(operation.Id, out var roles)) continue;

            var answer = await AskAsync(user, operation);
            var refused = answer.Status == HttpStatusCode.Forbidden && answer.Problem.Code == "permission_missing";
            if (answer.Status == HttpStatusCode.Unauthorized || (int)answer.Status >= 500 || refused == roles.Contains(role)) wrong.Add($"{operation.Id}: {(int)answer.Status}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_stranger_may_do_nothing_but_sign_in()
    {
        var open = new List<string>();
        foreach (var operation in await Operation.AllAsync(app))
        {
            if (ForStrangers.Contains(operation.Id)) continue;

            var answer = await AskAsync(app.Stranger(), operation);
            if (answer.Status != HttpStatusCode.Unauthorized || answer.Problem.Code != "not_signed_in" || answer.Header("WWW-Authenticate") != "Bearer") open.Add(operation.Id);
        }

        Assert.Empty(open);
    }

    private static Task<Answer> AskAsync(ApiUser user, Operation operation)
    {
        var path = operation.PathWith(place => place switch
        {
            "key" => "industry",
            "code" => "nothing_like_it",
            "entity" => "customers",
            "type" => "customer",
            "number" => "1",
            _ => "01930000-0000-7000-8000-000000000000",
        });
        if (operation.IsUpload) return user.UploadAsync(path, "a.txt", "a"u8.ToArray());
        return operation.Body is null
            ? user.SendAsync(operation.Method, path)
            : user.SendAsync(operation.Method, path, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
    }
}
