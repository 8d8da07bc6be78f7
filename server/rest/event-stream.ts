import type { Clock } from "#server/clock.ts";

/** A silence longer than this is a broken connection. */
const HEARTBEAT_MS = 10_000;
/** Milliseconds after which a browser asks again when it was cut. */
const RETRY_MS = 1_000;

export interface StreamEvent {
  id: string;
  name: string;
  data: unknown;
}

interface Streaming {
  clock: Clock;
  headers: Headers;
  /** Called when the reader goes away. */
  onGone: () => void;
  /** Told of what ended the events before their end. */
  onCut: (error: unknown) => void;
}

/**
 * Events as text/event-stream, pulled by the reader, with a comment now and then. Waits for the first of them, so that a
 * refusal is still an answer of its own; 204, which tells a browser not to ask again, when there is none.
 */
export async function eventStream(
  events: AsyncIterator<StreamEvent, unknown>,
  { clock, headers, onGone, onCut }: Streaming,
): Promise<Response> {
  const first = await events.next();
  headers.delete("content-type");
  if (first.done) return new Response(null, { status: 204, headers });
  headers.set("content-type", "text/event-stream");
  // What stands between is not to gather events until they are worth packing.
  headers.set("cache-control", "no-cache, no-transform");
  headers.set("x-accel-buffering", "no");
  const encoder = new TextEncoder();
  let stopBeating = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      say(`retry: ${RETRY_MS}\n\n${textOf(first.value)}`);
      stopBeating = clock.every(HEARTBEAT_MS, () => say(":\n\n"));
    },
    async pull(controller) {
      const event = await events.next().catch((error: unknown) => {
        onCut(error);
        return null;
      });
      if (event && !event.done) return controller.enqueue(encoder.encode(textOf(event.value)));
      stopBeating();
      controller.close();
    },
    cancel() {
      stopBeating();
      onGone();
    },
  });
  return new Response(body, { headers });
}

/** JSON has no line break, so that an event's data is one line. */
function textOf({ id, name, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
