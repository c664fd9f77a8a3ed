import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, classes, IconButton } from './Button';
import css from './floating.module.css';

type Toast = { id: number; text: string; tone: 'good' | 'bad'; undo?: () => void };

let toasts: Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** `toast(t('customers:deleted'), { undo: () => restore.mutate(id) })` */
export function toast(text: string, { tone = 'good', undo }: { tone?: 'good' | 'bad'; undo?: () => void } = {}) {
  const id = ++lastId;
  set([...toasts.slice(-2), { id, text, tone, ...(undo && { undo }) }]);
  // What can be undone or went wrong stays long enough to be read and reached.
  setTimeout(() => dismiss(id), undo || tone === 'bad' ? 30_000 : 5_000);
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const { t } = useTranslation('common');
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section aria-label={t('notifications')} aria-live="polite" className={css.toasts}>
      {shown.map(({ id, text, tone, undo }) => (
        <div key={id} className={classes(css.toast, css[tone])}>
          {tone === 'good' ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
          <p>{text}</p>
          {undo && <Button size="small" onClick={() => { dismiss(id); undo(); }}>{t('action.undo')}</Button>}
          <IconButton size="small" label={t('action.close')} icon={X} onClick={() => dismiss(id)} />
        </div>
      ))}
    </section>
  );
}
