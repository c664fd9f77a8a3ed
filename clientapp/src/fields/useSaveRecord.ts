import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';

type Versioned = { version: number };

/**
 * Saves single fields of the record that the query cache holds: painted at once, rolled back when refused,
 * reloaded when someone else was faster. Edits of one record go out one after the other, each with the version
 * that the one before brought back.
 *
 *     const save = useSaveRecord<CustomerDetail>(customerKeys.detail(id), (changes, version) => body(api.PATCH(…)));
 *     <InlineField field={…} value={customer.name} onSave={(name) => save({ name })} />
 */
export function useSaveRecord<R extends Versioned>(queryKey: QueryKey, patch: (changes: Partial<R>, version: number) => Promise<R>) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation({
    scope: { id: JSON.stringify(queryKey) },
    meta: { ownErrors: true },
    mutationFn: (changes: Partial<R>) => patch(changes, client.getQueryData<R>(queryKey)!.version),
    onMutate: async (changes) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<R>(queryKey);
      client.setQueryData<R>(queryKey, (record) => record && { ...record, ...changes });
      return before && Object.fromEntries(Object.keys(changes).map((key) => [key, before[key as keyof R]]));
    },
    onError: (_error, _changes, before) => {
      client.setQueryData<R>(queryKey, (record) => record && { ...record, ...before });
      void client.invalidateQueries({ queryKey });
    },
    onSuccess: (saved) => client.setQueryData<R>(queryKey, (record) => ({ ...record, ...saved })),
  });
  return mutateAsync;
}
