import { useState } from 'react';

/** A form's one request; the query cache does not exist yet where people sign in. */
export function useSubmit(request: () => Promise<void>) {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const send = async () => {
    setSending(true);
    setError(null);
    try {
      await request();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSending(false);
    }
  };

  return { send, sending, error, reset: () => setError(null) };
}
