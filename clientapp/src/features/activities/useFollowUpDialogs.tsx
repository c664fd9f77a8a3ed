import { lazy, Suspense, useCallback, useState } from 'react';
import type { FollowUpRow } from './followUps.queries';

const CompleteDialog = lazy(() => import('./CompleteDialog').then((file) => ({ default: file.CompleteDialog })));
const ReasonDialog = lazy(() => import('./ReasonDialog').then((file) => ({ default: file.ReasonDialog })));

export type Closing = 'complete' | 'cancel' | 'missed';

/** `const { close, dialog } = useFollowUpDialogs()`: `close(row, 'complete')` asks what came of it; put `dialog` on the page. */
export function useFollowUpDialogs() {
  const [asked, setAsked] = useState<{ row: FollowUpRow; closing: Closing } | null>(null);
  const close = useCallback((row: FollowUpRow, closing: Closing) => setAsked({ row, closing }), []);
  const done = () => setAsked(null);
  const dialog = asked && (
    <Suspense>
      {asked.closing === 'complete' ? <CompleteDialog row={asked.row} onClose={done} /> : <ReasonDialog row={asked.row} closing={asked.closing} onClose={done} />}
    </Suspense>
  );
  return { close, dialog };
}
