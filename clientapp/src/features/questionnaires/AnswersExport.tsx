import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import ExportDialog from '../../bulk/ExportDialog';
import type { Filters } from '../../api/list';
import { metaQuery } from '../../table/meta';
import type { Results } from './questionnaires.queries';
import { useNames } from './useNames';

const about = ['answeredAt', 'customerId', 'ownerId', 'answeredById', 'sheetNumber', 'followUpId'];

/** Answers to one questionnaire as a file: who, when, and a column for each question. */
export default function AnswersExport({ filter, questions, onClose }: { filter: Filters; questions: Results['questions']; onClose: () => void }) {
  const { t, i18n } = useTranslation('questionnaires');
  const { textOf } = useNames();
  const { data } = useQuery(metaQuery('answer-sets'));
  if (!data) return null;
  const columns = about.flatMap((key) => data.fields.filter((field) => field.key === key)).map(({ key, labelZh, labelEn }) => ({ key, label: i18n.language === 'en' ? labelEn : labelZh }));
  const asked = questions.map((question) => ({ key: `answer.${question.key}`, label: textOf(question) }));
  return <ExportDialog entity="answer-sets" label={t('allAnswers')} target={{ query: { filter } }} columns={columns} extra={asked} onClose={onClose} />;
}
