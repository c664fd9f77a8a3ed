import { QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { CrmQueryClient } from './CrmQueryClient';

const queryKey = ['files', 'of', 'one'];

/** A server whose answers are held back; each says what it held when it was asked. */
function slowServer() {
  const server = { files: [] as string[], answers: [] as (() => void)[] };
  const queryFn = () => {
    const read = [...server.files];
    return new Promise<string[]>((resolve) => server.answers.push(() => resolve(read)));
  };
  return { server, queryFn };
}

test('What changed while it was read for the first time is read again', async () => {
  const { server, queryFn } = slowServer();
  const client = new CrmQueryClient();
  const observer = new QueryObserver(client, { queryKey, queryFn });
  observer.subscribe(() => undefined);

  server.files.push('offer.pdf'); // after the first read left
  const done = client.invalidateQueries({ queryKey: ['files'] });
  server.answers[0]!();
  await expect.poll(() => server.answers.length).toBe(2);
  server.answers[1]!();
  await done;

  expect(observer.getCurrentResult().data).toEqual(['offer.pdf']);
});

test('A first read that nobody looks at is marked, not sent again', async () => {
  const { server, queryFn } = slowServer();
  const client = new CrmQueryClient();
  const read = client.fetchQuery({ queryKey, queryFn });

  const done = client.invalidateQueries({ queryKey });
  server.answers[0]!();
  await Promise.all([read, done]);

  expect(server.answers).toHaveLength(1);
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
});

test('What is being read again begins anew after a change, once', async () => {
  const { server, queryFn } = slowServer();
  const client = new CrmQueryClient();
  client.setQueryData(queryKey, []);
  const observer = new QueryObserver(client, { queryKey, queryFn });
  observer.subscribe(() => undefined); // what is there is old: it is read in the background

  const done = client.invalidateQueries({ queryKey });
  for (const answer of server.answers) answer();
  await done;

  expect(server.answers).toHaveLength(2);
});

test('A first read that is refused is not sent again', async () => {
  const client = new CrmQueryClient();
  const refuse: (() => void)[] = [];
  const queryFn = () => new Promise<string[]>((_, reject) => refuse.push(() => reject(new Error('not yours'))));
  const observer = new QueryObserver(client, { queryKey, queryFn, retry: false });
  observer.subscribe(() => undefined);

  const done = client.invalidateQueries({ queryKey });
  refuse[0]!();
  await done;

  expect(refuse).toHaveLength(1);
});
