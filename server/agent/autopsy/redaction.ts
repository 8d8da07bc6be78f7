/** Names whose values are kept from everybody, however short they are. */
const SECRET = /TOKEN|SECRET|PASS|KEY|CREDENTIAL|AUTH|COOKIE|PRIVATE|DSN|_URL$|_URI$/i;
/** Shorter values of a service's plain variables (`1`, `true`, `train`) say nothing, and stand in too many words. */
const SHORTEST = 6;
const SHORTEST_SECRET = 4;

/**
 * Takes the values of environment variables out of text: all of the service's own, and of those that the agent passed on
 * the ones that are named like a secret. Each becomes `[NAME]`.
 */
export function createRedaction(
  own: Record<string, string>,
  inherited: Record<string, string | undefined>,
): (text: string) => string {
  const hidden = [
    ...Object.entries(inherited).filter(([name]) => SECRET.test(name)),
    ...Object.entries(own),
  ].filter((entry): entry is [string, string] => isHidden(entry[0], entry[1]));
  // The longest first: one may be a part of another.
  hidden.sort(([, a], [, b]) => b.length - a.length);
  return (text) => hidden.reduce((rest, [name, value]) => rest.replaceAll(value, `[${name}]`), text);
}

function isHidden(name: string, value: string | undefined): boolean {
  return value !== undefined && value.length >= (SECRET.test(name) ? SHORTEST_SECRET : SHORTEST);
}
