import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictField } from '../../fields/conflicts';
import { Button, IconButton } from '../../ui/Button';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { Card } from '../customers/Card';
import css from './history.module.css';
import { historyQuery, partOf, undoChange, useUndone, type ChangeRow, type HistoryOf, type UndoneChange } from './history.queries';
import { HistoryEntry, PartEntry } from './HistoryEntry';
import { UndoDialog } from './UndoDialog';
import { useShownFields } from './useShownFields';

type HistoryProps = {
  of: HistoryOf;
  /** How the record's own page names and shows its fields. */
  fields: ConflictField[];
  /** `alone` where the page shows the other fields one by one: a relation is the record then, and not its id. */
  rest?: 'alone';
};

/** Who changed what on a record; fetched when the card is opened. */
export function History(props: HistoryProps) {
  const { t } = useTranslation('history');
  const fold = useState(false);
  return (
    <Card title={t('title')} fold={fold}>
      <Changes {...props} />
    </Card>
  );
}

function Changes({ of, fields, rest }: HistoryProps) {
  const { t } = useTranslation(['history', 'common']);
  const [field, setField] = useState<string | null>(null);
  const [left, setLeft] = useState<{ change: ChangeRow; result: UndoneChange } | null>(null);
  const shown = useShownFields(of.entity, fields, rest);
  const undone = useUndone(of);
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({ ...historyQuery(of, field), placeholderData: keepPreviousData });
  const undo = useMutation({
    mutationFn: ({ change, force }: { change: ChangeRow; force: boolean }) => undoChange(change.id, force),
    onSuccess(result, { change }) {
      const whole = result.kept.length === 0;
      setLeft(whole ? null : { change, result });
      if (whole) toast(t(result.verb ? 'undone' : 'nothingToUndo'));
    },
    onSettled: undone,
  });

  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={40} />;
  const changes = data.pages.flatMap((page) => page.data);
  return (
    <>
      {field && (
        <p className={css.only}>
          <span className="truncate">{t('only', { field: shown(field).label })}</span>
          <IconButton size="small" label={t('all')} icon={X} onClick={() => setField(null)} />
        </p>
      )}
      {changes.length === 0 && <p className="meta">{t('none')}</p>}
      <ol aria-label={t('title')}>
        {changes.map((change) => {
          const part = partOf(change);
          const entry = { change, busy: undo.isPending, onUndo: change.can.undo ? () => undo.mutate({ change, force: false }) : undefined };
          return part ? <PartEntry key={change.id} {...entry} part={part} /> : <HistoryEntry key={change.id} {...entry} shown={shown} onField={field ? undefined : setField} />;
        })}
      </ol>
      {hasNextPage && <Button size="small" variant="ghost" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('older')}</Button>}
      {left && (
        <UndoDialog result={left.result} part={partOf(left.change)} shown={shown} busy={undo.isPending} onForce={() => undo.mutate({ change: left.change, force: true })} onClose={() => setLeft(null)} />
      )}
    </>
  );
}
