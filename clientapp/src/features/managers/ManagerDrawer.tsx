import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput, DateInput } from '../../fields/inputs';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { Button, IconButton } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { FieldError, FormField, Input, Select, TextArea } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import css from './managers.module.css';
import { absencesQuery, changeAbsence, changeManager, deleteAbsence, enterAbsence, managerQuery, useManagersChanged, type AbsenceInput, type AbsenceRow, type ManagerRow } from './managers.queries';

type Props = { id: string; onHandOver: () => void; onClose: () => void };

/** What an account manager is there for, and when he is away. */
export function ManagerDrawer({ id, onHandOver, onClose }: Props) {
  const { t } = useTranslation('managers');
  const { data, error, refetch } = useQuery(managerQuery(id));
  const [absence, setAbsence] = useState<AbsenceRow | 'new' | null>(null);
  return (
    <>
      <Drawer title={data?.name ?? t('title')} onClose={onClose}>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={240} />}
        {data && (
          <>
            <Duties key={data.version} manager={data} />
            <Absences manager={data} onEdit={setAbsence} />
            {data.can.update && data.customers > 0 && <Button icon={ArrowRightLeft} onClick={onHandOver}>{t('handOver.open')}</Button>}
          </>
        )}
      </Drawer>
      {absence && data && <AbsenceForm manager={data} absence={absence === 'new' ? null : absence} onClose={() => setAbsence(null)} />}
    </>
  );
}

function Duties({ manager }: { manager: ManagerRow }) {
  const { t } = useTranslation(['managers', 'common']);
  const changed = useManagersChanged();
  const form = useForm(
    { duties: manager.duties ?? '', deputyId: manager.deputyId ?? null, dailyCapacity: String(manager.dailyCapacity), mostCustomers: manager.mostCustomers ? String(manager.mostCustomers) : '' },
    {
      check: ({ dailyCapacity, mostCustomers }) => ({ ...(!/^\d{1,3}$/.test(dailyCapacity) && { dailyCapacity: t('wrongNumber') }), ...(!/^\d{0,6}$/.test(mostCustomers) && { mostCustomers: t('wrongNumber') }) }),
      send: async ({ duties, deputyId, dailyCapacity, mostCustomers }) => {
        await changeManager(manager, { duties: duties.trim() || null, deputyId, dailyCapacity: Number(dailyCapacity), mostCustomers: mostCustomers ? Number(mostCustomers) : null });
        toast(t('saved'));
        await changed();
      },
    },
  );
  const { draft, set, errors } = form;
  if (!manager.can.update) return manager.duties ? <section className={css.part}><h3 className={css.heading}>{t('duties')}</h3><p>{manager.duties}</p></section> : null;
  return (
    <form id={form.id} noValidate className={css.part} onSubmit={(event) => void form.submit(event)}>
      <FormField label={t('duties')} error={errors['duties']}>{(control) => <TextArea {...control} maxLength={1000} value={draft.duties} onChange={(event) => set({ duties: event.target.value })} />}</FormField>
      <FormField label={t('standingDeputy')} hint={t('standingDeputyHint')} error={errors['deputyId']}>{(control) => <CodeInput {...control} field={{ key: 'deputyId', type: 'user', label: t('standingDeputy') }} value={draft.deputyId} onChange={(deputyId) => set({ deputyId })} />}</FormField>
      <div className={css.pair}>
        <FormField label={t('dailyCapacity')} error={errors['dailyCapacity']}>{(control) => <Input {...control} inputMode="numeric" maxLength={3} value={draft.dailyCapacity} onChange={(event) => set({ dailyCapacity: event.target.value })} />}</FormField>
        <FormField label={t('mostCustomers')} error={errors['mostCustomers']}>{(control) => <Input {...control} inputMode="numeric" maxLength={6} value={draft.mostCustomers} onChange={(event) => set({ mostCustomers: event.target.value })} />}</FormField>
      </div>
      {form.refusal && <FieldError>{form.refusal}</FieldError>}
      <div><Button type="submit" variant="primary" busy={form.sending} disabled={!form.touched}>{t('common:action.save')}</Button></div>
    </form>
  );
}

