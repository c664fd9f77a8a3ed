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
    }
}
