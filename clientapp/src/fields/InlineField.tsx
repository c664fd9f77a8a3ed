import { Lock, Pencil } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { FieldError } from '../ui/Inputs';
import { isEnter } from '../ui/keys';
import css from './inline.module.css';
import type { Field } from './field';
import { FieldDisplay, isEmpty, kindOf } from './registry';
import { settle, unsettled } from './settle';

type InlineFieldProps = {
  field: Field;
  value: unknown;
  text?: string | null | undefined;
  /** Rejects with the ApiProblem of the refusal; see `useSaveRecord`. */
  onSave: (value: unknown) => Promise<unknown>;
  /** Why it cannot be edited; shown beside the lock. */
  locked?: string | undefined;
};

/** `seen`: the value when the edit began; `refused`: the value that holds now stands beside the editor. */
type Draft = { value: unknown; seen: unknown; focus: boolean; refused?: true };

/** A field that is read until double click, Enter or F2; Enter or leaving it saves, Esc does not; what was refused stays open. */
export function InlineField({ field, value, text, onSave, locked }: InlineFieldProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const shown = useRef<HTMLButtonElement>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [saving, setSaving] = useState<{ value: unknown } | null>(null);
  const [error, setError] = useState<string>();
  const { Input } = kindOf(field.type);

  const close = () => {
    setDraft(null);
    setError(undefined);
    queueMicrotask(() => shown.current?.focus());
  };

  const save = async () => {
    if (!draft) return;
    if (same(draft.value, value) || (!draft.refused && same(draft.value, draft.seen))) return close();
    const next = settle(field.type, draft.value);
    if (next === undefined) return setError(t(unsettled(field.type)));
    if (!draft.refused && !same(draft.seen, value)) {
      // A colleague's value came in meanwhile: it is shown first, then what was typed goes over it.
      setDraft({ ...draft, refused: true });
      setError(t('error.stale'));
      return;
    }

    close();
    setSaving({ value: next });
    try {
      await onSave(next);
    } catch (refusal) {
      const problem = refusal instanceof ApiProblem ? refusal : null;
      // Who has gone on to another field meanwhile is not called back.
      const focus = document.activeElement === shown.current || document.activeElement === document.body;
      setDraft((begun) => begun ?? { ...draft, refused: true, focus });
      setError(problem?.isStale ? t('error.stale') : (problem?.fieldError(`/${field.key.replace('.', '/')}`) ?? problem?.problem.errors?.[0]?.detail ?? problem?.message ?? t('error.offline')));
    } finally {
      setSaving(null);
    }
  };

  // On the way down, as an open panel keeps the Esc that closes it to itself.
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isEnter(event) && (field.type !== 'longText' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };

  const change = (next: unknown) => {
    setDraft((before) => before && { ...before, value: next });
    setError(undefined);
  };
  const edit = () => setDraft({ value: value ?? null, seen: value, focus: true });
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
        <div onKeyDownCapture={onEscape} onKeyDown={onKeyDown} onBlur={(event) => error === undefined && leaves(event) && void save()}>
          {draft.refused && <FieldDisplay field={field} value={current} text={text} />}
          <Input
            field={field}
            value={draft.value}
            onChange={change}
            autoFocus={draft.focus}
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
