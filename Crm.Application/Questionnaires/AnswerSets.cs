using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Questionnaires;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>Answers to questionnaires in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record ListAnswerSets(ListRequest List) : IRequest<ListPage<AnswerSetRow>>;

/// <summary>One set of answers.</summary>
/// <param name="Id">The answers.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetAnswerSet(Guid Id) : IRequest<AnswerSetRow>;

/// <summary>What was answered on one follow-up. <c>GET /follow-ups/{id}/answers</c> gives it question by question.</summary>
public sealed record AnswerSetRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="AnswerSet.QuestionnaireId"/>
    public Guid QuestionnaireId { get; init; }

    /// <summary>What the questionnaire is called.</summary>
    public string QuestionnaireName { get; init; } = "";

    /// <summary>What it is called in English.</summary>
    public string? QuestionnaireNameEn { get; init; }

    /// <inheritdoc cref="AnswerSet.SheetNumber"/>
    public int SheetNumber { get; init; }

    /// <inheritdoc cref="AnswerSet.FollowUpId"/>
    public Guid FollowUpId { get; init; }

    /// <inheritdoc cref="AnswerSet.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Who looks after the customer.</summary>
    public Guid? OwnerId { get; init; }

    /// <inheritdoc cref="AnswerSet.Status"/>
    public AnswerStatus Status { get; init; }

    /// <inheritdoc cref="AnswerSet.AnsweredById"/>
    public Guid AnsweredById { get; init; }

    /// <summary>His name.</summary>
    public string? AnsweredByName { get; init; }

    /// <inheritdoc cref="AnswerSet.AnsweredAt"/>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>The answers in words, a line for each question; null while they are a draft.</summary>
    public string? Answers { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>Answers to a questionnaire, field by field.</summary>
public sealed class AnswerSetDescriptor : EntityDescriptor<AnswerSet>
{
    /// <summary>Names every field once.</summary>
    public AnswerSetDescriptor()
        : base("answer-sets", new Label("答卷", "Answers"))
    {
        Add(Field("questionnaireId", FieldType.Relation, "问卷", "Questionnaire", s => s.QuestionnaireId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "questionnaires" });
        Add(Field("sheetNumber", FieldType.Number, "版本", "Version", s => s.SheetNumber) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", s => s.CustomerId) with { ReadOnly = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", s => s.Customer!.OwnerId) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("followUpId", FieldType.Relation, "跟进", "Follow-up", s => s.FollowUpId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "follow-ups" });
        Add(Field("status", FieldType.Choice, "状态", "Status", s => s.Status) with { ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<AnswerStatus>(), Options = Named(("draft", "草稿", "Draft"), ("submitted", "已提交", "Submitted")) });
        Add(Field("answeredAt", FieldType.DateTime, "答卷时间", "Answered at", s => s.AnsweredAt) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("answeredById", FieldType.Owner, "记录人", "Written down by", s => s.AnsweredById) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("answers", FieldType.LongText, "回答", "Answers", s => s.FollowUp!.Answers) with { ReadOnly = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", s => s.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", s => s.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", s => s.Customer));
        Add(ToParts(
            "given",
            "回答",
            "Answer",
            s => s.Answers,
            PartField("mark", FieldType.Text, "题目与选项", "Question and option", (GivenAnswer a) => a.Mark) with { Required = true },
            PartField("key", FieldType.Text, "题目", "Question", (GivenAnswer a) => a.Key) with { Required = true },
            PartField("number", FieldType.Number, "数值", "Number", (GivenAnswer a) => a.Number),
            PartField("text", FieldType.LongText, "文字", "Text", (GivenAnswer a) => a.Text)));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-answeredAt";
}

internal sealed class AnswerSetMaps : Profile
{
    public AnswerSetMaps() => CreateMap<AnswerSet, AnswerSetRow>()
        .ForMember(row => row.QuestionnaireName, m => m.MapFrom(s => s.Questionnaire!.Name))
        .ForMember(row => row.QuestionnaireNameEn, m => m.MapFrom(s => s.Questionnaire!.NameEn))
        .ForMember(row => row.CustomerName, m => m.MapFrom(s => s.Customer!.Name))
        .ForMember(row => row.OwnerId, m => m.MapFrom(s => s.Customer!.OwnerId))
        .ForMember(row => row.AnsweredByName, m => m.MapFrom(s => s.AnsweredBy!.Name))
        .ForMember(row => row.Answers, m => m.MapFrom(s => s.FollowUp!.Answers));
}

internal sealed class AnswerSetHandlers(ICrmDb db, RecordLister lister, AnswerSetDescriptor descriptor, IMapper mapper) :
    IRequestHandler<ListAnswerSets, ListPage<AnswerSetRow>>,
    IRequestHandler<GetAnswerSet, AnswerSetRow>
{
    public Task<ListPage<AnswerSetRow>> Handle(ListAnswerSets request, CancellationToken cancellationToken) => lister.ListAsync<AnswerSet, AnswerSetRow>(descriptor, request.List, cancellationToken);

    public async Task<AnswerSetRow> Handle(GetAnswerSet request, CancellationToken cancellationToken) =>
        await db.AnswerSets.AsNoTracking().Where(s => s.Id == request.Id).ProjectTo<AnswerSetRow>(mapper.ConfigurationProvider).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(AnswerSet));
}
