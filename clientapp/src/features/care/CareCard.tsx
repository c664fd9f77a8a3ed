import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { FormDrawer } from '../../fields/FormDrawer';
import { DateInput } from '../../fields/inputs';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { FormField, Input, Segmented } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { Card, Nothing } from '../customers/Card';
import { addDay, careKeys, customerCareQuery, removeDay } from './care.queries';
import css from './care.module.css';
import { kindIcons } from './icons';
import { statusTones, useOccasionName } from './words';

const mostAhead = 6;

/** A customer's days, what he was given this year, and what is left for it. */
export function CareCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation('care');
  const format = useFormat();
  const nameOf = useOccasionName();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(customerCareQuery(customerId));
  const changed = () => client.invalidateQueries({ queryKey: careKeys.customer(customerId) });
  const remove = useMutation({ mutationFn: (day: Parameters<typeof removeDay>[1]) => removeDay(customerId, day), onSettled: changed });
  const mayWrite = can('care.write');
  const money = (amount: string) => format.shortMoney({ amount, currency: 'CNY' });
  const given = data?.care.proposals.filter((one) => one.status !== 'skipped' && one.status !== 'cancelled') ?? [];
  return (
    <Card title={t('card.title')} onAdd={mayWrite ? () => setAdding(true) : undefined} addLabel={t('card.add')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={60} />}
      {data && (
        <>
          {(data.care.budget != null || Number(data.care.spent) > 0) && (
            <p className={css.cardLine}>
              <span>{t('card.spent', { year: data.care.year })}</span>
              <span className="figures" data-over={data.care.budget != null && Number(data.care.spent) > Number(data.care.budget) ? true : undefined}>{data.care.budget != null ? t('budget.of', { spent: money(data.care.spent), budget: money(data.care.budget) }) : money(data.care.spent)}</span>
            </p>
          )}
          {data.care.overLimit.map((person) => <p key={person.id}><Badge tone="warn">{t('card.overLimit', { name: person.name, limit: money(data.care.contactLimit ?? '0') })}</Badge></p>)}
          {data.care.occasions.length === 0 && <Nothing>{t('card.none')}</Nothing>}
          <ul>
            {data.care.occasions.slice(0, mostAhead).map((occasion) => {
              const Icon = kindIcons[occasion.kind];
              const own = data.days.find((day) => occasion.key === `own:${day.id.replaceAll('-', '')}`);
              return (
                <li key={occasion.key + occasion.on} className={css.ahead}>
                  <Icon size={16} aria-hidden />
                  <span className="truncate" title={nameOf(occasion)}>{nameOf(occasion)}{occasion.calendar === 'lunar' && occasion.kind !== 'festival' && <span className="meta"> {t('lunar')}</span>}</span>
                  <time className="meta figures" dateTime={occasion.on} title={format.date(occasion.on)}>{format.shortDate(occasion.on)}</time>
                  {own && mayWrite && <IconButton size="small" icon={Trash2} label={t('card.remove', { name: own.name })} onClick={() => remove.mutate(own)} />}
                </li>
              );
            })}
          </ul>
          {given.length > 0 && (
            <>
              <h3 className={css.subtitle}>{t('card.given', { year: data.care.year })}</h3>
              <ul>
                {given.map((one) => (
                  <li key={one.id} className={css.cardLine}>
                    <Link to="/care" search={{ show: 'all', open: one.id }} className="truncate">{one.giftName ?? t('care.greeting')} <span className="meta">{nameOf({ kind: one.occasionKind, name: one.occasion, contactName: one.contactName })}</span></Link>
                    {Number(one.cost) > 0 && <span className="figures">{money(one.cost)}</span>}
                    <Badge tone={statusTones[one.status]}>{t(`status.${one.status}`)}</Badge>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {adding && <NewDay customerId={customerId} onClose={() => setAdding(false)} onDone={() => { setAdding(false); void changed(); }} />}
    </Card>
  );
}

function NewDay({ customerId, onClose, onDone }: { customerId: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('care');
  const form = useForm({ kind: 'own' as 'own' | 'contract', name: '', since: null as string | null, calendar: 'solar' as 'solar' | 'lunar' }, {
    check: ({ name, since }) => ({ ...(!name.trim() && { name: t('day.nameMissing') }), ...(!since && { since: t('day.sinceMissing') }) }),
    send: async (draft) => {
      await addDay(customerId, { ...draft, name: draft.name.trim() } as Parameters<typeof addDay>[1]);
      toast(t('day.added'));
      onDone();
    },
  });
  const { draft, set, errors } = form;
  return (
    <FormDrawer form={form} title={t('card.add')} onClose={onClose} small>
      <Segmented label={t('day.kind')} value={draft.kind} options={(['own', 'contract'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))} onChange={(kind) => set({ kind })} />
      <FormField label={t('day.name')} required error={errors['name']}>
        {(control) => <Input {...control} maxLength={100} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <FormField label={t('day.since')} hint={t('day.sinceHint')} required error={errors['since']}>
        {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'since', type: 'date', label: t('day.since') }} value={draft.since} onChange={(since) => set({ since })} />}
      </FormField>
      <Segmented label={t('day.calendar')} value={draft.calendar} options={(['solar', 'lunar'] as const).map((value) => ({ value, label: t(`calendarKind.${value}`) }))} onChange={(calendar) => set({ calendar })} />
    </FormDrawer>
  );
}
