import { CurfewApiError, CurfewUnreachable, type FieldFault } from "./api-error.ts";

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

/** Calls Curfew's REST API. */
export class Transport {
  readonly #settings: TransportSettings;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  get<T>(path: string, settings?: RequestSettings): Promise<T> {
    return this.#request("GET", path, settings);
  }

  post<T>(path: string, body: object = {}, settings?: RequestSettings): Promise<T> {
    return this.#request("POST", path, { ...settings, body });
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.#request("PATCH", path, { body });
  }

  async #request<T>(method: string, path: string, settings: RequestSettings = {}): Promise<T> {
    const { response, answer } = await this.#send(method, path, settings);
    const good = response.ok || settings.good?.includes(response.status);
    if (good && answer !== undefined) return answer as T;
    const { detail, faults } = (answer ?? {}) as Problem;
    const words = detail ?? `${response.status} ${response.statusText}`.trim();
    throw new CurfewApiError(words, response.ok ? 502 : response.status, faults ?? []);
  }

  async #send(method: string, path: string, { query, body, signal, patienceMs }: RequestSettings) {
    const { url, token, fetch = globalThis.fetch } = this.#settings;
    const late = AbortSignal.timeout(patienceMs ?? PATIENCE_MS);
    try {
      const response = await fetch(`${url.replace(/\/+$/, "")}/api/v1${path}${search(query)}`, {
        method,
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        signal: signal ? AbortSignal.any([signal, late]) : late,
        ...(body && { body: JSON.stringify(body) }),
      });
      return { response, answer: parse(await response.text()) };
    } catch (error) {
      signal?.throwIfAborted();
      throw new CurfewUnreachable(`Curfew does not answer at ${url}`, { cause: error });
    }
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
