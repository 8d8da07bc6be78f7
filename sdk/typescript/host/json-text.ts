/** The most bytes of JSON that an output or a saved state may have. */
export const MAX_BYTES = 4_194_304;

/** The value has no JSON form; the message names the place. */
export class NotJson extends TypeError {
  override readonly name = "NotJson";
}

/** The value's JSON is over MAX_BYTES. */
export class TooLarge extends TypeError {
  override readonly name = "TooLarge";
}

/**
 * The JSON of `value`, undefined being null. `name` is what messages call it, e.g. "output". Stricter than
 * JSON.stringify where that would lose data without a word: NaN, functions, Map and Set are faults.
 */
export function toJson(value: unknown, name: string): string {
  if (value === undefined) return "null";
  let text: string;
  try {
    text = JSON.stringify(value, refuseLosses);
  } catch (error) {
    if (error instanceof NotJson) throw new NotJson(`${name}${error.message}`);
    throw new NotJson(`${name} is not JSON: ${(error as Error).message.split("\n")[0]}`);
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    throw new TooLarge(`${name} is ${grouped(bytes)} bytes of JSON; the limit is ${grouped(MAX_BYTES)}`);
  }
  return text;
}

function refuseLosses(key: string, value: unknown): unknown {
  const loss = lossOf(value);
  if (loss) throw new NotJson(`${key && ` at "${key}"`} is ${loss}, which JSON does not have`);
  return value;
}

function lossOf(value: unknown): string | null {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? null : String(value);
    case "bigint":
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return value instanceof Map || value instanceof Set ? `a ${value.constructor.name}` : null;
  }
}

function grouped(number: number): string {
  return number.toLocaleString("en-US");
}
