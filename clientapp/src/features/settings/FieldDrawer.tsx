import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import form_ from '../../fields/form.module.css';
import { isEmpty, kindOf } from '../../fields/registry';
import { settle, unsettled } from '../../fields/settle';
import { useForm } from '../../fields/useForm';
import { fieldOf } from '../../table/meta';
import { Checkbox, FieldError, FormField, Input, Select } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { AddedInput } from '../records/AddedInputs';
import { changesOfField, draftOfField, inputOf, newOption, proposedKey, type FieldDraft } from './fieldDraft';
import { FieldOptions } from './FieldOptions';
import { addField, asMeta, changeField, customFieldsQuery, fieldTypes, getField, personalData, personalDataOf, takes, useCustomized, type CustomField, type CustomFieldType, type PersonalData } from './fields.queries';
import css from './settings.module.css';

type FieldDrawerProps = { entity: string; kinds: { entity: string; labelZh: string; labelEn: string }[]; field: CustomField | null; onClose: () => void };

/** An added field, new or changed, with the form's own look of it beside. */
export default function FieldDrawer({ entity, kinds, field, onClose }: FieldDrawerProps) {
  const { t, i18n } = useTranslation(['fields', 'common']);
  const english = i18n.language === 'en';
  const changed = useCustomized(entity);
  const { data: fields = [] } = useQuery(customFieldsQuery(entity));
  const taken = fields.map(({ key }) => key);
  const { ask, dialog } = useConflicts(
    (['labelZh', 'labelEn', 'helpZh', 'helpEn', 'sectionZh', 'sectionEn', 'pattern'] as const).map((key) => ({ key, label: t(key), show: String })),
  );

  const form = useForm<FieldDraft>(draftOfField(field), {
    check: (draft) => {
      const wrong: Record<string, string | undefined> = {};
      for (const part of ['labelZh', 'labelEn', 'key'] as const) if (!draft[part].trim()) wrong[part] = t('missing', { part: t(part) });
      for (const part of ['min', 'max', 'maxLength'] as const) if (Number.isNaN(Number(draft[part]))) wrong[part] = t('common:error.invalidNumber');
      if (takes.options(draft.type) && draft.options.length === 0) wrong['options'] = t('option.missing');
      if (!isEmpty(draft.defaultValue) && settle(shown.type, draft.defaultValue) === undefined) wrong['defaultValue'] = t(`common:${unsettled(shown.type)}`);
      return wrong;
    },
    send: async (draft) => {
      const input = inputOf(draft, shown.type);
      const name = english ? input.labelEn : input.labelZh;
      if (!field) await addField(entity, input);
      else {
        const changes = changesOfField(input, field);
        if (Object.keys(changes).length > 0) await saveOver<CustomField>(changes, field, field.version, { ask, patch: (kept, version) => changeField(entity, field.key, kept, version), reload: () => getField(entity, field.key) });
      }
      toast(t(field ? 'saved' : 'added', { name }));
      void changed();
      onClose();
    },
  });
  const { draft, set, errors } = form;
  const shown = fieldOf(asMeta({ ...draft, options: draft.options.filter(({ value }) => value), key: draft.key || 'new', labelZh: draft.labelZh || t('newField'), labelEn: draft.labelEn || t('newField') }), english)!;
  const errorAt = (part: string) => errors[part] ?? Object.entries(errors).find(([key]) => key.startsWith(`${part}/`))?.[1];

  const choose = (type: CustomFieldType) =>
    set({ type, defaultValue: null, ...(takes.options(type) && draft.options.length === 0 && { options: [newOption(), newOption()] }) });
  const labelled = (labelEn: string) => set({ labelEn, ...(!draft.keyed && { key: proposedKey(labelEn, taken) }) });
  const sectioned = (sectionZh: string) => {
    const known = fields.find((other) => other.sectionZh === sectionZh);
    set({ sectionZh, ...(known?.sectionEn && { sectionEn: known.sectionEn }) });
  };
  const line = (part: 'helpZh' | 'helpEn' | 'sectionEn' | 'pattern' | 'min' | 'max' | 'maxLength', more: object = {}, hint?: string) => (
    <FormField label={t(part)} error={errors[part]} hint={hint}>
      {(control) => <Input {...control} {...more} value={draft[part]} onChange={(event) => set({ [part]: event.target.value })} />}
    </FormField>
  );
  const check = (part: 'required' | 'unique' | 'searchable' | 'indexed') => (
    <div className={css.check}>
      <Checkbox label={t(`mark.${part}`)} checked={draft[part]} aria-describedby={`${form.id}-${part}`} onChange={(event) => set({ [part]: event.target.checked })} />
      <p id={`${form.id}-${part}`} className="meta">{t(`markHint.${part}`)}</p>
      {errors[part] && <FieldError>{errors[part]}</FieldError>}
    </div>
  );

  return (
    <>
      <FormDrawer form={form} wide title={t(field ? 'editTitle' : 'add')} submit={t(field ? 'common:action.save' : 'add')} onClose={onClose}>
        <div className={css.designer}>
          <div className={form_.form}>
            <div className={form_.pair}>
              <FormField label={t('type')} error={errors['type']} hint={field ? t('typeStays') : undefined}>
                {(control) => <Select {...control} disabled={field !== null} value={draft.type} options={fieldTypes.map((type) => ({ value: type, label: t(`types.${type}`) }))} onChange={(event) => choose(event.target.value as CustomFieldType)} />}
              </FormField>
              {draft.type === 'relation' && (
                <FormField label={t('relatesTo')} error={errors['relatesTo']}>
                  {(control) => <Select {...control} disabled={field !== null} value={draft.relatesTo} options={kinds.map((kind) => ({ value: kind.entity, label: english ? kind.labelEn : kind.labelZh }))} onChange={(event) => set({ relatesTo: event.target.value })} />}
                </FormField>
              )}
            </div>
            <div className={form_.pair}>
              <FormField label={t('labelZh')} required error={errors['labelZh']}>
                {(control) => <Input {...control} maxLength={80} lang="zh-CN" autoComplete="off" value={draft.labelZh} onChange={(event) => set({ labelZh: event.target.value })} />}
              </FormField>
              <FormField label={t('labelEn')} required error={errors['labelEn']}>
                {(control) => <Input {...control} maxLength={80} lang="en" autoComplete="off" value={draft.labelEn} onChange={(event) => labelled(event.target.value)} />}
              </FormField>
            </div>
            <FormField label={t('key')} required={!field} error={errors['key']} hint={t('keyHint')}>
              {(control) => <Input {...control} disabled={field !== null} maxLength={40} autoCapitalize="none" autoComplete="off" spellCheck={false} value={draft.key} onChange={(event) => set({ key: event.target.value, keyed: event.target.value !== '' })} />}
            </FormField>
            {takes.options(draft.type) && <FieldOptions options={draft.options} errors={errors} onChange={(options) => set({ options })} />}
            {takes.bounds(draft.type) && <div className={form_.pair}>{line('min', { inputMode: 'decimal' })}{line('max', { inputMode: 'decimal' })}</div>}
            {takes.text(draft.type) && <div className={form_.pair}>{line('maxLength', { inputMode: 'numeric' })}{line('pattern', { maxLength: 200, spellCheck: false }, t('patternHint'))}</div>}
            <div className={css.checks}>
              {check('required')}
              {takes.unique(draft.type) && check('unique')}
              {takes.text(draft.type) && check('searchable')}
              {takes.index(draft.type) && check('indexed')}
            </div>
            {!(takes.unique(draft.type) && draft.unique) && (
              <Default key={`${draft.type} ${draft.relatesTo}`} label={t('defaultValue')} hint={t('defaultHint')} error={errorAt('defaultValue')}>
                {(control) => {
                  const { Input: DefaultInput } = kindOf(shown.type);
                  return <DefaultInput {...control} field={{ ...shown, key: 'defaultValue', label: t('defaultValue') }} value={draft.defaultValue} onChange={(defaultValue) => set({ defaultValue })} />;
                }}
              </Default>
            )}
            <FormField label={t('personalData')} error={errors['personalData']} hint={t('personalHint')}>
              {(control) => <Select {...control} value={draft.personalData ?? personalDataOf(draft.type)} options={personalData.map((value) => ({ value, label: t(`personal.${value}`) }))} onChange={(event) => set({ personalData: event.target.value as PersonalData })} />}
            </FormField>
            <div className={form_.pair}>{line('helpZh', { maxLength: 400, lang: 'zh-CN' })}{line('helpEn', { maxLength: 400, lang: 'en' })}</div>
            <div className={form_.pair}>
              <FormField label={t('sectionZh')} error={errors['sectionZh']} hint={t('sectionHint')}>
                {(control) => <Input {...control} maxLength={80} lang="zh-CN" list={`${form.id}-sections`} value={draft.sectionZh} onChange={(event) => sectioned(event.target.value)} />}
              </FormField>
              {line('sectionEn', { maxLength: 80, lang: 'en' })}
            </div>
            <datalist id={`${form.id}-sections`}>{[...new Set(fields.map(({ sectionZh }) => sectionZh).filter(Boolean))].map((section) => <option key={section} value={section!} />)}</datalist>
          </div>
          <Preview key={`${draft.type} ${draft.relatesTo}`} draft={draft} shown={shown} english={english} />
        </div>
      </FormDrawer>
      {dialog}
    </>
  );
}

