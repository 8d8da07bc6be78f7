/** What people sort executions by: a value for each key. */
export type Labels = Record<string, string>;

export const MOST_LABELS = 32;
const LONGEST_KEY = 63;
const LONGEST_VALUE = 200;
const KEY = /^[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9])?$/;
/** Control characters, and halves of surrogate pairs. */
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

export const KEY_WORDS = `a label's key is 1 to ${LONGEST_KEY} letters, digits, ".", "_", "-" or "/", and begins and ends with a letter or digit`;
export const VALUE_WORDS = `a label's value is 1 to ${LONGEST_VALUE} characters on one line, without spaces at its ends`;

/** Why it can't be a key; null when it can. */
export function labelKeyFault(key: string): string | null {
  return key.length <= LONGEST_KEY && KEY.test(key) ? null : `${KEY_WORDS}, not ${JSON.stringify(key)}`;
}

/** Why it can't be a value; null when it can. */
export function labelValueFault(value: string): string | null {
  const fits = value.length >= 1 && value.length <= LONGEST_VALUE && value.trim() === value;
  return fits && !NOT_TEXT.test(value) ? null : `${VALUE_WORDS}, not ${JSON.stringify(value)}`;
}

export const TOO_MANY_LABELS = `an execution has at most ${MOST_LABELS} labels`;

/** Everything that is wrong with labels, by key; the key is empty where all of them are meant. */
export function labelFaults(labels: Labels): { key: string; message: string }[] {
  const entries = Object.entries(labels);
  const faults = entries.flatMap(([key, value]) => {
    const message = labelKeyFault(key) ?? labelValueFault(value);
    return message === null ? [] : [{ key, message }];
  });
  return entries.length > MOST_LABELS ? [{ key: "", message: TOO_MANY_LABELS }, ...faults] : faults;
}

/** `key=value` as it is typed, or why it can't be a label. */
export function parseLabel(typed: string): { key: string; value: string } | { fault: string } {
  const at = typed.indexOf("=");
  if (at < 0) return { fault: `a label is typed as key=value, not ${JSON.stringify(typed)}` };
  const [key, value] = [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
  const fault = labelKeyFault(key) ?? labelValueFault(value);
  return fault === null ? { key, value } : { fault };
}

/** `key=value` of each, by key. */
export function printLabels(labels: Labels): string[] {
  return Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key]}`);
}