function Absences({ manager, onEdit }: { manager: ManagerRow; onEdit: (absence: AbsenceRow | 'new') => void }) {
  const { t } = useTranslation('managers');
  const format = useFormat();
  const changed = useManagersChanged();
  const { data } = useQuery(absencesQuery(manager.id, format.today()));
  const remove = useMutation({ mutationFn: deleteAbsence, onSuccess: () => toast(t('absence.removed')), onSettled: changed });
  const rows = data?.data ?? [];
  return (
    <section className={css.part}>
      <h3 className={css.heading}>{t('absence.title')}</h3>
      {data && rows.length === 0 && <p className="meta">{t('absence.none')}</p>}
      <ul className={css.absences}>
        {rows.map((row) => {
          const days = t('absence.days', { from: format.date(row.from), to: format.date(row.to) });
          return (
            <li key={row.id} className={css.absence}>
              <div>
                <p>{t(`kind.${row.kind}`)} · {days}</p>
                <p className="meta">{[row.deputyName && t('absence.deputyIs', { name: row.deputyName }), row.note].filter(Boolean).join(' · ')}</p>
              </div>
              {manager.can.enterAbsence && (
                <>
                  <IconButton size="small" icon={Pencil} label={t('absence.edit', { days })} onClick={() => onEdit(row)} />
                  <IconButton size="small" icon={Trash2} label={t('absence.remove', { days })} onClick={() => remove.mutate(row)} />
                </>
              )}
            </li>
          );
        })}
      </ul>
      {manager.can.enterAbsence && <div><Button size="small" icon={Plus} onClick={() => onEdit('new')}>{t('absence.enter')}</Button></div>}
    </section>
  );
}

function AbsenceForm({ manager, absence, onClose }: { manager: ManagerRow; absence: AbsenceRow | null; onClose: () => void }) {
  const { t } = useTranslation('managers');
  const changed = useManagersChanged();
  const form = useForm(
    { from: absence?.from ?? null, to: absence?.to ?? null, kind: absence?.kind ?? ('leave' as AbsenceRow['kind']), deputyId: absence?.deputyId ?? null, note: absence?.note ?? '' },
    {
      check: ({ from, to }) => ({ ...(!from && { from: t('absence.dayMissing') }), ...(!to && { to: t('absence.dayMissing') }) }),
      send: async ({ note, ...draft }) => {
        const input: AbsenceInput = { ...draft, note: note.trim() || null };
        if (absence) await changeAbsence(absence, input);
        else await enterAbsence({ ...input, userId: manager.id });
        toast(t('absence.saved'));
        await changed();
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const kinds = (['leave', 'sick', 'training'] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  return (
    <FormDrawer small form={form} title={t(absence ? 'absence.editTitle' : 'absence.enterTitle', { name: manager.name })} onClose={onClose}>
      <FormField label={t('absence.kind')}>{(control) => <Select {...control} options={kinds} value={draft.kind} onChange={(event) => set({ kind: event.target.value as AbsenceRow['kind'] })} />}</FormField>
      <div className={css.pair}>
        <FormField label={t('absence.from')} required error={errors['from']}>{({ required: _, ...control }) => <DateInput {...control} field={{ key: 'from', type: 'date', label: t('absence.from') }} value={draft.from} onChange={(from) => set({ from, to: draft.to ?? from })} />}</FormField>
        <FormField label={t('absence.to')} required error={errors['to']}>{({ required: _, ...control }) => <DateInput {...control} field={{ key: 'to', type: 'date', label: t('absence.to') }} value={draft.to} onChange={(to) => set({ to })} />}</FormField>
      </div>
      <FormField label={t('absence.deputy')} hint={manager.deputyName ? t('absence.deputyHint', { name: manager.deputyName }) : t('absence.noDeputyHint')} error={errors['deputyId']}>{(control) => <CodeInput {...control} field={{ key: 'deputyId', type: 'user', label: t('absence.deputy') }} value={draft.deputyId} onChange={(deputyId) => set({ deputyId })} />}</FormField>
      <FormField label={t('absence.note')} error={errors['note']}>{(control) => <Input {...control} maxLength={500} value={draft.note} onChange={(event) => set({ note: event.target.value })} />}</FormField>
      <p className="meta">{t('absence.hint')}</p>
    </FormDrawer>
  );
}
