import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChartColumn, ClipboardList, PencilRuler, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { QuestionnaireForm } from './QuestionnaireForm';
import css from './questionnaires.module.css';
import { questionnairesQuery, type QuestionnaireRow } from './questionnaires.queries';
import { useNames } from './useNames';

/** What customers are asked when somebody follows up. */
export function QuestionnairesPage() {
  const { t } = useTranslation('questionnaires');
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(questionnairesQuery());
  const button = can('settings.manage') && <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>{t('add')}</Button>;
  return (
    <Page title={t('title')} actions={button}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} />}
      {data?.length === 0 && <EmptyState icon={ClipboardList} title={t('empty')} hint={t('emptyHint')} action={button} />}
      <ul className={css.list}>{data?.map((one) => <Row key={one.id} questionnaire={one} />)}</ul>
      {adding && <QuestionnaireForm onClose={() => setAdding(false)} onSaved={({ id }) => void navigate({ to: '/questionnaires/$id/design', params: { id } })} />}
    </Page>
  );
}

function Row({ questionnaire }: { questionnaire: QuestionnaireRow }) {
  const { t } = useTranslation('questionnaires');
  const { nameOf, purposeOf } = useNames();
  const name = nameOf(questionnaire);
  return (
    <li className={css.row}>
      <div className={css.what}>
        <p>
          <Link to="/questionnaires/$id" params={{ id: questionnaire.id }} className={css.name}>{name}</Link>
          {questionnaire.publishedNumber > 0 ? <Badge tone="neutral">{t('versionNumber', { number: questionnaire.publishedNumber })}</Badge> : <Badge tone="warn">{t('unpublished')}</Badge>}
          {questionnaire.hasDraft && <Badge tone="brand">{t('draft')}</Badge>}
          {!questionnaire.active && <Badge tone="neutral">{t('inactive')}</Badge>}
        </p>
        {purposeOf(questionnaire) && <p className="meta">{purposeOf(questionnaire)}</p>}
      </div>
      <Link to="/questionnaires/$id" params={{ id: questionnaire.id }} className={css.action}><ChartColumn size={16} aria-hidden />{t('results')}<span className="sr-only"> {name}</span></Link>
      {questionnaire.can.update && <Link to="/questionnaires/$id/design" params={{ id: questionnaire.id }} className={css.action}><PencilRuler size={16} aria-hidden />{t('design')}<span className="sr-only"> {name}</span></Link>}
    </li>
  );
}
