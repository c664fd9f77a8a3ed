using System.Globalization;
using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Questionnaires;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>Answers, as exports read them: where all are answers to one questionnaire, each of its questions is a field of theirs.</summary>
internal sealed class AnswerSetKind(AnswerSetDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user) : ReadKind(descriptor)
{
    private const string AnswerPrefix = "answer.";
    private static readonly Expression<Func<AnswerSet, IReadOnlyList<GivenAnswer>>> Given = s => s.Answers;

    public override string ReadPermission => Permissions.ActivitiesRead;

    public override Task<int> CountAsync(ListRequest list, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return lister.CountAsync(descriptor, list, cancellationToken);
    }

    public override IAsyncEnumerable<Guid> IdsAsync(ListRequest list, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        return lister.IdsAsync(descriptor, list, cancellationToken);
    }

    public override async Task<IReadOnlyList<FieldDescriptor>> FieldsOfAsync(ListRequest list, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        var asked = list.Filter.Comparisons.Where(c => c is { Field: "questionnaireId", Operator: FilterOperator.Eq }).SelectMany(c => c.Values).Distinct().ToList();
        return asked is [var only] && Guid.TryParse(only, out var id) && await db.Questionnaires.AnyAsync(q => q.Id == id, cancellationToken)
            ? [.. (await db.AskedQuestionsAsync(id, number: null, cancellationToken)).Select(FieldOf)]
            : [];
    }

    public override async Task<Dictionary<Guid, object?[]>> ValuesAsync(IReadOnlyCollection<Guid> ids, IReadOnlyList<FieldDescriptor> fields, CancellationToken cancellationToken)
    {
        EnsureMayRead();
        var sets = db.AnswerSets.AsNoTracking().IgnoreQueryFilters([QueryFilters.Bin]).Where(s => ids.Contains(s.Id)); // the bin can be listed, and so exported
        var own = fields.Where(f => descriptor.Find(f.Key) is not null).ToList();
        var values = await RecordColumns.ReadAsync(sets, own, cancellationToken);
        if (own.Count == fields.Count) return values;

        var answers = (await sets.SelectMany(s => s.Answers).OrderBy(a => a.Place).ToListAsync(cancellationToken)).ToLookup(a => (a.AnswerSetId, a.Key));
        object? ValueOf(Guid id, object?[] of, FieldDescriptor field) => own.IndexOf(field) is >= 0 and var place ? of[place] : Said(field, [.. answers[(id, field.Key[AnswerPrefix.Length..])]]);
        return values.ToDictionary(of => of.Key, of => fields.Select(field => ValueOf(of.Key, of.Value, field)).ToArray());
    }

    private static FieldDescriptor FieldOf(Question question) => new(AnswerPrefix + question.Key, TypeOf(question.Type), new Label(question.Text, question.TextIn(User.English)), Given)
    {
        Options = question.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice
            ? [.. question.Codes().Select(code => new FieldOption(code, new Label(question.NameOf(code, User.Chinese), question.NameOf(code, User.English))))]
            : [],
    };

    private static FieldType TypeOf(QuestionType type) => type switch
    {
        QuestionType.YesNo => FieldType.YesNo,
        QuestionType.SingleChoice => FieldType.Choice,
        QuestionType.MultipleChoice => FieldType.Choices,
        QuestionType.Number or QuestionType.Stars or QuestionType.Scale => FieldType.Number,
        QuestionType.Date => FieldType.Date,
        _ => FieldType.LongText,
    };

    private static object? Said(FieldDescriptor field, IReadOnlyList<GivenAnswer> given) => given.Count == 0 ? null : field.Type switch
    {
        FieldType.YesNo => given[0].Code == Question.Yes,
        FieldType.Choice => given[0].Code,
        FieldType.Choices => given.Select(a => a.Code).ToList(),
        FieldType.Number => (decimal?)given[0].Number,
        FieldType.Date => DateOnly.ParseExact(given[0].Text!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => given[0].Text,
    };

    private void EnsureMayRead() => RequestGate.Check(user, ReadPermission);
}
