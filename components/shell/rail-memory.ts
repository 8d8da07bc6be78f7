/** The cookie that the server reads, so that the page arrives with the rail as it was left. */
export const RAIL_COOKIE = "curfew-rail";

/** Keeps the rail's width for the next page, for a year. */
export function rememberRail(collapsed: boolean): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${RAIL_COOKIE}=${collapsed ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
}
