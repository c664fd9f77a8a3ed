import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { FieldError, FormField, Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { OfferForm } from './OfferForm';
import css from './offers.module.css';
import { allowed, offerQuery, steps, useStep, type Offer, type Step } from './offers.queries';
import { statusTones, useTerms } from './terms';

/** An offer as it stands, with what can be done next. */
export function OfferDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('offers');
  const { data, error, refetch } = useQuery(offerQuery(id));
  const [editing, setEditing] = useState(false);
  if (data && editing) return <OfferForm offer={data} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />;
  if (data) return <Known offer={data} onEdit={() => setEditing(true)} onClose={onClose} />;
  return <Drawer title={t('title')} onClose={onClose}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={160} />}</Drawer>;
}

function Known({ offer, onEdit, onClose }: { offer: Offer; onEdit: () => void; onClose: () => void }) {
  const { t } = useTranslation(['offers', 'common']);
  const format = useFormat();
  const terms = useTerms();
  const step = useStep();
  const [withdrawing, setWithdrawing] = useState(false);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const take = async (one: Step) => {
    setRefusal(undefined);
    try {
      await step.mutateAsync({ offer, step: one, reason: reason.trim() });
      setWithdrawing(false);
    } catch (error) {
      setRefusal(error instanceof ApiProblem ? (Object.values(error.fieldErrors)[0] ?? error.message) : t('common:error.offline'));
    }
  };
  const footer = withdrawing ? (
    <>
      <Button onClick={() => setWithdrawing(false)}>{t('common:action.cancel')}</Button>
      <Button variant="primary" disabled={!reason.trim()} busy={step.isPending} onClick={() => void take('withdrawal')}>{t('step.withdrawal')}</Button>
    </>
  ) : (
    <>
      {offer.can.update && <Button icon={Pencil} onClick={onEdit}>{t('edit')}</Button>}
      {steps.toReversed().filter((one) => offer.can[allowed[one]]).map((one) => (
        <Button key={one} variant={one === 'withdrawal' ? 'default' : 'primary'} busy={step.isPending && step.variables.step === one} onClick={() => (one === 'withdrawal' ? setWithdrawing(true) : void take(one))}>{t(`step.${one}`)}</Button>
      ))}
    </>
  );
  const facts: [string, string | null | undefined][] = [
    [t('field.validFrom'), format.date(offer.validFrom)],
    [t('field.validTo'), offer.validTo ? format.date(offer.validTo) : t('noEnd')],
    [t('field.reason'), offer.reason],
    [t('field.grantedBy'), offer.grantedByName],
    [t('field.approvedBy'), offer.approvedByName],
    [t('field.note'), offer.note],
  ];
  return (
    <Drawer title={terms(offer)} onClose={onClose} footer={footer}>
      <p><Badge tone={statusTones[offer.status]}>{t(`status.${offer.status}`)}</Badge></p>
      <dl className={css.facts}>
        <div><dt>{t('field.customer')}</dt><dd><Link to="/customers/$id" params={{ id: offer.customerId }}>{offer.customerName}</Link></dd></div>
        {facts.map(([name, value]) => value && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {withdrawing && (
        <FormField label={t('field.reason')} required>
          {(control) => <Input {...control} autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </FormField>
      )}
      {refusal && <FieldError>{refusal}</FieldError>}
    </Drawer>
  );
}