type Control = Parameters<Parameters<typeof FormField>[0]['children']>[0];
type DefaultProps = { label: string; hint: string; error: string | undefined; children: (control: Omit<Control, 'required'>) => ReactNode };

const Default = ({ children, ...rest }: DefaultProps) => <FormField {...rest}>{({ required: _, ...control }) => children(control)}</FormField>;

/** The field as forms will show it; what is tried out in it is kept nowhere. */
function Preview({ draft, shown, english }: { draft: FieldDraft; shown: NonNullable<ReturnType<typeof fieldOf>>; english: boolean }) {
  const { t } = useTranslation('fields');
  const [tried, setTried] = useState<{ value: unknown } | null>(null);
  const section = (english ? draft.sectionEn : draft.sectionZh).trim();
  return (
    <section className={css.preview} aria-label={t('preview')}>
      <h3>{t('preview')}</h3>
      {section && <b>{section}</b>}
      <AddedInput
        one={{ field: { ...shown, key: 'preview' }, meta: { helpZh: draft.helpZh || null, helpEn: draft.helpEn || null } }}
        value={tried ? tried.value : draft.defaultValue}
        required={draft.required}
        error={undefined}
        onChange={(value) => setTried({ value })}
      />
      <p className="meta">{t('previewHint', { key: `custom.${draft.key || '…'}` })}</p>
    </section>
  );
}
