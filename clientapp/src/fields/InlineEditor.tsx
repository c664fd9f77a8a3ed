import { Lock, Pencil } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { FieldError } from '../ui/Inputs';
import { isEnter } from '../ui/keys';
import css from './inline.module.css';

export type EditorProps<V> = { value: V; onChange: (value: V) => void; errors: Record<string, string> };

type InlineEditorProps<V> = {
  label: string;
  value: V;
  /** Nothing is there yet. */
  empty: boolean;
  /** Rejects with the ApiProblem of the refusal. */
  onSave: (value: V) => Promise<unknown>;
  locked?: string | undefined;
  /** What is shown while nobody edits. */
  children: ReactNode;
  editor: (props: EditorProps<V>) => ReactNode;
};

/** Like InlineField, for values of several parts: only its buttons, Ctrl+Enter and Esc end the edit, and a refused draft stays. */
export function InlineEditor<V>({ label, value, empty, onSave, locked, children, editor }: InlineEditorProps<V>) {
  const { t } = useTranslation('common');
  const id = useId();
  const pencil = useRef<HTMLButtonElement>(null);
  const [draft, setDraft] = useState<{ value: V; seen: V } | null>(null);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const problem = refusal instanceof ApiProblem ? refusal : null;
  const errors = problem?.fieldErrors ?? {};

  const edit = () => setDraft({ value, seen: value });
  const close = () => {
    setDraft(null);
    setRefusal(null);
    queueMicrotask(() => pencil.current?.focus());
  };

  const save = async () => {
    if (!draft || saving) return;
    if (JSON.stringify(draft.seen) !== JSON.stringify(value)) {
      // A colleague's value came in meanwhile: say so once, then what is here goes over it.
      setDraft({ ...draft, seen: value });
      setRefusal(new ApiProblem(412, { code: 'version_conflict' }));
      return;
    }
    setSaving(true);
    try {
      await onSave(draft.value);
      close();
    } catch (error) {
      setRefusal(error);
    } finally {
      setSaving(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      close();
    } else if (isEnter(event) && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };

  if (draft)
    return (
      <div onKeyDown={onKeyDown}>
        <fieldset aria-labelledby={`${id}-name`} className={css.editor}>
          <span id={`${id}-name`} className={css.name}>{label}</span>
          {editor({ value: draft.value, onChange: (next) => setDraft({ ...draft, value: next }), errors })}
          {problem?.isStale && !empty && <div className={css.many}>{children}</div>}
          {refusal !== null && Object.keys(errors).length === 0 && <FieldError>{problem?.isStale ? t('error.stale') : (problem?.message ?? t('error.offline'))}</FieldError>}
          <div className={css.buttons}>
            <Button size="small" variant="primary" busy={saving} onClick={() => void save()}>{t('action.save')}</Button>
            <Button size="small" onClick={close}>{t('action.cancel')}</Button>
          </div>
        </fieldset>
      </div>
    );

  return (
    <div className={css.row} title={locked}>
      <span className={css.name}>{label}</span>
      <div className={css.value} onDoubleClick={locked ? undefined : edit}>
        {empty ? <span className="meta">{t('state.empty')}</span> : <div className={css.many}>{children}</div>}
        {locked ? (
          <Lock size={12} aria-label={locked} className={css.mark} />
        ) : (
          <button ref={pencil} type="button" className={css.edit} aria-label={`${t('action.edit')} ${label}`} onClick={edit} onKeyDown={(event) => event.key === 'F2' && edit()}>
            <Pencil size={14} aria-hidden />
          </button>
        )}
      </div>
    </div>
  );
}
