import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { DateInput } from '../../fields/inputs';
import { useOptions } from '../../fields/options';
import { useForm } from '../../fields/useForm';
import { Button, IconButton } from '../../ui/Button';
import { FormField, Input, Select, type Option } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import type { CustomerOverview } from '../customers/customer.queries';
import { categoriesQuery } from '../orders/orders.queries';
import css from './keyAccounts.module.css';
import { savePlan, useKeyAccountsChanged, type Plan, type PlanInput } from './keyAccounts.queries';
import { lists, type List } from './lines';

type Props = { customerId: string; plan: Plan | null; contacts: CustomerOverview['contacts']; onClose: () => void };
type Value = string | number | null | undefined;
type Item = Record<string, Value>;
type Cell = { key: string; label: string; kind: 'text' | 'day' | 'number' | 'options'; options?: Option[]; required?: boolean };
const fresh: Record<List, Item> = {
  goals: { text: '', status: 'open' }, stakeholders: { contactId: '', influence: 3, attitude: 0 }, potentials: { categoryId: '', amount: '0' }, risks: { text: '', likelihood: 3, impact: 3 }, actions: { text: '' },
};

/** The whole plan: what is wanted, with whom, what could be sold, what could go wrong, what is to be done. */
export function KeyAccountDrawer({ customerId, plan, contacts, onClose }: Props) {
  const { t } = useTranslation('keyAccounts');
  const changed = useKeyAccountsChanged();
  const users = useOptions({ type: 'user' }).filter(({ disabled }) => !disabled);
  const categories = useQuery(categoriesQuery);
  const initial = { status: plan?.status ?? 'active', startedOn: plan?.startedOn ?? null, nextReviewOn: plan?.nextReviewOn ?? null, ...(Object.fromEntries(lists.map((list) => [list, [...((plan?.[list] ?? []) as Item[])]])) as Record<List, Item[]>) };
  const form = useForm(initial, {
    send: async (draft) => {
      const clean = (item: Item) => Object.fromEntries(Object.entries(item).map(([key, value]) => [key, value === '' ? null : value]));
      await savePlan(customerId, { ...draft, ...Object.fromEntries(lists.map((list) => [list, draft[list].map(clean)])) } as unknown as PlanInput, plan?.version);
      toast(t('saved'));
      await changed();
      onClose();
    },
  });
  const { draft, set, errors } = form;

  const people = contacts.map(({ contactId, name }) => ({ value: contactId, label: name }));
  const five = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }));
  const text = (key: 'text' | 'measure' | 'target' | 'role' | 'countermeasure', required = false): Cell => ({ key, label: t(`field.${key}`), kind: 'text', required });
  const day = (key: 'due' | 'doneOn'): Cell => ({ key, label: t(`field.${key}`), kind: 'day' });
  const owner: Cell = { key: 'ownerId', label: t('field.ownerId'), kind: 'options', options: users };
  const cells: Record<List, Cell[]> = {
    goals: [text('text', true), text('measure'), text('target'), day('due'), { key: 'status', label: t('field.goalStatus'), kind: 'options', options: (['open', 'reached', 'missed', 'dropped'] as const).map((value) => ({ value, label: t(`goalStatuses.${value}`) })), required: true }],
    stakeholders: [
      { key: 'contactId', label: t('field.contactId'), kind: 'options', options: people, required: true }, text('role'), { key: 'influence', label: t('field.influence'), kind: 'options', options: five, required: true },
      { key: 'attitude', label: t('field.attitude'), kind: 'options', options: (['-2', '-1', '0', '1', '2'] as const).map((value) => ({ value, label: t(`attitudes.${value}`) })), required: true }, owner,
    ],
    potentials: [
      { key: 'categoryId', label: t('field.categoryId'), kind: 'options', options: (categories.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name })), required: true },
      { key: 'amount', label: t('field.amount'), kind: 'text', required: true }, { key: 'shareOfWallet', label: t('field.shareOfWallet'), kind: 'number' },
    ],
    risks: [text('text', true), { key: 'likelihood', label: t('field.likelihood'), kind: 'options', options: five, required: true }, { key: 'impact', label: t('field.impact'), kind: 'options', options: five, required: true }, text('countermeasure')],
    actions: [text('text', true), owner, day('due'), day('doneOn')],
  };
  const numeric = new Set(['influence', 'attitude', 'likelihood', 'impact', 'shareOfWallet']);
  const change = (list: List, index: number, key: string, value: Value) =>
    set({ [list]: draft[list].map((item, at) => (at === index ? { ...item, [key]: numeric.has(key) && value !== null && value !== '' ? Number(value) : value } : item)) } as Partial<typeof draft>);

  return (
    <FormDrawer form={form} title={t(plan ? 'card.edit' : 'card.start')} onClose={onClose} wide>
      <div className={css.fields}>
        <FormField label={t('status')}>
          {(control) => <Select {...control} value={draft.status} options={(['active', 'paused', 'closed'] as const).map((value) => ({ value, label: t(`statuses.${value}`) }))} onChange={(event) => set({ status: event.target.value as typeof draft.status })} />}
        </FormField>
        <FormField label={t('started')} error={errors['startedOn']}>
          {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'startedOn', type: 'date', label: t('started') }} value={draft.startedOn} onChange={(startedOn) => set({ startedOn })} />}
        </FormField>
        <FormField label={t('nextReview')} error={errors['nextReviewOn']}>
          {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'nextReviewOn', type: 'date', label: t('nextReview') }} value={draft.nextReviewOn} onChange={(nextReviewOn) => set({ nextReviewOn })} />}
        </FormField>
      </div>
      {lists.map((list) => (
        <fieldset key={list} className={css.list}>
          <legend className={css.small}>{t(list)}</legend>
          {draft[list].map((item, index) => (
            <div key={index} className={css.item}>
              {cells[list].map((cell) => (
                <FormField key={cell.key} label={cell.label} required={cell.required ?? false} error={errors[`${list}/${index}/${cell.key}`]}>
                  {({ required: _, ...control }) =>
                    cell.kind === 'day' ? <DateInput {...control} field={{ key: cell.key, type: 'date', label: cell.label }} value={(item[cell.key] as string | null) ?? null} onChange={(value) => change(list, index, cell.key, value)} />
                    : cell.kind === 'options' ? <Select {...control} value={String(item[cell.key] ?? '')} options={cell.options ?? []} empty="" onChange={(event) => change(list, index, cell.key, event.target.value)} />
                    : <Input {...control} inputMode={cell.kind === 'number' ? 'decimal' : 'text'} maxLength={500} value={item[cell.key] ?? ''} onChange={(event) => change(list, index, cell.key, event.target.value)} />}
                </FormField>
              ))}
              <IconButton size="small" icon={Trash2} label={t('remove', { what: t(list), position: index + 1 })} onClick={() => set({ [list]: draft[list].filter((_, at) => at !== index) } as Partial<typeof draft>)} />
            </div>
          ))}
          <div><Button size="small" variant="ghost" icon={Plus} onClick={() => set({ [list]: [...draft[list], { ...fresh[list] }] } as Partial<typeof draft>)}>{t('add', { what: t(list) })}</Button></div>
        </fieldset>
      ))}
    </FormDrawer>
  );
}
