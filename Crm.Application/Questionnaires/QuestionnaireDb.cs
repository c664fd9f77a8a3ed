using Crm.Application.Common;
using Crm.Domain.Questionnaires;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>The tables of this module.</summary>
internal static class QuestionnaireDb
{
    extension(ICrmDb db)
    {
        public DbSet<Questionnaire> Questionnaires => db.Set<Questionnaire>();

        public DbSet<AnswerSet> AnswerSets => db.Set<AnswerSet>();

        /// <summary>The questions of the version, or of all that were published: each as it was asked last, with all options that it ever had.</summary>
        public async Task<IReadOnlyList<Question>> AskedQuestionsAsync(Guid id, int? number, CancellationToken cancellationToken)
        {
            await db.Questionnaires.EnsureExistsAsync(id, cancellationToken);
            var versions = await db.Set<QuestionnaireVersion>().AsNoTracking()
                .Where(v => v.QuestionnaireId == id && v.PublishedAt != null && (number == null || v.Number == number))
                .OrderByDescending(v => v.Number).ToListAsync(cancellationToken);
            if (number is not null && versions.Count == 0) throw new NotFoundException(nameof(QuestionnaireVersion));
            return [.. versions.SelectMany(v => v.Questions).GroupBy(q => q.Key).Select(asked => asked.First() with { Options = [.. asked.SelectMany(q => q.Options).DistinctBy(o => o.Code)] })];
        }
    }
}
