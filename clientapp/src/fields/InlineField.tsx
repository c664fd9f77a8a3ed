import { Lock, Pencil } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { FieldError } from '../ui/Inputs';
import { isEnter } from '../ui/keys';
import css from './inline.module.css';
import type { Field } from './field';
import { FieldDisplay, isEmpty, kindOf } from './registry';

type InlineFieldProps = {
  field: Field;
  value: unknown;
  text?: string | null | undefined;
  /** Rejects with the ApiProblem of the refusal; see `useSaveRecord`. */
  onSave: (value: unknown) => Promise<unknown>;
  /** Why it cannot be edited; shown beside the lock. */
  locked?: string | undefined;
};

/** A field that is read until double click, Enter or F2; Enter or leaving it saves, Esc does not. */
export function InlineField({ field, value, text, onSave, locked }: InlineFieldProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const shown = useRef<HTMLButtonElement>(null);
  const [draft, setDraft] = useState<{ value: unknown; seen: unknown } | null>(null);
  const [saving, setSaving] = useState<{ value: unknown } | null>(null);
  const [refused, setRefused] = useState<{ value: unknown } | null>(null);
  const [error, setError] = useState<string>();
  const { Input } = kindOf(field.type);

  const close = () => {
    setDraft(null);
    queueMicrotask(() => shown.current?.focus());
  };

  const save = async () => {
    if (!draft) return;
    const next = draft.value;
    close();
    setRefused(null);
    setError(undefined);
    if (same(next, value)) return;
    if (!same(draft.seen, value)) {
      // A colleague's value came in meanwhile: it is shown first, and what was typed waits.
      setRefused({ value: next });
      setError(t('error.stale'));
      return;
    }

    setSaving({ value: next });
    try {
      await onSave(next);
    } catch (refusal) {
      setRefused({ value: next });
      const problem = refusal instanceof ApiProblem ? refusal : null;
      setError(problem?.isStale ? t('error.stale') : (problem?.fieldError(`/${field.key}`) ?? problem?.problem.errors?.[0]?.detail ?? problem?.message ?? t('error.offline')));
    } finally {
      setSaving(null);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setRefused(null);
      setError(undefined);
      close();
    } else if (isEnter(event) && (field.type !== 'longText' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };

  // What was refused is not typed twice.
  const edit = () => setDraft({ value: refused ? refused.value : (value ?? null), seen: value });
  const current = saving ? saving.value : value;

  if (locked)
    return (
      <div className={css.row} title={locked}>
        <span className={css.name}>{field.label}</span>
        <span className={css.value}>
          <FieldDisplay field={field} value={value} text={text} />
          <Lock size={12} aria-label={locked} className={css.mark} />
        </span>
      </div>
    );

  return (
    <div className={css.row}>
      <span id={`${id}-name`} className={css.name}>{field.label}</span>
      {draft ? (
        <div onKeyDown={onKeyDown} onBlur={(event) => leaves(event) && void save()}>
          <Input
            field={field}
            value={draft.value}
            onChange={(next) => setDraft({ ...draft, value: next })}
            autoFocus
            aria-label={field.label}
            {...(error && { 'aria-invalid': true as const, 'aria-describedby': `${id}-error` })}
          />
        </div>
      ) : (
        <div className={css.value} onDoubleClick={edit} aria-busy={saving !== null}>
          {isEmpty(current) ? <span className="meta">{t('state.empty')}</span> : <FieldDisplay field={field} value={current} text={saving ? undefined : text} />}
          <button
            ref={shown}
            type="button"
            className={css.edit}
            aria-label={`${t('action.edit')} ${field.label}`}
            aria-describedby={error && `${id}-error`}
            onClick={edit}
            onKeyDown={(event) => event.key === 'F2' && edit()}
          >
            <Pencil size={14} aria-hidden />
          </button>
        </div>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** Focus that moves into a picker's own panel has not left the field. */
function leaves(event: React.FocusEvent<HTMLElement>): boolean {
  const to = event.relatedTarget as HTMLElement | null;
  return !event.currentTarget.contains(to) && !to?.closest('.ant-picker-dropdown, .ant-select-dropdown');
}

const same = (left: unknown, right: unknown) => (isEmpty(left) && isEmpty(right)) || JSON.stringify(left) === JSON.stringify(right);
