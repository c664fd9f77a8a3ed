import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Input } from '../../ui/Inputs';
import css from './settings.module.css';

/** The one time that a temporary password can be read; a stray click does not end it. */
export function PasswordHandover({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    input.current!.select();
    // Browsers lend the clipboard in secure contexts only; elsewhere the text stands selected for Ctrl+C.
    await navigator.clipboard?.writeText(password);
    setCopied(Boolean(navigator.clipboard));
  };

  return (
    <Dialog title={t('users.password.title')} onClose={onClose} keepOnBackdrop footer={<Button variant="primary" onClick={onClose}>{t('users.password.done')}</Button>}>
      <p>{t('users.password.text', { name })}</p>
      <div className={css.password}>
        <Input ref={input} readOnly aria-label={t('users.password.label')} value={password} onFocus={(event) => event.target.select()} />
        <Button icon={copied ? Check : Copy} onClick={() => void copy()}>{t(copied ? 'users.password.copied' : 'users.password.copy')}</Button>
      </div>
    </Dialog>
  );
}
