import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { CodeInput, RegionInput } from '../../fields/inputs';
import { useOptions } from '../../fields/options';
import { FieldDisplay } from '../../fields/registry';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { FormField, Input, Select, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { segmentsQuery } from '../segments/segments.queries';
import css from './managers.module.css';
import { managerQuery, previewHandOver, startHandOver, useManagersChanged, type HandOverInput } from './managers.queries';

type Receiver = { userId: string | null; share: string; region: string[] | null };
type Method = NonNullable<HandOverInput['method']>;
type Draft = { method: Method; tier: string | null; stage: string; segment: string; receivers: Receiver[]; note: string };

const stages = ['prospect', 'new', 'active', 'silent', 'lost', 'won_back'] as const;
const nobody: Receiver = { userId: null, share: '', region: null };

/** What is handed over, as the API is asked; null while something is missing. */
function inputOf({ method, tier, stage, segment, receivers, note }: Draft): HandOverInput | null {
  const complete = receivers.every((one) => one.userId && (method !== 'share' || /^[1-9]\d{0,2}$/.test(one.share)) && (method !== 'district' || one.region?.length));
  if (!complete || receivers.length === 0) return null;
  const which = [...(tier ? [{ field: 'tier', op: 'eq', value: tier }] : []), ...(stage ? [{ field: 'stage', op: 'eq', value: stage }] : []), ...(segment ? [{ field: 'segment', op: 'eq', value: segment }] : [])];
  return {
    method,
    receivers: receivers.map((one) => ({ userId: one.userId, ...(method === 'share' && { share: Number(one.share) }), ...(method === 'district' && { districts: [one.region!.at(-1)!] }) })),
    ...(which.length > 0 && { where: { and: which } as never }),
    note: note.trim() || null,
  } as HandOverInput;
}

/** Customers of one colleague go to others; what would move is shown before it does. */
export function HandOverDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['managers', 'customers']);
  const { data: manager } = useQuery(managerQuery(id));
  const segments = useQuery(segmentsQuery);
  const tiers = useOptions({ type: 'code', codeList: 'customer_tier' });
  const changed = useManagersChanged();
  const [seen, setSeen] = useState<number>();
  const form = useForm<Draft>(
    { method: 'even', tier: null, stage: '', segment: '', receivers: [nobody], note: '' },
    {
      check: (draft) => ({ receivers: inputOf(draft) ? undefined : t('handOver.incomplete') }),
      send: async (draft) => {
        await startHandOver(id, { ...inputOf(draft)!, ...(seen !== undefined && { expectedCount: seen }) });
        toast(t('handOver.started'));
        void changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const change = (at: number, changes: Partial<Receiver>) => set({ receivers: draft.receivers.map((one, i) => (i === at ? { ...one, ...changes } : one)) });
  const methods = (['even', 'share', 'district'] as const).map((value) => ({ value, label: t(`handOver.methods.${value}`) }));
  const input = inputOf(draft);
  if (!manager) return null;
  return (
    <FormDrawer wide form={form} title={t('handOver.title', { name: manager.name })} submit={t('handOver.start')} onClose={onClose}>
      <div className={css.pair}>
        <FormField label={t('tier')}>{(control) => <Select {...control} empty={t('handOver.every')} options={tiers} value={draft.tier ?? ''} onChange={(event) => set({ tier: event.target.value || null })} />}</FormField>
        <FormField label={t('handOver.stage')}>{(control) => <Select {...control} empty={t('handOver.every')} options={stages.map((value) => ({ value, label: t(`customers:stage.${value}`) }))} value={draft.stage} onChange={(event) => set({ stage: event.target.value })} />}</FormField>
        <FormField label={t('handOver.segment')}>{(control) => <Select {...control} empty={t('handOver.every')} options={segments.data?.data.map(({ id: value, name: label }) => ({ value, label })) ?? []} value={draft.segment} onChange={(event) => set({ segment: event.target.value })} />}</FormField>
        <FormField label={t('handOver.method')}>{(control) => <Select {...control} options={methods} value={draft.method} onChange={(event) => set({ method: event.target.value as Method })} />}</FormField>
      </div>
      {draft.receivers.map((one, at) => (
        <div key={at} className={css.receiver}>
          <FormField label={t('handOver.receiver', { number: at + 1 })} error={errors[`receivers/${at}/userId`]}>
            {(control) => <CodeInput {...control} field={{ key: 'userId', type: 'user', label: t('handOver.receiver', { number: at + 1 }) }} value={one.userId} onChange={(userId) => change(at, { userId })} />}
          </FormField>
          {draft.method === 'share' && <FormField label={t('handOver.share')} error={errors[`receivers/${at}/share`]}>{(control) => <Input {...control} inputMode="numeric" maxLength={3} value={one.share} onChange={(event) => change(at, { share: event.target.value })} />}</FormField>}
          {draft.method === 'district' && <FormField label={t('handOver.district')} error={errors[`receivers/${at}/districts`]}>{(control) => <RegionInput {...control} field={{ key: 'region', type: 'region', label: t('handOver.district') }} value={one.region} onChange={(region) => change(at, { region })} />}</FormField>}
          {draft.receivers.length > 1 && <IconButton icon={X} label={t('handOver.without', { number: at + 1 })} onClick={() => set({ receivers: draft.receivers.filter((_, i) => i !== at) })} />}
        </div>
      ))}
      {errors['receivers'] && <p role="alert">{errors['receivers']}</p>}
      <div><Button size="small" icon={Plus} onClick={() => set({ receivers: [...draft.receivers, nobody] })}>{t('handOver.another')}</Button></div>
      <FormField label={t('handOver.note')} hint={t('handOver.noteHint')} error={errors['note']}>{(control) => <TextArea {...control} maxLength={1000} value={draft.note} onChange={(event) => set({ note: event.target.value })} />}</FormField>
      {input && <Preview id={id} input={{ ...input, note: null }} onSeen={setSeen} />}
    </FormDrawer>
  );
}

function Preview({ id, input, onSeen }: { id: string; input: HandOverInput; onSeen: (count: number) => void }) {
  const { t } = useTranslation('managers');
  const format = useFormat();
  const { data, error, isFetching } = useQuery({
    queryKey: ['managers', id, 'hand-over', input],
    queryFn: async ({ signal }) => {
      // Typing on cancels this request before it is sent.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const preview = await previewHandOver(id, input, signal);
      onSeen(preview.customers);
      return preview;
    },
    retry: false,
    gcTime: 0,
  });
  if (!data) return <p role="status">{isFetching ? t('handOver.counting') : error?.message}</p>;
  const tier = { key: 'tier', type: 'code', codeList: 'customer_tier', label: t('tier') } as const;
  return (
    <div role="status" className={css.preview}>
      <b>{t('handOver.moves', { customers: format.number(data.customers - data.remaining), followUps: format.number(data.followUps), orders: format.number(data.orders) })}</b>
      <p className={css.links}>{data.tiers.map((one) => <span key={one.tier ?? ''}>{one.tier ? <FieldDisplay field={tier} value={one.tier} /> : t('noTier')} {format.number(one.customers)}</span>)}</p>
      <table className={css.table}>
        <thead><tr><th>{t('handOver.who')}</th><th>{t('customers')}</th><th>{t('handOver.followUps')}</th><th>{t('handOver.orders')}</th><th>{t('handOver.then')}</th></tr></thead>
        <tbody>
          {data.receivers.map((one) => (
            <tr key={one.userId}>
              <td>{one.name}</td><td>{format.number(one.customers)}</td><td>{format.number(one.followUps)}</td><td>{format.number(one.orders)}</td>
              <td>{format.number(one.customersThen)} {one.mostCustomers && one.customersThen > one.mostCustomers ? <Badge tone="bad">{t('tooMany')}</Badge> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.remaining > 0 && <p>{t('handOver.remaining', { count: data.remaining })}</p>}
    </div>
  );
}
