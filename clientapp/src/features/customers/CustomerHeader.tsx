import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Building2, CalendarPlus, ChevronDown, ChevronUp, Copy, Ellipsis, Link2, RotateCcw, ShieldCheck, Trash2, TriangleAlert, Undo2, UserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/i18n';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { Avatar, Badge } from '../../ui/Badge';
import { Button, classes, IconButton } from '../../ui/Button';
import { Menu, type MenuItem } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { channelIcons } from '../activities/channels';
import type { FollowUpRow } from '../activities/followUps.queries';
import css from './customer.module.css';
import { deleteCustomer, overviewKey, restoreCustomer, type CustomerDetail } from './customer.queries';
import { protectCustomer } from '../pool/pool.queries';
import { useCustomerFields } from './useCustomerFields';
import type { useNeighbours } from './neighbours';

const PoolState = lazy(() => withTexts(import('../pool/PoolState'), 'pool'));
const ReturnDialog = lazy(() => withTexts(import('../pool/ReturnDialog'), 'pool'));

type Props = {
  customer: CustomerDetail;
  nextStep: FollowUpRow | null;
  neighbours: ReturnType<typeof useNeighbours>;
  mayPlan: boolean;
  onPlan: () => void;
  onOpenStep: (id: string) => void;
};

export function CustomerHeader({ customer, nextStep, neighbours, mayPlan, onPlan, onOpenStep }: Props) {
  const { t } = useTranslation(['customer', 'common']);
  const { kind, status, rating, tags } = useCustomerFields();
  const other = [customer.shortName, customer.englishName].filter(Boolean).join(' · ');
  const KindIcon = customer.kind === 'company' ? Building2 : UserRound;

  return (
    <header className={css.header}>
      <Avatar name={customer.shortName ?? customer.name} big round={customer.kind === 'person'} />
      <div className={css.title}>
        <h1>
          {customer.name}
          <CopyButton text={customer.number} label={t('copyNumber', { number: customer.number })} done={t('copied', { text: customer.number })} />
        </h1>
        <div className={css.badges}>
          {other && <span className="meta">{other}</span>}
          <span className={css.kind} title={kind.label}><KindIcon size={14} aria-hidden />{t(`kind.${customer.kind}`)}</span>
          <FieldDisplay field={status} value={customer.status} />
          <FieldDisplay field={rating} value={customer.rating} />
          <FieldDisplay field={tags} value={customer.tags} />
          <span className="meta">{customer.ownerName ? t('ownedBy', { name: customer.ownerName }) : t('noOwner')}</span>
          {customer.ownerId && !customer.deletedAt && <Suspense><PoolState of={customer} /></Suspense>}
        </div>
      </div>
      <div className={css.headActions}>
        {!customer.deletedAt && <NextStepPill step={nextStep} mayPlan={mayPlan} onPlan={onPlan} onOpen={onOpenStep} />}
        {neighbours.count > 1 && <Neighbours {...neighbours} />}
        <CustomerMenu customer={customer} />
      </div>
    </header>
  );
}

/** Red while nobody has planned anything: a customer is never left without a next step by oversight. */
function NextStepPill({ step, mayPlan, onPlan, onOpen }: { step: FollowUpRow | null; mayPlan: boolean; onPlan: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation('customer');
  const format = useFormat();
  if (!step)
    return mayPlan ? (
      <button type="button" className={classes(css.pill, css.missing)} title={t('planNext')} onClick={onPlan}>
        <CalendarPlus size={14} aria-hidden />
        {t('noNextStep')}
      </button>
    ) : (
      <Badge tone="bad">{t('noNextStep')}</Badge>
    );

  const Icon = step.overdue ? TriangleAlert : channelIcons[step.channel];
  return (
    <button type="button" className={classes(css.pill, step.overdue && css.late)} title={step.subject} onClick={() => onOpen(step.id)}>
      <Icon size={14} aria-hidden />
      <span className="truncate">{t(step.overdue ? 'overdueStep' : 'nextStep', { subject: step.subject })}</span>
      <span className="figures">{format.relative(step.dueOn ?? step.due)}</span>
    </button>
  );
}

function Neighbours({ previous, next, position, count }: Props['neighbours']) {
  const { t } = useTranslation('customer');
  const step = (id: string | undefined, label: string, icon: typeof ChevronUp, shortcut: string) =>
    id ? (
      <Link to="/customers/$id" params={{ id }} tabIndex={-1}><IconButton size="small" label={label} icon={icon} shortcut={shortcut} /></Link>
    ) : (
      <IconButton size="small" label={label} icon={icon} disabled />
    );
  return (
    <span className={css.neighbours}>
      {step(previous, t('previous'), ChevronUp, 'K')}
      <span className="meta figures">{t('position', { position, count })}</span>
      {step(next, t('next'), ChevronDown, 'J')}
    </span>
  );
}

function CustomerMenu({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation(['customer', 'common']);
  const client = useQueryClient();
  const [returning, setReturning] = useState(false);
  const changed = () => client.invalidateQueries({ queryKey: ['customers'] });
  const restore = useMutation({
    mutationFn: () => restoreCustomer(customer.id),
    onSuccess: async () => {
      toast(t('restored', { name: customer.name }));
      await changed();
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteCustomer(customer),
    onSuccess: async () => {
      toast(t('deleted', { name: customer.name }), { undo: () => restore.mutate() });
      await changed();
    },
    onError: () => client.invalidateQueries({ queryKey: overviewKey(customer.id) }),
  });

  const protect = useMutation({
    mutationFn: () => protectCustomer(customer, !customer.protected),
    onSuccess: async () => {
      toast(t(customer.protected ? 'unprotected' : 'protected'));
      await changed();
    },
  });

  const items: MenuItem[] = [{ label: t('copyLink'), icon: Link2, onSelect: () => void copy(`${location.origin}/customers/${customer.id}`, t('linkCopied')) }];
  if (customer.can.restore) items.push({ label: t('restore'), icon: RotateCcw, onSelect: () => restore.mutate() });
  if (customer.can.assign && customer.ownerId) items.push({ label: t(customer.protected ? 'unprotect' : 'protect'), icon: ShieldCheck, onSelect: () => protect.mutate() });
  if (customer.can.update && customer.ownerId) items.push({ label: t('giveBack'), icon: Undo2, onSelect: () => setReturning(true) });
  if (customer.can.delete) items.push('divider', { label: t('delete'), icon: Trash2, danger: true, onSelect: () => remove.mutate() });

  return (
    <>
      {customer.can.restore && <Button size="small" icon={RotateCcw} busy={restore.isPending} onClick={() => restore.mutate()}>{t('restore')}</Button>}
      <Menu label={t('menu')} trigger={(props) => <IconButton {...props} label={t('menu')} icon={Ellipsis} />} items={items} />
      {returning && <Suspense><ReturnDialog customer={customer} onClose={() => setReturning(false)} /></Suspense>}
    </>
  );
}

function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  return (
    <button type="button" className={css.number} aria-label={label} title={label} onClick={() => void copy(text, done)}>
      {text}
      <Copy size={12} aria-hidden />
    </button>
  );
}

async function copy(text: string, done: string) {
  await navigator.clipboard.writeText(text);
  toast(done);
}
