import { ArrowRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { isEmpty } from '../../fields/registry';
import { When } from '../../format/When';
import { IconButton } from '../../ui/Button';
import css from './history.module.css';
import type { ChangeRow, FieldChange, Part } from './history.queries';
import { useShownFields } from './useShownFields';

type EntryProps = {
  change: ChangeRow;
  /** What it is in the file of the record: an address and so on. */
  part?: Part;
  shown: (key: string) => ConflictField;
  /** Shows the history of one field. */
  onField: ((key: string) => void) | undefined;
  onUndo: (() => void) | undefined;
  busy: boolean;
};

/** One saved change: who, when, through what; each field from what to what. What a new record said comes when asked for. */
export function HistoryEntry({ change, part, shown, onField, onUndo, busy }: EntryProps) {
  const { t } = useTranslation('history');
  const [open, setOpen] = useState(change.verb !== 'created' || (!onField && !part));
  return (
    <li className={css.entry}>
      <div className={css.head}>
        <span className={css.who}>
          <strong>{change.userName ?? t('system')}</strong> {part ? t(`ofPart.${change.verb}`, { part: t(`part.${part}`) }) : t(`verb.${change.verb}`)} {change.name}
        </span>
        {onUndo && <IconButton size="small" label={t('undo')} icon={Undo2} disabled={busy} onClick={onUndo} />}
      </div>
      <p className={css.meta}>
        <When value={change.at} />
        <span>{t(`source.${change.source}`)}</span>
        {change.row !== null && <span>{t('row', { row: change.row })}</span>}
      </p>
      {open ? (
        <dl className={css.fields}>
          {change.fields.map((field) => (
            <div key={field.field}>
              <dt>
                {onField ? (
                  <button type="button" className={css.field} aria-label={t('historyOf', { field: shown(field.field).label })} onClick={() => onField(field.field)}>{shown(field.field).label}</button>
                ) : (
                  shown(field.field).label
                )}
              </dt>
              <dd><FromTo change={field} shown={shown} isNew={change.verb === 'created'} /></dd>
            </div>
          ))}
        </dl>
      ) : (
        change.fields.length > 0 && <button type="button" className={css.more} onClick={() => setOpen(true)}>{t('fields', { count: change.fields.length })}</button>
      )}
    </li>
  );
}

const noFields: ConflictField[] = [];

/** A change of something that stands in the record's file. It has no history of single fields there. */
export function PartEntry(props: Omit<EntryProps, 'shown' | 'onField' | 'part'> & { part: Part }) {
  return <HistoryEntry {...props} shown={useShownFields(props.part, noFields, 'alone')} onField={undefined} />;
}

/** What a field said and what it says; of a new record only the latter. */
export function FromTo({ change: { field, before, after }, shown, isNew }: { change: FieldChange; shown: (key: string) => ConflictField; isNew?: boolean }) {
  const { t } = useTranslation(['history', 'common']);
  const value = (one: unknown) => (isEmpty(one) ? <span className={css.empty}>{t('common:state.empty')}</span> : shown(field).show(one));
  if (isNew) return <span className={css.value}>{value(after)}</span>;
  return (
    <>
      <span className={css.value} data-before>{value(before)}</span>
      <ArrowRight size={14} role="img" aria-label={t('becomes')} className={css.arrow} />
      <span className={css.value}>{value(after)}</span>
    </>
  );
}
