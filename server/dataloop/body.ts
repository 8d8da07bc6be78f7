import { CurfewError } from "#server/errors.ts";
import { fault } from "./filter.ts";

/** The largest input is 1 MB; a client that sends an execution back whole sends its output and input too. */
const MOST_BYTES = 16 * 1_048_576;

/** What is sent is larger than anything that could be meant (413). */
export class TooLarge extends CurfewError {
  override name = "TooLarge";
}

/** Undefined for an empty body; throws InvalidInput for what is no JSON. */
export async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw fault("", "the body must be JSON");
  }
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new TooLarge(`The body is larger than ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
