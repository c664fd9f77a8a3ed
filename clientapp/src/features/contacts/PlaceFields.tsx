import { useTranslation } from 'react-i18next';
import css from '../../fields/form.module.css';
import { CodeInput } from '../../fields/inputs';
import { RecordPicker, type Picked } from '../../fields/RecordPicker';
import { Checkbox, FormField, Input } from '../../ui/Inputs';

/** A person's place at a customer as it is being written. */
export type PlaceDraft = { customer: Picked | null; role: string | null; title: string; department: string; isPrimary: boolean };

export const blankPlace: PlaceDraft = { customer: null, role: null, title: '', department: '', isPrimary: false };

export const placeInput = ({ role, title, department, isPrimary }: PlaceDraft) => ({ role, title: title.trim() || null, department: department.trim() || null, isPrimary });

type PlaceFieldsProps = { label: string; place: PlaceDraft; error: (key: string) => string | undefined; onChange: (place: PlaceDraft) => void };

export function PlaceFields({ label, place, error, onChange }: PlaceFieldsProps) {
  const { t } = useTranslation('contacts');
  const set = (changes: Partial<PlaceDraft>) => onChange({ ...place, ...changes });
  return (
    <>
      <FormField label={label} error={error('customerId')}>
        {(control) => <RecordPicker {...control} type="customer" value={place.customer} onChange={(customer) => set({ customer })} />}
      </FormField>
      <div className={css.pair}>
        <FormField label={t('field.title')} error={error('title')}>
          {(control) => <Input {...control} maxLength={100} value={place.title} onChange={(event) => set({ title: event.target.value })} />}
        </FormField>
        <FormField label={t('field.department')} error={error('department')}>
          {(control) => <Input {...control} maxLength={100} value={place.department} onChange={(event) => set({ department: event.target.value })} />}
        </FormField>
        <FormField label={t('field.role')} error={error('role')}>
          {(control) => <CodeInput {...control} field={{ key: 'role', type: 'code', label: t('field.role'), codeList: 'contact_role' }} value={place.role} onChange={(role) => set({ role })} />}
        </FormField>
      </div>
      <Checkbox label={t('form.primary')} checked={place.isPrimary} onChange={(event) => set({ isPrimary: event.target.checked })} />
    </>
  );
}
