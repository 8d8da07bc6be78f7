import type { ApiContext } from "#server/api/api-context.ts";
import { eventStream, type StreamEvent } from "./event-stream.ts";
import type { RestServer } from "./handle.ts";
import { refusalOf } from "./problem.ts";
import type { Route } from "./route.ts";
import type { Match } from "./routes.ts";
import { textStream } from "./text-stream.ts";

interface Streamed {
  request: Request;
  match: Match;
  headers: Headers;
  /** Calls the procedure; the signal is aborted when the reader goes away. */
  open: (signal: AbortSignal) => Promise<unknown>;
}

type Tracked = readonly [id: string, data: unknown, ...rest: unknown[]];

/** What a procedure gives bit by bit, as events or as one text. */
export async function answerStream(
  server: RestServer,
  ctx: ApiContext,
  streamed: Streamed,
): Promise<Response> {
  const { request, match, headers, open } = streamed;
  const gone = new AbortController();
  const signal = AbortSignal.any([request.signal, gone.signal]);
  const items = (await open(signal)) as AsyncIterable<Tracked>;
  const onCut = (error: unknown) => {
    if (signal.aborted || ctx.shutdown.aborted) return;
    refusalOf(error, (cause) => server.reportBug(`${request.method} ${match.route.path}`, cause));
  };
  if (match.route.stream === "text") {
    const nameOf = (attempt: string) => `${match.values.id}-attempt-${attempt}.log`;
    return await textStream(piecesOf(items), { headers, nameOf, onCut });
  }
  const onGone = () => gone.abort();
  return await eventStream(eventsOf(match.route, items), { clock: ctx.clock, headers, onGone, onCut });
}

async function* eventsOf(route: Route, items: AsyncIterable<Tracked>): AsyncGenerator<StreamEvent, void> {
  for await (const [id, data] of items) {
    if (route.stream === "changes") yield { id, name: "changes", data: { topics: data } };
    else {
      const { value, last } = data as { value: unknown; last: boolean };
      yield { id, name: last ? "end" : "answer", data: route.rows ? { rows: value } : value };
    }
  }
}

async function* piecesOf(items: AsyncIterable<Tracked>): AsyncGenerator<{ id: string; data: unknown }, void> {
  for await (const [id, data] of items) yield { id, data: (data as { value: unknown }).value };
}
