import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, body, ifMatch } from '../../api/client';
import { useFormat } from '../../format/useFormat';
import { toast } from '../../ui/toast';
import { changeFollowUp, followUpKeys, useFollowUpsChanged, type Due, type FollowUpRow } from './followUps.queries';

const moving = ['follow-ups', 'moving'];

type Move = { row: FollowUpRow; due: Due };

/** What needs no form: move, reopen, delete, restore. Each says what happened and can be undone. */
export function useFollowUpActions() {
  const { t } = useTranslation('activities');
  const format = useFormat();
  const client = useQueryClient();
  const changed = useFollowUpsChanged();
  const when = ({ dueOn, dueAt }: Due) => (dueAt ? format.instant(dueAt) : format.date(dueOn!));

  const onCalendar = (id: string, changes: Partial<FollowUpRow>) =>
    client.setQueriesData<FollowUpRow[]>({ queryKey: followUpKeys.week }, (rows) => rows?.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const known = (id: string) => client.getQueriesData<FollowUpRow[]>({ queryKey: followUpKeys.week }).flatMap(([, rows]) => rows ?? []).find((one) => one.id === id);

  // Keys move faster than the server answers: one move waits for the other, and builds upon what it saved.
  const move = useMutation({
    mutationKey: moving,
    scope: { id: 'follow-up-moves' },
    mutationFn: ({ row, due }: Move) => changeFollowUp({ id: row.id, version: known(row.id)?.version ?? row.version }, due),
    onMutate: ({ row, due }) => {
      void client.cancelQueries({ queryKey: followUpKeys.week });
      onCalendar(row.id, due);
    },
    onSuccess: (saved, { row, due }) => {
      onCalendar(saved.id, { version: saved.version });
      const before: Due = row.dueAt ? { dueOn: null, dueAt: row.dueAt } : { dueOn: row.dueOn!, dueAt: null };
      toast(t('done.moved', { when: when(due) }), { undo: () => move.mutate({ row: saved, due: before }) });
    },
    onSettled: () => (client.isMutating({ mutationKey: moving }) > 1 ? undefined : changed()),
  });

  const reopen = useMutation({
    mutationFn: (row: FollowUpRow) => body(api.POST('/api/v1/follow-ups/{id}/reopening', { params: { path: { id: row.id } }, headers: ifMatch(row.version) })),
    onSuccess: () => toast(t('done.reopened')),
    onSettled: changed,
  });

  const restore = useMutation({
    mutationFn: (row: FollowUpRow) => body(api.POST('/api/v1/follow-ups/{id}/restoration', { params: { path: { id: row.id } } })),
    onSuccess: () => toast(t('done.restored')),
    onSettled: changed,
  });

  const endSeries = useMutation({
    mutationFn: (row: FollowUpRow) => body(api.POST('/api/v1/follow-up-series/{id}/end', { params: { path: { id: row.seriesId! } }, body: { from: row.occursOn! } })),
    onSuccess: (_, row) => toast(t('series.ended', { day: format.date(row.occursOn!) })),
    onSettled: changed,
  });

  const remove = useMutation({
    mutationFn: (row: FollowUpRow) => api.DELETE('/api/v1/follow-ups/{id}', { params: { path: { id: row.id } }, headers: ifMatch(row.version) }),
    onSuccess: (_, row) => toast(t('done.deleted'), { undo: () => restore.mutate(row) }),
    onSettled: changed,
  });

  return {
    move: (row: FollowUpRow, due: Due) => move.mutate({ row, due }),
    reopen: (row: FollowUpRow) => reopen.mutate(row),
    remove: (row: FollowUpRow) => remove.mutate(row),
    endSeries: (row: FollowUpRow) => endSeries.mutate(row),
    restore: (row: FollowUpRow) => restore.mutate(row),
  };
}
