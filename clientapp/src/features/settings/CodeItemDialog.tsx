import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { saveOver, useConflicts } from '../../fields/conflicts';
import { FormDrawer } from '../../fields/FormDrawer';
import { codeListsQuery } from '../../fields/options';
import { useForm } from '../../fields/useForm';
import { FormField, Input } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { ColorChoice, useColorNames } from './ColorChoice';
import { changeCodeItem, type CodeItem, type CodeList } from './settings.queries';

/** A choice in both languages; its code is given once. */
export function CodeItemDialog({ list, item, onClose }: { list: CodeList; item: CodeItem | null; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const nameOf = useColorNames();
  const { ask, dialog } = useConflicts([
    { key: 'labelZh', label: t('codeLists.labelZh'), show: String },
    { key: 'labelEn', label: t('codeLists.labelEn'), show: String },
    { key: 'color', label: t('tags.color'), show: (value) => nameOf(value as string | null) },
  ]);

  const reload = async () => {
    const { items } = await body(api.GET('/api/v1/code-lists/{key}', { params: { path: { key: list.key } } }));
    return items.find((one) => one.code === item!.code)!;
  };

  const form = useForm(
    { code: item?.code ?? '', labelZh: item?.labelZh ?? '', labelEn: item?.labelEn ?? '', color: item?.color ?? null },
    {
      check: ({ code, labelZh, labelEn }) => ({
        ...(!code.trim() && { code: t('codeLists.codeMissing') }),
        ...(!labelZh.trim() && { labelZh: t('codeLists.labelMissing') }),
        ...(!labelEn.trim() && { labelEn: t('codeLists.labelMissing') }),
      }),
      send: async ({ code, ...labels }) => {
        if (item) await saveOver<CodeItem>(labels, item, item.version, { ask, reload, patch: (changes, version) => changeCodeItem(list.key, { code: item.code, version }, changes) });
        else await body(api.POST('/api/v1/code-lists/{key}/items', { params: { path: { key: list.key } }, body: { code: code.trim(), ...labels } }));
        toast(t(item ? 'codeLists.saved' : 'codeLists.added'));
        void client.invalidateQueries(codeListsQuery);
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;

  return (
    <>
      <FormDrawer small form={form} title={t(item ? 'codeLists.editTitle' : 'codeLists.add')} onClose={onClose}>
        <FormField label={t('codeLists.labelZh')} required error={errors['labelZh']}>
          {(control) => <Input {...control} maxLength={80} lang="zh-CN" value={draft.labelZh} onChange={(event) => set({ labelZh: event.target.value })} />}
        </FormField>
        <FormField label={t('codeLists.labelEn')} required error={errors['labelEn']}>
          {(control) => <Input {...control} maxLength={80} lang="en" value={draft.labelEn} onChange={(event) => set({ labelEn: event.target.value })} />}
        </FormField>
        <FormField label={t('codeLists.code')} required={!item} error={errors['code']} hint={t('codeLists.codeHint')}>
          {(control) => <Input {...control} disabled={item !== null} maxLength={40} autoCapitalize="none" spellCheck={false} value={draft.code} onChange={(event) => set({ code: event.target.value.toLowerCase() })} />}
        </FormField>
        <ColorChoice legend={t('tags.color')} value={draft.color} named={draft.code} onChange={(color) => set({ color })} />
      </FormDrawer>
      {dialog}
    </>
  );
}
