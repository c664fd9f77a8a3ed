import { expect, test } from 'vitest';
import { readEvents } from './events';

function streamOf(...chunks: string[]) {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

test('events come whole, however the network cuts them', async () => {
  const events = [];
  for await (const event of readEvents(streamOf(': hello\n\nevent: progress\nda', 'ta: {"done":1}\n', '\nevent: progress\ndata: {"do', 'ne":2}\n\n'))) events.push(event);
  expect(events).toEqual([{ event: 'progress', data: '{"done":1}' }, { event: 'progress', data: '{"done":2}' }]);
});
