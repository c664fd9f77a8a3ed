import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { withChanges } from './added';
import { saveOver, type AskConflict } from './conflicts';

type Versioned = { version: number };

type Options<R> = {
  /** Where the cached answer holds the record, when it holds more than that: `{ customer, counters, … }` → `customer`. */
  member?: string;
  /** With both, a stale edit merges, and the user chooses where both changed the same; without, it is rolled back. */
  reload?: () => Promise<R>;
  ask?: AskConflict;
};

/**
 * Saves single fields of the record that the query cache holds: painted at once, rolled back when refused, settled
 * with the user when someone else was faster. Edits of one record go out one after the other, each with the version
 * that the one before brought back.
 *
 *     const save = useSaveRecord<CustomerDetail>(customerKeys.detail(id), (changes, version) => body(api.PATCH(…)));
 *     <InlineField field={…} value={customer.name} onSave={(name) => save({ name })} />
 */
export function useSaveRecord<R extends Versioned>(
  queryKey: QueryKey,
  patch: (changes: Partial<R>, version: number) => Promise<R>,
  { member, reload, ask }: Options<R> = {},
) {
  const client = useQueryClient();

  const read = (): R | undefined => {
    const data = client.getQueryData<Record<string, unknown>>(queryKey);
    return (member ? data?.[member] : data) as R | undefined;
  };
  const write = (changes: Partial<R>) =>
    client.setQueryData<Record<string, unknown>>(queryKey, (data) => data && (member ? { ...data, [member]: withChanges(data[member] as R, changes) } : withChanges(data, changes)));

  const { mutateAsync } = useMutation({
    scope: { id: JSON.stringify(queryKey) },
    meta: { ownErrors: true },
    mutationFn: ({ changes, seen }: { changes: Partial<R>; seen: Partial<R> }) => {
      const { version } = read()!;
      return reload && ask ? saveOver(changes, seen, version, { patch, reload, ask }) : patch(changes, version);
    },
    onMutate: async ({ changes }) => {
      await client.cancelQueries({ queryKey });
      write(changes);
    },
    onError: (_error, { seen }) => {
      write(seen);
      void client.invalidateQueries({ queryKey });
    },
    onSuccess: write,
  });

  return (changes: Partial<R>) => {
    const record = read();
    const seen = Object.fromEntries(Object.keys(changes).map((key) => [key, record?.[key as keyof R]])) as Partial<R>;
    return mutateAsync({ changes, seen });
  };
}
