import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import form from '../../fields/form.module.css';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { FieldError, FormField, Input, Select, TextArea } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { allowed, careQuery, changeCare, giftsQuery, steps, useCareChanged, useStep, type Care, type Step } from './care.queries';
import css from './care.module.css';
import { statusTones, useOccasionName } from './words';

/** A greeting or gift as it stands, with what can be done next. */
export function CareDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('care');
  const { data, error, refetch } = useQuery(careQuery(id));
  if (data) return <Known key={data.version} care={data} onClose={onClose} />;
  return <Drawer title={t('title')} onClose={onClose}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={200} />}</Drawer>;
}

function Known({ care, onClose }: { care: Care; onClose: () => void }) {
  const { t } = useTranslation(['care', 'common']);
  const format = useFormat();
  const nameOf = useOccasionName();
  const changed = useCareChanged();
  const step = useStep();
  const { data: gifts } = useQuery(giftsQuery);
  const [draft, setDraft] = useState({ giftId: care.giftId ?? '', channel: care.channel, text: care.text ?? '' });
  const [asking, setAsking] = useState<'skipping' | 'cancellation' | 'limit' | null>(null);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const touched = draft.giftId !== (care.giftId ?? '') || draft.channel !== care.channel || draft.text !== (care.text ?? '');

  const tried = async (work: () => Promise<unknown>) => {
    setRefusal(undefined);
    try {
      await work();
      setAsking(null);
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      if (problem?.code === 'contact_gift_limit') setAsking('limit');
      setRefusal(Object.values(problem?.fieldErrors ?? {})[0] ?? problem?.message ?? t('common:error.offline'));
    }
  };
  const save = () => tried(async () => {
    await changeCare(care, { giftId: draft.giftId || null, channel: draft.channel, text: draft.text || null });
    toast(t('saved'));
    await changed();
  });
  const take = (one: Step, more: { reason?: string; acceptLimit?: boolean } = {}) => tried(() => step.mutateAsync({ care, step: one, ...more }));
  const press = (one: Step) => (one === 'skipping' || one === 'cancellation' ? setAsking(one) : void take(one));

  const footer = asking === 'limit' ? (
    <>
      <Button onClick={() => setAsking(null)}>{t('common:action.cancel')}</Button>
      <Button variant="primary" busy={step.isPending} onClick={() => void take('approval', { acceptLimit: true })}>{t('acceptLimit')}</Button>
    </>
  ) : asking ? (
    <>
      <Button onClick={() => setAsking(null)}>{t('common:action.cancel')}</Button>
      <Button variant="primary" busy={step.isPending} disabled={!reason.trim()} onClick={() => void take(asking, { reason: reason.trim() })}>{t(`step.${asking}`)}</Button>
    </>
  ) : (
    <>
      {touched && <Button variant="primary" onClick={() => void save()}>{t('common:action.save')}</Button>}
      {!touched && steps.toReversed().filter((one) => care.can[allowed[one]]).map((one) => (
        <Button key={one} variant={one === 'approval' || one === 'sending' || (one === 'delivery' && !care.can.send) ? 'primary' : 'default'} busy={step.isPending && step.variables.step === one} onClick={() => press(one)}>{t(`step.${one}`)}</Button>
      ))}
    </>
  );
  const title = nameOf({ kind: care.occasionKind, name: care.occasion, contactName: care.contactName });
  return (
    <Drawer title={title} onClose={onClose} footer={footer}>
      <p><Badge tone={statusTones[care.status]}>{t(`status.${care.status}`)}</Badge> {care.exception && <Badge tone="orange">{t('exception')}</Badge>}</p>
      <dl className={css.facts}>
        <div><dt>{t('field.customer')}</dt><dd><Link to="/customers/$id" params={{ id: care.customerId }}>{care.customerName}</Link></dd></div>
        {care.contactId && <div><dt>{t('field.contact')}</dt><dd><Link to="/contacts/$id" params={{ id: care.contactId }}>{care.contactName}</Link></dd></div>}
        <div><dt>{t('field.on')}</dt><dd>{format.date(care.occasionOn)}</dd></div>
        {Number(care.cost) > 0 && <div><dt>{t('field.cost')}</dt><dd className="figures">{format.money({ amount: care.cost, currency: 'CNY' })}</dd></div>}
        {care.approvedByName && <div><dt>{t('field.approvedBy')}</dt><dd>{care.approvedByName} {care.approvedAt && <span className="meta">{format.dayOfInstant(care.approvedAt)}</span>}</dd></div>}
        {care.deliveredOn && <div><dt>{t('field.deliveredOn')}</dt><dd>{format.date(care.deliveredOn)}</dd></div>}
        {care.reason && <div><dt>{t('field.reason')}</dt><dd>{care.reason === 'expired' ? t('expired') : care.reason}</dd></div>}
      </dl>
      {care.can.change ? (
        <form className={form.form} onSubmit={(event) => { event.preventDefault(); if (touched) void save(); }}>
          <FormField label={t('field.gift')}>
            {({ required: _, ...control }) => (
              <Select {...control} value={draft.giftId} empty={t('noGift')} options={(gifts?.data ?? []).map((gift) => ({ value: gift.id, label: `${gift.name} · ${format.money({ amount: String(gift.price), currency: 'CNY' })}` }))} onChange={(event) => setDraft({ ...draft, giftId: event.target.value })} />
            )}
          </FormField>
          <FormField label={t('field.channel')}>
            {({ required: _, ...control }) => <Select {...control} value={draft.channel} options={(['email', 'chat', 'sms', 'call', 'visit'] as const).map((value) => ({ value, label: t(`channel.${value}`) }))} onChange={(event) => setDraft({ ...draft, channel: event.target.value as Care['channel'] })} />}
          </FormField>
          <FormField label={t('field.text')}>
            {({ required: _, ...control }) => <TextArea {...control} rows={6} maxLength={2000} value={draft.text} onChange={(event) => setDraft({ ...draft, text: event.target.value })} />}
          </FormField>
        </form>
      ) : (
        <>
          {care.giftName && <p>{t('giftIs', { gift: care.giftName })}</p>}
          <p className={css.text}>{care.text}</p>
        </>
      )}
      {asking && asking !== 'limit' && (
        <FormField label={t('field.reason')} required>
          {(control) => <Input {...control} autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </FormField>
      )}
      {refusal && <FieldError>{refusal}</FieldError>}
    </Drawer>
  );
}
