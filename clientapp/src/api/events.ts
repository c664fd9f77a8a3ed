/** One event of a stream of events, as `text/event-stream` writes it. */
export type ServerEvent = { event: string; data: string };

/** The events of a stream, one by one as they come; ends with it. (EventSource could not carry the token.) */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value.replace(/\r\n?/g, '\n');
      const parts = text.split('\n\n');
      text = parts.pop()!;
      for (const part of parts) {
        const event = eventOf(part);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(part: string): ServerEvent | null {
  const lines = part.split('\n');
  const of = (name: string) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  const data = of('data').join('\n');
  return data ? { event: of('event')[0] ?? 'message', data } : null;
}
