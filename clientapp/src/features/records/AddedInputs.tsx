import { useTranslation } from 'react-i18next';
import form from '../../fields/form.module.css';
import { kindOf } from '../../fields/registry';
import type { Mark } from '../../fields/rules';
import type { FormErrors } from '../../fields/useForm';
import { FormField } from '../../ui/Inputs';
import { sectionsOf, shownValue, type Added, type Values } from './useAdded';

type AddedInputsProps = { added: Added[]; values: Values; errors: FormErrors; marks: Map<string, Mark>; onChange: (values: Values) => void };

/** The added fields in a form, by their parts. */
export default function AddedInputs({ added, values, errors, marks, onChange }: AddedInputsProps) {
  const { t, i18n } = useTranslation('records');
  const english = i18n.language === 'en';
  const sections = sectionsOf(added, english, t('added'));
  return sections.map(({ title, added }) => (
    <fieldset key={title} className={form.form}>
      <legend className={form.legend}>{title}</legend>
      {added.map((one) => (
        <AddedInput
          key={one.name}
          one={one}
          value={shownValue(one, values)}
          required={one.meta.required || marks.get(one.field.key)?.required === true}
          // What is wrong with a part of a value, such as its currency, is said at the value.
          error={errors[`custom/${one.name}`] ?? Object.entries(errors).find(([key]) => key.startsWith(`custom/${one.name}/`))?.[1]}
          onChange={(value) => onChange({ ...values, [one.name]: value })}
        />
      ))}
    </fieldset>
  ));
}

type AddedInputProps = { one: Pick<Added, 'field'> & { meta: Pick<Added['meta'], 'helpZh' | 'helpEn'> }; value: unknown; required: boolean; error: string | undefined; onChange: (value: unknown) => void };

/** One of them, with its label, what to write into it, and what is wrong with it. */
export function AddedInput({ one: { field, meta }, value, required, error, onChange }: AddedInputProps) {
  const { i18n } = useTranslation();
  const { Input } = kindOf(field.type);
  return (
    <FormField label={field.label} required={required} error={error} hint={(i18n.language === 'en' ? meta.helpEn : meta.helpZh) ?? undefined}>
      {({ required: _, ...control }) => <Input {...control} field={field} value={value ?? null} onChange={onChange} />}
    </FormField>
  );
}
