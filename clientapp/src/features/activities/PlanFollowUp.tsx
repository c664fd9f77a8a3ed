import { FollowUpForm } from './FollowUpForm';

/** A new follow-up, on a day or at an instant where the calendar was clicked. */
export function PlanFollowUp({ at, onClose }: { at: string; onClose: () => void }) {
  const initial = at.includes('T') ? { dueAt: at } : /^\d{4}-/.test(at) ? { dueOn: at } : {};
  return <FollowUpForm initial={initial} onClose={onClose} />;
}
