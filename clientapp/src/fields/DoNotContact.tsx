import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { Badge } from '../ui/Badge';
import { Checkbox, FieldError } from '../ui/Inputs';
import type { EditorProps } from './InlineEditor';
import css from './inline.module.css';

export type ContactChannel = components['schemas']['CustomerDetail']['doNotContact'][number];
const channels: ContactChannel[] = ['call', 'sms', 'email', 'chat', 'visit'];

export function DoNotContactList({ value }: { value: ContactChannel[] }) {
  const { t } = useTranslation('record');
  return (
    <span className={css.way}>
      {value.map((channel) => <Badge key={channel} tone="bad"><Ban size={12} aria-hidden style={{ verticalAlign: '-2px' }} /> {t(`doNotContact.${channel}`)}</Badge>)}
    </span>
  );
}

export function DoNotContactEditor({ value, onChange, errors }: EditorProps<ContactChannel[]>) {
  const { t } = useTranslation('record');
  return (
    <div className={css.checks}>
      {channels.map((channel) => (
        <Checkbox
          key={channel}
          label={t(`doNotContact.${channel}`)}
          checked={value.includes(channel)}
          onChange={(event) => onChange(channels.filter((other) => (other === channel ? event.target.checked : value.includes(other))))}
        />
      ))}
      {Object.values(errors)[0] && <FieldError>{Object.values(errors)[0]}</FieldError>}
    </div>
  );
}
