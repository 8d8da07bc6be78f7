/** Who makes a request, as proven by a session cookie or an API key. */
export type Caller =
  | { kind: "person"; email: string }
  | { kind: "api-key" /** As given when the key was made. */; name: string };

/** What rows and the audit call the caller. */
export function actorOf(caller: Caller): string {
  return caller.kind === "person" ? caller.email : `api-key:${caller.name}`;
}
