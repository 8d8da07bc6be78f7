import { CurfewApiError, CurfewUnreachable, type FieldFault } from "./api-error.ts";
import { eventsOf, type ServerEvent } from "./event-stream.ts";
import { Silence } from "./silence.ts";

export interface TransportSettings {
  /** Where Curfew answers, e.g. `http://127.0.0.1:3000`. */
  url: string;
  /** An API key. */
  token: string;
  /** Instead of the platform's own. */
  fetch?: typeof fetch;
}

export interface RequestSettings {
  /** What is undefined or null is left out; a list is given value by value. */
  query?: object;
  body?: object;
  signal?: AbortSignal;
  /** Milliseconds until no answer counts as nobody there; 30,000 when left out. */
  patienceMs?: number;
  /** Statuses beside 2xx whose body is an answer, and no refusal. */
  good?: number[];
}

/** As Curfew refuses: RFC 9457. */
interface Problem {
  detail?: string;
  faults?: FieldFault[];
}

const PATIENCE_MS = 30_000;
/** A stream says something at once, and a comment at least every 10 s. */
const FIRST_EVENT_MS = 5_000;
const SILENCE_MS = 30_000;

export type StreamSettings = Pick<RequestSettings, "query" | "body" | "signal"> & {
  headers?: Record<string, string>;
};

/** There is no stream to be had here: the same can be asked with held questions. */
export class NoStreams extends Error {
  override readonly name = "NoStreams";
}

/** Calls Curfew's REST API. */
export class Transport {
  readonly #settings: TransportSettings;
  #streams = true;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  get<T>(path: string, settings?: RequestSettings): Promise<T> {
    return this.#request("GET", path, settings);
  }

  post<T>(path: string, body: object = {}, settings?: RequestSettings): Promise<T> {
    return this.#request("POST", path, { ...settings, body });
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.#request("PUT", path, { body });
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.#request("PATCH", path, { body });
  }

  delete<T>(path: string, settings?: Pick<RequestSettings, "query">): Promise<T> {
    return this.#request("DELETE", path, settings);
  }

  async #request<T>(method: string, path: string, settings: RequestSettings = {}): Promise<T> {
    const { response, answer } = await this.#send(method, path, settings);
    const good = response.ok || settings.good?.includes(response.status);
    if (good && answer !== undefined) return answer as T;
    const { detail, faults } = (answer ?? {}) as Problem;
    const words = detail ?? `${response.status} ${response.statusText}`.trim();
    throw new CurfewApiError(words, response.ok ? 502 : response.status, faults ?? []);
  }

  async #send(method: string, path: string, settings: RequestSettings) {
    const { signal, patienceMs } = settings;
    const late = AbortSignal.timeout(patienceMs ?? PATIENCE_MS);
    try {
      const response = await this.#fetch(method, path, {
        ...settings,
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      return { response, answer: parse(await response.text()) };
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#unreachable(error);
    }
  }

  /**
   * The events of a stream, until it closes. Throws NoStreams where none comes although there should be one at once, and
   * CurfewUnreachable when nothing is heard any more.
   */
  async *events(path: string, settings: StreamSettings = {}): AsyncGenerator<ServerEvent, void> {
    const { signal, body } = settings;
    const silence = new Silence(PATIENCE_MS);
    const until = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
    let heard = false;
    try {
      const response = await this.#fetch(body ? "POST" : "GET", path, { ...settings, signal: until });
      const stream = await this.#streamOf(response);
      silence.allow(FIRST_EVENT_MS);
      for await (const event of eventsOf(stream, () => silence.allow(SILENCE_MS))) {
        heard = true;
        yield event;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof CurfewApiError || error instanceof NoStreams) throw error;
      if (silence.allowed === FIRST_EVENT_MS && silence.signal.aborted) throw this.#withoutStreams();
      throw this.#unreachable(error);
    } finally {
      silence.end();
    }
    if (!heard) throw this.#withoutStreams();
  }

  /** False once it was seen that what stands between does not let streams through. */
  get streams(): boolean {
    return this.#streams;
  }

  async #streamOf(response: Response): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (response.ok && isStream && response.body) return response.body;
    const problem = (parse(await response.text()) ?? {}) as Problem;
    if (response.ok) throw this.#withoutStreams();
    // Of an older Curfew, or of what is not there: the held question tells which.
    if (response.status === 404 || response.status === 405) throw new NoStreams();
    throw new CurfewApiError(problem.detail ?? `${response.status}`, response.status, problem.faults ?? []);
  }

  #withoutStreams(): NoStreams {
    this.#streams = false;
    return new NoStreams();
  }

  #unreachable(cause: unknown): CurfewUnreachable {
    return new CurfewUnreachable(`Curfew does not answer at ${this.#settings.url}`, { cause });
  }

  #fetch(method: string, path: string, { query, body, signal, headers }: StreamSettings): Promise<Response> {
    const { url, token, fetch = globalThis.fetch } = this.#settings;
    return fetch(`${url.replace(/\/+$/, "")}/api/v1${path}${search(query)}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      ...(signal && { signal }),
      ...(body && { body: JSON.stringify(body) }),
    });
  }
}

/** A path of these segments. What can be no segment names nothing: it is refused as Curfew would refuse it. */
export function pathOf(...segments: string[]): string {
  for (const segment of segments) {
    if (["", ".", ".."].includes(segment)) {
      throw new CurfewApiError(`There is nothing called ${JSON.stringify(segment)}.`, 404);
    }
  }
  return `/${segments.map(encodeURIComponent).join("/")}`;
}

function search(query: object = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined && one !== null)
      .map((one) => [name, String(one)]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

/** Something other than Curfew may answer: then there is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
