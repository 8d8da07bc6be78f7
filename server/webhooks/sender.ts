import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from "node:http";
import { Agent as HttpsAgent, request as overHttps } from "node:https";
import { isIP } from "node:net";
import { storableText } from "#db/storable-json.ts";
import type { Clock } from "#server/clock.ts";
import { addressFault, type PrivateNetworks } from "#server/domain/private-networks.ts";
import type { DeliveryTry } from "#server/domain/webhook.ts";
import { checkedLookup, RefusedAddress } from "./checked-lookup.ts";

/** A receiver that has not answered by then has failed. */
export const PATIENCE_MS = 10_000;
/** What is kept of an answer. */
const ANSWER_BYTES = 1_024;
/** Idle connections are kept for so long, for the next delivery. */
const KEEP_ALIVE_MS = 4_000;

export interface SenderOptions {
  clock: Clock;
  allowed: PrivateNetworks;
  /** As it is told to receivers. */
  version: string;
}

export interface Posting {
  url: string;
  body: string;
  headers: Record<string, string>;
  signal?: AbortSignal;
}

/** Posts to receivers, and to no address that it may not reach. Redirects are not followed. */
export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #agents: { http: HttpAgent; https: HttpsAgent };

  constructor(options: SenderOptions) {
    this.#options = options;
    const keep = { keepAlive: true, timeout: KEEP_ALIVE_MS };
    this.#agents = { http: new HttpAgent(keep), https: new HttpsAgent(keep) };
  }

  /** Why this may not be the address of a webhook, as far as it can be told without asking for names; null when it may. */
  fault(url: string): string | null {
    const { hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, "");
    if (/(^|\.)localhost\.?$/i.test(host)) return addressFault("127.0.0.1", this.#options.allowed);
    return isIP(host) === 0 ? null : addressFault(host, this.#options.allowed);
  }

  /** One try. Whatever goes wrong is told by it; only the signal makes it throw. */
  async post(posting: Posting): Promise<DeliveryTry> {
    const { clock } = this.#options;
    const [at, begun] = [clock.now(), clock.monotonic()];
    const result = await this.#exchange(posting).catch((error: unknown) => {
      posting.signal?.throwIfAborted();
      return { status: null, answer: null, error: wordsOf(error) };
    });
    return { at, durationMs: Math.round(clock.monotonic() - begun), ...result };
  }

  async #exchange({
    url,
    body,
    headers,
    signal,
  }: Posting): Promise<Pick<DeliveryTry, "status" | "error" | "answer">> {
    const fault = this.fault(url);
    if (fault) throw new RefusedAddress(`It may not be reached: ${fault}`);
    const late = new AbortController();
    const cancel = this.#options.clock.after(PATIENCE_MS, () => late.abort(new TooLate()));
    try {
      const ending = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
      const response = await this.#request(url, body, headers, ending);
      const answer = await firstOf(response);
      const status = response.statusCode ?? 0;
      return { status, answer, error: faultOf(status) };
    } catch (error) {
      throw late.signal.aborted ? late.signal.reason : error;
    } finally {
      cancel();
    }
  }

  #request(
    url: string,
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const secure = url.startsWith("https:");
    const options = {
      method: "POST",
      lookup: checkedLookup(this.#options.allowed),
      agent: secure ? this.#agents.https : this.#agents.http,
      signal,
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": `Curfew/${this.#options.version}`,
      },
    };
    return new Promise((resolve, reject) => {
      const request = (secure ? overHttps : overHttp)(url, options, resolve);
      request.once("error", reject);
      request.end(body);
    });
  }
}

class TooLate extends Error {
  override readonly message = `No answer came within ${PATIENCE_MS / 1_000} s.`;
}

/** The first bytes of the answer as text; the rest is not waited for. */
async function firstOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > ANSWER_BYTES) break;
  }
  return storableText(Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString("utf8"));
}

function faultOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `It answered ${status}: redirects are not followed.`;
  return `It answered ${status}.`;
}

const CODES: Record<string, string> = {
  ECONNREFUSED: "Nothing listens at this address.",
  ENOTFOUND: "There is no such host.",
  EAI_AGAIN: "The host's name could not be resolved.",
  ECONNRESET: "It cut the connection before it answered.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is self-signed.",
};

function wordsOf(error: unknown): string {
  const { code, message, errors } = error as { code?: string; message?: string; errors?: unknown[] };
  // Of several addresses each has failed: the first says why.
  if (errors?.[0]) return wordsOf(errors[0]);
  return CODES[code ?? ""] ?? (message || "It could not be reached.");
}
