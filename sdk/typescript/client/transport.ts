import { CurfewApiError, CurfewUnreachable, type FieldFault } from "./api-error.ts";

export interface TransportSettings {
  /** Where Curfew answers, e.g. `http://127.0.0.1:3000`. */
  url: string;
  /** An API key. */
  token: string;
  /** Instead of the platform's own. */
  fetch?: typeof fetch;
}

interface Answer {
  result?: { data: { json: unknown } };
  error?: { json: { message: string; data?: { httpStatus?: number; faults?: FieldFault[] | null } } };
}

/** Calls procedures over HTTP. Times come as ISO 8601 text. */
export class Transport {
  readonly #settings: TransportSettings;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  query<T>(procedure: string, input?: object, signal?: AbortSignal): Promise<T> {
    const encoded = input ? `?input=${encodeURIComponent(JSON.stringify({ json: input }))}` : "";
    return this.#call(`${procedure}${encoded}`, { method: "GET", signal: signal ?? null });
  }

  mutate<T>(procedure: string, input: object, signal?: AbortSignal): Promise<T> {
    return this.#call(procedure, {
      method: "POST",
      body: JSON.stringify({ json: input }),
      signal: signal ?? null,
    });
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this.#send(path, init);
    const answer = await readAnswer(response);
    if (answer.result) return answer.result.data.json as T;
    const { message, data } = answer.error?.json ?? { message: `${response.status} ${response.statusText}` };
    throw new CurfewApiError(message, data?.httpStatus ?? response.status, data?.faults ?? []);
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const { url, token, fetch = globalThis.fetch } = this.#settings;
    try {
      return await fetch(`${url.replace(/\/+$/, "")}/api/trpc/${path}`, {
        ...init,
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      });
    } catch (error) {
      init.signal?.throwIfAborted();
      throw new CurfewUnreachable(`Curfew does not answer at ${url}`, { cause: error });
    }
  }
}

/** Something other than Curfew may answer: then there is no JSON. */
async function readAnswer(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch {
    return {};
  }
}
