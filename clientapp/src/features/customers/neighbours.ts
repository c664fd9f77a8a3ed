import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isTyping } from '../../ui/keys';
import { usePageKey } from '../../ui/pageKeys';
import { customerKeys, type CustomerRow } from './customers.queries';

/** The ids of the list that was on screen last and holds this customer, in its order. */
function listAround(client: QueryClient, id: string): string[] {
  const lists = client.getQueryCache().findAll({ queryKey: customerKeys.list }).toSorted((left, right) => right.state.dataUpdatedAt - left.state.dataUpdatedAt);
  for (const { state } of lists) {
    const ids = (state.data as InfiniteData<{ data: CustomerRow[] }> | undefined)?.pages?.flatMap((page) => page.data.map((row) => row.id));
    if (ids?.includes(id)) return ids;
  }
  return [];
}

/** Previous and next in the list the user came from; K and J, or Alt with the arrows, go there. */
export function useNeighbours(id: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  // Kept, because the cache forgets a list that nobody looks at.
  const [ids, setIds] = useState(() => listAround(client, id));
  if (ids.length > 0 && !ids.includes(id)) setIds(listAround(client, id));

  const at = ids.indexOf(id);
  const previous = at > 0 ? ids[at - 1] : undefined;
  const next = at >= 0 ? ids[at + 1] : undefined;

  const go = (to: string | undefined) => (to ? () => void navigate({ to: '/customers/$id', params: { id: to } }) : null);
  usePageKey('k', go(previous));
  usePageKey('j', go(next));

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const to = event.key === 'ArrowUp' ? previous : event.key === 'ArrowDown' ? next : undefined;
      if (!to || !event.altKey || event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      void navigate({ to: '/customers/$id', params: { id: to } });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [previous, next, navigate]);

  return { previous, next, position: at + 1, count: ids.length };
}
