import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import css from './followUp.module.css';
import { memberOf } from '../../fields/added';
import { FieldDisplay, isEmpty } from '../../fields/registry';
import { useAdded } from '../records/useAdded';
import type { FollowUpRow } from './followUps.queries';

/** A follow-up that can only be read. */
export function FollowUpFacts({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const added = useAdded('follow-ups');
  const facts: { label: string; value: ReactNode }[] = [
    { label: t('field.due'), value: row.dueAt ? format.instant(row.dueAt) : format.date(row.dueOn!) },
    { label: t('field.channel'), value: t(`channel.${row.channel}`) },
    { label: t('field.customer'), value: row.customerId && <Link to="/customers/$id" params={{ id: row.customerId }}>{row.customerName}</Link> },
    { label: t('field.contact'), value: row.contactId && <Link to="/contacts/$id" params={{ id: row.contactId }}>{row.contactName}</Link> },
    { label: t('field.owner'), value: row.ownerName },
    { label: t('field.notes'), value: row.notes && <span className={css.text}>{row.notes}</span> },
    ...added.map(({ field }) => ({ label: field.label, value: !isEmpty(memberOf(row, field.key)) && <FieldDisplay field={field} value={memberOf(row, field.key)} /> })),
  ];
  return (
    <>
      <h3 className={css.subject}>{row.subject}</h3>
      <dl className={css.facts}>
        {facts.map(({ label, value }) => value && <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
      </dl>
    </>
  );
}
