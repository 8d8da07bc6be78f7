const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** What was asked for as a callback, when it is a program on the same computer as the browser; null for anything else. */
export function loopbackCallback(asked: string | undefined): URL | null {
  const url = asked !== undefined && URL.canParse(asked) ? new URL(asked) : null;
  if (url?.protocol !== "http:" || !LOOPBACK.includes(url.hostname)) return null;
  return url.username || url.password ? null : url;
}

/** Where Dataloop's client waits for its tokens: here an API key is all three (see server/dataloop/token.ts). */
export function callbackWith(callback: string, key: string): string {
  const url = new URL(callback);
  for (const name of ["id_token", "access_token", "refresh_token"]) url.searchParams.set(name, key);
  return url.href;
}
