import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { conditionOf } from '../settings/RuleSentence';
import { tagColors } from '../settings/settings.queries';
import { ConditionEditor } from '../../table/ConditionEditor';
import { draftGroup, draftOf, draftTest, draftTests, problemOf, replaceIn, whereOf } from '../../table/draft';
import { useFilterFields } from '../../table/filterFields';
import { writeWhere } from '../../table/where';
import { filterOf, type ApiFilter } from '../../table/whereApi';
import { Checkbox, FieldError, FormField, Input, Segmented, Select, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { countQuery, saveSegment, useSegmentsChanged, type Segment } from './segments.queries';

const noColumns: never[] = [];

/** A segment and its condition, with how many customers it leaves as it stands. */
export function SegmentDrawer({ segment, onClose, onSaved }: { segment: Segment | null; onClose: () => void; onSaved: (segment: Segment) => void }) {
  const { t } = useTranslation(['segments', 'filters', 'common']);
  const changed = useSegmentsChanged();
  const fields = useFilterFields('customers', noColumns);
  const where = segment ? conditionOf(segment.where) : null;
  const [checked, setChecked] = useState(false);
  const [initial] = useState(() => (where ? draftOf(where) : draftGroup('all', [draftTest({ field: '', op: 'is', values: [] })])));
  const form = useForm(
    { name: segment?.name ?? '', description: segment?.description ?? '', color: segment?.color ?? 'blue', kind: segment?.kind ?? 'live', shared: segment?.shared ?? false, conditional: !segment || segment.kind === 'live' || segment.where != null, when: initial },
    {
      check: ({ name, conditional, when }) => {
        const kept = where === undefined && when === initial;
        const wrong = conditional && !kept && (draftTests(when).length === 0 || draftTests(when).some((test) => problemOf(test, fields)));
        if (wrong) setChecked(true);
        return { ...(!name.trim() && { name: t('nameMissing') }), ...(wrong && { where: t('conditionMissing') }) };
      },
      send: async ({ name, description, color, kind, shared, conditional, when }) => {
        const condition = whereOf(when, fields);
        const filter = where === undefined && when === initial ? segment!.where : condition && filterOf({ where: writeWhere(condition) });
        const saved = await saveSegment({ name: name.trim(), description: description.trim() || null, color, kind, shared, archived: segment?.archivedAt != null, where: conditional ? (filter ?? null) : null }, segment ?? undefined);
        toast(t('saved'));
        await changed();
        onSaved(saved);
      },
    },
  );
  const { draft, set, errors } = form;
  const condition = draftTests(draft.when).some((test) => problemOf(test, fields)) ? null : whereOf(draft.when, fields);
  const filter = draft.conditional && condition ? filterOf({ where: writeWhere(condition) }) : null;
  return (
    <FormDrawer form={form} title={t(segment ? 'edit' : 'add')} onClose={onClose} wide>
      <FormField label={t('name')} required error={errors['name']}>
        {(control) => <Input {...control} maxLength={60} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <FormField label={t('description')} error={errors['description']}>
        {(control) => <TextArea {...control} rows={2} maxLength={500} value={draft.description} onChange={(event) => set({ description: event.target.value })} />}
      </FormField>
      <FormField label={t('color')}>
        {(control) => <Select {...control} value={draft.color} options={tagColors.map((value) => ({ value, label: t(`colors.${value}`) }))} onChange={(event) => set({ color: event.target.value })} />}
      </FormField>
      {!segment && (
        <>
          <Segmented label={t('kind')} value={draft.kind} options={(['live', 'static'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))} onChange={(kind) => set({ kind, conditional: kind === 'live' || draft.conditional })} />
          <p className="meta">{t('kindHint')}</p>
        </>
      )}
      <Checkbox label={t('shared')} checked={draft.shared} onChange={(event) => set({ shared: event.target.checked })} />
      {draft.kind === 'static' && <Checkbox label={t('where')} checked={draft.conditional} onChange={(event) => set({ conditional: event.target.checked })} />}
      {draft.conditional && <ConditionEditor root={draft.when} fields={fields} checked={checked} onChange={(id, change) => set({ when: replaceIn(draft.when, id, change) })} />}
      {errors['where'] && <FieldError>{errors['where']}</FieldError>}
      {filter && <LiveCount where={filter} />}
    </FormDrawer>
  );
}

function LiveCount({ where }: { where: ApiFilter }) {
  const { t } = useTranslation('segments');
  const { data, error } = useQuery(countQuery(where));
  if (error) return null;
  return <p aria-live="polite"><b>{data ? t('count', { count: data.customers }) : t('counting')}</b></p>;
}
