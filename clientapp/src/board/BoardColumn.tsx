import { useDroppable } from '@dnd-kit/core';
import type { QueryKey } from '@tanstack/react-query';
import { ChevronsLeftRight, ChevronsRightLeft } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../api/list';
import { ApiProblem } from '../api/problem';
import { useFormat } from '../format/useFormat';
import { useRows, type FetchPage } from '../table/useRows';
import { Button, IconButton } from '../ui/Button';
import { Skeleton } from '../ui/States';
import type { BoardTotals, BoardValue } from './Board';
import css from './board.module.css';
import { cardsOf, dropId, type Move } from './useMoves';

type BoardColumnProps<Row extends { id: string }> = {
  column: BoardValue;
  total: BoardTotals[string] | undefined;
  folded: boolean;
  onFold: () => void;
  queryKey: QueryKey;
  fetchPage: FetchPage<Row>;
  search: ListSearch;
  moves: ReadonlyMap<string, Move<Row>>;
  card: (row: Row, outside: boolean) => ReactNode;
};

export function BoardColumn<Row extends { id: string }>(props: BoardColumnProps<Row>) {
  const { column, total, folded, onFold, moves } = props;
  const { t } = useTranslation('board');
  const format = useFormat();
  const { setNodeRef, isOver } = useDroppable({ id: dropId(column.value) });
  const element = useRef<HTMLElement>(null);
  const seen = useSeen(element);
  const moving = [...moves.values()].filter(({ saved }) => !saved);
  const arriving = moving.filter(({ to }) => to === column.value).length - moving.filter(({ from }) => from === column.value).length;
  const count = total && total.count + arriving;

  return (
    <section
      ref={(node) => {
        element.current = node;
        setNodeRef(node);
      }}
      className={css.column}
      data-over={isOver}
      data-folded={folded}
      aria-label={count === undefined ? column.name : t('column', { name: column.name, count })}
    >
      <header className={css.head}>
        <h2>{column.label}</h2>
        {count !== undefined && <span className={css.number}>{format.number(count)}</span>}
        {total && total.sums.length > 0 && !folded && <span className={css.sum} title={t('sum')}>{total.sums.map((amount) => format.shortMoney(amount)).join(' + ')}</span>}
        <IconButton size="small" icon={folded ? ChevronsLeftRight : ChevronsRightLeft} label={t(folded ? 'unfold' : 'fold', { name: column.name })} aria-expanded={!folded} onClick={onFold} />
      </header>
      {!folded && (seen ? <ColumnCards {...props} /> : <div className={css.cards} />)}
    </section>
  );
}

/** Loads when it is looked at, and on when its end comes near. */
function ColumnCards<Row extends { id: string }>({ column, queryKey, fetchPage, search, moves, card }: BoardColumnProps<Row>) {
  const { t } = useTranslation(['board', 'common']);
  const { rows, isPending, isPlaceholderData, error, refetch, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } = useRows(queryKey, search, fetchPage);
  const { cards, outside } = cardsOf(column.value, rows, !hasNextPage && !isFetching, moves);
  const more = (event: UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    if (hasNextPage && !isFetchingNextPage && scrollTop + clientHeight > scrollHeight - 400) void fetchNextPage();
  };

  if (isPending) return <div className={css.cards}>{[0, 1, 2].map((index) => <div key={index} className={css.card}><Skeleton width="70%" /><Skeleton width="40%" /></div>)}</div>;
  if (error && rows.length === 0)
    return (
      <div className={css.cards} role="alert">
        <p className="meta">{error instanceof ApiProblem ? error.message : t('offline')}</p>
        <Button size="small" onClick={() => void refetch()}>{t('common:action.retry')}</Button>
      </div>
    );
  return (
    <div className={css.cards} onScroll={more} aria-busy={isPlaceholderData} tabIndex={-1}>
      {cards.length === 0 && <p className={css.nothing}>{t('nothing')}</p>}
      <ul>{cards.map((row) => <li key={row.id}>{card(row, outside.has(row.id))}</li>)}</ul>
      {hasNextPage && <Button size="small" variant="ghost" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}

/** True once the column has been on screen. */
function useSeen(element: { current: HTMLElement | null }): boolean {
  const [seen, setSeen] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    if (seen || !element.current) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), { rootMargin: '200px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [seen, element]);
  return seen;
}
