import i18next from 'i18next';
import { useId, useState, type FormEvent } from 'react';
import { ApiProblem } from '../api/problem';

export type FormErrors = Record<string, string>;

/**
 * A form's draft, its one request and the refusals at its fields.
 *
 *     const form = useForm(initial, { check: (draft) => …, send: (draft) => body(api.POST(…)) });
 *     <FormDrawer form={form} title={…} onClose={…}>… form.errors.name …</FormDrawer>
 */
export function useForm<D extends object>(initial: D, { check, send }: { check?: (draft: D) => Record<string, string | undefined>; send: (draft: D) => Promise<unknown> }) {
  const id = useId();
  const [draft, setDraft] = useState(initial);
  const [touched, setTouched] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const [refusal, setRefusal] = useState<string>();
  const [sending, setSending] = useState(false);

  const set = (changes: Partial<D>) => {
    setTouched(true);
    setDraft((before) => ({ ...before, ...changes }));
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !Object.hasOwn(changes, key.split('/')[0]!))));
  };

  const refuse = (found: FormErrors) => {
    setErrors(found);
    requestAnimationFrame(() => (document.getElementById(id) as HTMLFormElement | null)?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (sending) return;
    setRefusal(undefined);
    const found = Object.entries(check?.(draft) ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
    if (found.length > 0) return refuse(Object.fromEntries(found));

    setSending(true);
    try {
      await send(draft);
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      const fields = problem?.fieldErrors ?? {};
      if (Object.keys(fields).length > 0) refuse(fields);
      setRefusal(problem?.message ?? i18next.t('errors.offline'));
    } finally {
      setSending(false);
    }
  };

  return { id, draft, set, touched, errors, refusal, sending, submit };
}

export type Form = Pick<ReturnType<typeof useForm>, 'id' | 'touched' | 'refusal' | 'sending' | 'submit'>;
