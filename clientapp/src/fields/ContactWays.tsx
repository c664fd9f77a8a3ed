import { Plus, Star, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { phone } from '../format/format';
import { Badge } from '../ui/Badge';
import { Button, IconButton } from '../ui/Button';
import { FieldError, Input, Select } from '../ui/Inputs';
import type { EditorProps } from './InlineEditor';
import css from './inline.module.css';

type Schemas = components['schemas'];
export type PhoneInput = Schemas['PhoneInput'];
export type EmailInput = Schemas['EmailInput'];

const phoneLabels = ['mobile', 'office', 'home', 'fax', 'other'] as const;
const emailLabels = ['work', 'home', 'billing', 'other'] as const;
const maxCount = 20;

export function PhoneList({ phones }: { phones: Schemas['Phone'][] }) {
  const { t } = useTranslation(['record', 'common']);
  return phones.map((way, index) => (
    <span key={index} className={css.way}>
      <a href={`tel:${way.e164 ?? way.number}`} className="figures">{phone(way.number)}</a>
      <span className="meta">{t(`common:phoneLabel.${way.label}`)}</span>
      {way.isPrimary && phones.length > 1 && <Badge tone="brand">{t('ways.primary')}</Badge>}
    </span>
  ));
}

/** A long address breaks behind its @. */
function breakable(address: string) {
  const at = address.indexOf('@') + 1;
  return <>{address.slice(0, at)}<wbr />{address.slice(at)}</>;
}

export function EmailList({ emails }: { emails: Schemas['Email'][] }) {
  const { t } = useTranslation(['record', 'common']);
  return emails.map((way, index) => (
    <span key={index} className={css.way}>
      <a href={`mailto:${way.address}`}>{breakable(way.address)}</a>
      <span className="meta">{t(`common:emailLabel.${way.label}`)}</span>
      {way.isPrimary && emails.length > 1 && <Badge tone="brand">{t('ways.primary')}</Badge>}
    </span>
  ));
}

export function PhonesEditor({ value, onChange, errors }: EditorProps<PhoneInput[]>) {
  const { t } = useTranslation(['record', 'common']);
  return (
    <WaysEditor
      name={t('ways.phone')}
      rows={value.map((way) => ({ text: way.number ?? '', label: way.label ?? 'mobile', isPrimary: way.isPrimary ?? false }))}
      labels={phoneLabels.map((label) => ({ value: label, label: t(`common:phoneLabel.${label}`) }))}
      error={(index) => errors[`phones/${index}/number`] ?? errors[`phones/${index}/label`]}
      onChange={(rows) => onChange(rows.map(({ text, label, isPrimary }) => ({ number: text, label: label as (typeof phoneLabels)[number], isPrimary })))}
      input={{ type: 'tel', autoComplete: 'off', maxLength: 40 }}
    />
  );
}

export function EmailsEditor({ value, onChange, errors }: EditorProps<EmailInput[]>) {
  const { t } = useTranslation(['record', 'common']);
  return (
    <WaysEditor
      name={t('ways.email')}
      rows={value.map((way) => ({ text: way.address ?? '', label: way.label ?? 'work', isPrimary: way.isPrimary ?? false }))}
      labels={emailLabels.map((label) => ({ value: label, label: t(`common:emailLabel.${label}`) }))}
      error={(index) => errors[`emails/${index}/address`] ?? errors[`emails/${index}/label`]}
      onChange={(rows) => onChange(rows.map(({ text, label, isPrimary }) => ({ address: text, label: label as (typeof emailLabels)[number], isPrimary })))}
      input={{ type: 'email', autoComplete: 'off', maxLength: 254 }}
    />
  );
}

type Row = { text: string; label: string; isPrimary: boolean };
type WaysEditorProps = {
  name: string;
  rows: Row[];
  labels: { value: string; label: string }[];
  error: (index: number) => string | undefined;
  onChange: (rows: Row[]) => void;
  input: { type: 'tel' | 'email'; autoComplete: string; maxLength: number };
};

/** Exactly one of several is the primary one, and always one that is still there. */
function WaysEditor({ name, rows, labels, error, onChange, input }: WaysEditorProps) {
  const { t } = useTranslation(['record', 'common']);
  const change = (index: number, part: Partial<Row>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const remove = (index: number) => {
    const rest = rows.filter((_, at) => at !== index);
    onChange(rows[index]?.isPrimary ? rest.map((row, at) => ({ ...row, isPrimary: at === 0 })) : rest);
  };

  return (
    <div className={css.list}>
      {rows.map((row, index) => (
        <div key={index}>
          <div className={css.item}>
            <Select aria-label={t('ways.label', { name, position: index + 1 })} options={labels} value={row.label} onChange={(event) => change(index, { label: event.target.value })} />
            <Input
              {...input}
              autoFocus={index === rows.length - 1}
              aria-label={t('ways.value', { name, position: index + 1 })}
              aria-invalid={error(index) ? true : undefined}
              value={row.text}
              onChange={(event) => change(index, { text: event.target.value })}
            />
            <IconButton
              size="small"
              label={t('ways.makePrimary')}
              icon={Star}
              aria-pressed={row.isPrimary}
              className={row.isPrimary ? css.primary : undefined}
              onClick={() => onChange(rows.map((other, at) => ({ ...other, isPrimary: at === index })))}
            />
            <IconButton size="small" label={t('ways.remove', { name, position: index + 1 })} icon={X} onClick={() => remove(index)} />
          </div>
          {error(index) && <FieldError>{error(index)}</FieldError>}
        </div>
      ))}
      {rows.length < maxCount && (
        <div>
          <Button size="small" variant="ghost" icon={Plus} onClick={() => onChange([...rows, { text: '', label: labels[0]!.value, isPrimary: rows.length === 0 }])}>
            {t('ways.add', { name })}
          </Button>
        </div>
      )}
    </div>
  );
}
