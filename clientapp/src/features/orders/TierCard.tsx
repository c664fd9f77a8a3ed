import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { FormDrawer } from '../../fields/FormDrawer';
import { CodeInput, DateInput } from '../../fields/inputs';
import { FieldDisplay } from '../../fields/registry';
import type { Field } from '../../fields/field';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { IconButton } from '../../ui/Button';
import { FormField, Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { Card } from '../customers/Card';
import css from './orders.module.css';

type TierView = components['schemas']['CustomerTierView'];
type Change = components['schemas']['TierChangeRow'];

const tierKey = (customerId: string) => ['orders', 'tier', customerId] as const;
const at = (customerId: string) => ({ params: { path: { customerId } } });

/** A customer's tier, since when, and why; a leader may choose another for a reason. */
export function TierCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation('orders');
  const client = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: tierKey(customerId), queryFn: ({ signal }) => body(api.GET('/api/v1/customers/{customerId}/tier', { ...at(customerId), signal })) });
  const changed = () => Promise.all([tierKey(customerId), ['customers']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const release = useMutation({ mutationFn: () => body(api.DELETE('/api/v1/customers/{customerId}/tier', at(customerId))), onSettled: changed });

  const actions = data?.canChoose && (
    <>
      {data.why?.cause === 'manual' && <IconButton size="small" icon={RotateCcw} label={t('tier.release')} onClick={() => release.mutate()} />}
      <IconButton size="small" icon={Pencil} label={t('tier.choose')} onClick={() => setChoosing(true)} />
    </>
  );
  return (
    <Card title={t('tier.title')} actions={actions}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={40} />}
      {data && <Why view={data} />}
      {choosing && data && <ChooseTier customerId={customerId} view={data} onClose={() => setChoosing(false)} onDone={() => { setChoosing(false); void changed(); }} />}
    </Card>
  );
}

function useTierField(): Field {
  const { t } = useTranslation('orders');
  return { key: 'tier', type: 'code', label: t('tier.tier'), codeList: 'customer_tier' };
}

function Why({ view }: { view: TierView }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const field = useTierField();
  const { figures, why } = view;
  const score = figures.recencyScore && `${figures.recencyScore}${figures.frequencyScore}${figures.monetaryScore}`;
  return (
    <>
      <p className={css.tier}>
        {view.tier ? <FieldDisplay field={field} value={view.tier} /> : <span>{t('tier.none')}</span>}
        {view.since && <span className="meta">{t('tier.since', { day: format.dayOfInstant(view.since) })}</span>}
        {score && <span className="meta">{t('tier.scores', { score })}</span>}
      </p>
      {why && <Cause change={why} />}
      {figures.recencyDays != null && (
        <p className="meta">{t('tier.figures', { days: format.number(figures.recencyDays), orders: format.number(figures.orders), amount: format.shortMoney({ amount: figures.monetary, currency: 'CNY' }) })}</p>
      )}
      {view.history.length > 1 && (
        <details>
          <summary className="meta">{t('tier.history')}</summary>
          <ul>
            {view.history.slice(1).map((change) => (
              <li key={change.at} className={css.tier}>
                {change.tier ? <FieldDisplay field={field} value={change.tier} /> : <span>{t('tier.none')}</span>}
                <span className="meta">{format.dayOfInstant(change.at)}</span>
                <Cause change={change} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Cause({ change }: { change: Change }) {
  const { t, i18n } = useTranslation('orders');
  const format = useFormat();
  const parts = [
    t(`tier.cause.${change.cause}`, { rule: (i18n.language === 'en' && change.ruleEn) || (change.rule ?? t('tier.norule')) }),
    change.reason,
    change.userName,
    change.until && t('tier.until', { day: format.date(change.until) }),
  ];
  return <p className="meta">{parts.filter(Boolean).join(' · ')}</p>;
}

function ChooseTier({ customerId, view, onClose, onDone }: { customerId: string; view: TierView; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('orders');
  const field = useTierField();
  const form = useForm({ tier: view.tier ?? null, reason: '', until: null as string | null }, {
    check: ({ tier, reason }) => ({ ...(!tier && { tier: t('tier.tierMissing') }), ...(!reason.trim() && { reason: t('tier.reasonMissing') }) }),
    send: async ({ tier, reason, until }) => {
      await body(api.PUT('/api/v1/customers/{customerId}/tier', { ...at(customerId), body: { tier, reason: reason.trim(), until } }));
      toast(t('tier.chosen'));
      onDone();
    },
  });
  const { draft, set, errors } = form;
  return (
    <FormDrawer form={form} title={t('tier.choose')} onClose={onClose} small>
      <FormField label={t('tier.tier')} required error={errors['tier']}>
        {({ required: _, ...control }) => <CodeInput {...control} field={field} value={draft.tier} onChange={(tier) => set({ tier })} />}
      </FormField>
      <FormField label={t('tier.reason')} required error={errors['reason']}>
        {(control) => <Input {...control} maxLength={500} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />}
      </FormField>
      <FormField label={t('tier.untilDay')} error={errors['until']}>
        {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'until', type: 'date', label: t('tier.untilDay') }} value={draft.until} onChange={(until) => set({ until })} />}
      </FormField>
    </FormDrawer>
  );
}
