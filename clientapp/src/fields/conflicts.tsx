import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { flat, nested } from './added';

const ConflictDialog = lazy(() => import('./ConflictDialog').then((file) => ({ default: file.ConflictDialog })));

/** A member of a record as the conflict dialog shows it. */
export type ConflictField = { key: string; label: string; show: (value: unknown) => ReactNode };

export type Conflict = { theirs: Record<string, unknown>; mine: Record<string, unknown>; contested: string[] };

/** Resolves to the changes to send after all; empty when theirs stay. */
export type AskConflict = (conflict: Conflict) => Promise<Record<string, unknown>>;

type Versioned = { version: number };

type Save<R extends Versioned> = {
  patch: (changes: Partial<R>, version: number) => Promise<R>;
  /** The record as it is on the server now. */
  reload: () => Promise<R>;
  ask: AskConflict;
};

/**
 * Sends changes to a record that was read as `seen`. When someone else saved in between, members that only one of the
 * two touched merge without a word; for those that both changed, the user chooses.
 */
export async function saveOver<R extends Versioned>(changes: Partial<R>, seen: Partial<R>, version: number, save: Save<R>): Promise<R> {
  try {
    return await save.patch(changes, version);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.isStale)) throw error;
  }
  const theirs = await save.reload();
  const [mine, before, now] = [flat(changes), flat(seen), flat(theirs)];
  const contested = Object.keys(mine).filter((key) => !same(before[key], now[key]) && !same(mine[key], now[key]));
  const kept = contested.length > 0 ? await save.ask({ theirs: now, mine, contested }) : mine;
  return Object.keys(kept).length === 0 ? theirs : saveOver(nested(kept) as Partial<R>, theirs, theirs.version, save);
}

const same = (left: unknown, right: unknown) => JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

/** `const { ask, dialog } = useConflicts(fields)`: give `ask` to the save, put `dialog` on the page. */
export function useConflicts(fields: ConflictField[]) {
  const [open, setOpen] = useState<(Conflict & { answer: (kept: Record<string, unknown>) => void }) | null>(null);
  const ask = useCallback<AskConflict>((conflict) => new Promise((answer) => setOpen({ ...conflict, answer })), []);
  const dialog = open && (
    <Suspense>
      <ConflictDialog
        fields={fields}
        conflict={open}
        onAnswer={(kept) => {
          setOpen(null);
          open.answer(kept);
        }}
      />
    </Suspense>
  );
  return { ask, dialog };
}
