import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import { useForm } from '../../fields/useForm';
import { Checkbox, FormField, Input, TextArea } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { addQuestionnaire, replaceQuestionnaire, useQuestionnairesChanged, type Questionnaire } from './questionnaires.queries';

type Props = { questionnaire?: Questionnaire; onClose: () => void; onSaved: (questionnaire: Questionnaire) => void };

/** What a questionnaire is called, what it is for, and whether it is asked. */
export function QuestionnaireForm({ questionnaire, onClose, onSaved }: Props) {
  const { t } = useTranslation('questionnaires');
  const changed = useQuestionnairesChanged();
  const form = useForm(
    { name: questionnaire?.name ?? '', nameEn: questionnaire?.nameEn ?? '', purpose: questionnaire?.purpose ?? '', purposeEn: questionnaire?.purposeEn ?? '', active: questionnaire?.active ?? true },
    {
      check: ({ name }) => ({ ...(!name.trim() && { name: t('nameMissing') }) }),
      send: async ({ active, ...words }) => {
        const input = { active, ...(Object.fromEntries(Object.entries(words).map(([key, word]) => [key, word.trim() || null])) as Record<keyof typeof words, string | null>) };
        const saved = await (questionnaire ? replaceQuestionnaire(questionnaire.id, questionnaire.version, input) : addQuestionnaire(input));
        toast(t('saved'));
        await changed();
        onSaved(saved);
      },
    },
  );
  const { draft, set, errors } = form;
  return (
    <FormDrawer form={form} title={t(questionnaire ? 'settings' : 'add')} onClose={onClose}>
      <FormField label={t('name')} required error={errors['name']}>{(control) => <Input {...control} maxLength={100} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}</FormField>
      <FormField label={t('nameEn')} error={errors['nameEn']}>{(control) => <Input {...control} maxLength={100} value={draft.nameEn} onChange={(event) => set({ nameEn: event.target.value })} />}</FormField>
      <FormField label={t('purpose')} error={errors['purpose']}>{(control) => <TextArea {...control} maxLength={500} value={draft.purpose} onChange={(event) => set({ purpose: event.target.value })} />}</FormField>
      <FormField label={t('purposeEn')} error={errors['purposeEn']}>{(control) => <TextArea {...control} maxLength={500} value={draft.purposeEn} onChange={(event) => set({ purposeEn: event.target.value })} />}</FormField>
      <Checkbox label={t('active')} checked={draft.active} onChange={(event) => set({ active: event.target.checked })} />
    </FormDrawer>
  );
}
