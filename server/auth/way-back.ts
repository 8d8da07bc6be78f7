/** As long as a sign-in link works. */
const SECONDS = 15 * 60;
const LONGEST = 2_000;

// Cookies are the same for all ports of a host.
const nameAt = (origin: string) => `curfew-${new URL(origin).port || "main"}.way_back`;

/** The cookie that keeps a page for whoever has to sign in first; null where nothing is to be kept. */
export function wayBackCookie(request: Request, origin: string): string | null {
  const { pathname, search } = new URL(request.url);
  const page = pathname + search;
  if (!isNavigation(request) || pathname === "/" || page.length > LONGEST) return null;
  return cookie(origin, encodeURIComponent(page), SECONDS);
}

/** The page that was kept for whoever comes to `/` now, as an address here; null when there is none. */
export function wayBack(request: Request, origin: string): URL | null {
  if (!isNavigation(request) || new URL(request.url).pathname !== "/") return null;
  const start = `${nameAt(origin)}=`;
  const found = (request.headers.get("cookie") ?? "").split(/; */).find((one) => one.startsWith(start));
  return found ? pageOf(found.slice(start.length), origin) : null;
}

/** Forgets it: it is for once. */
export function forgetWayBack(origin: string): string {
  return cookie(origin, "", 0);
}

/** Null for what is no page of this server: the cookie comes from a browser. */
function pageOf(value: string, origin: string): URL | null {
  try {
    const url = new URL(decodeURIComponent(value), origin);
    return url.origin === origin && url.pathname !== "/" ? url : null;
  } catch {
    return null;
  }
}

function cookie(origin: string, value: string, seconds: number): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${nameAt(origin)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** Somebody opens a page; what a page fetches for itself is none. */
function isNavigation({ method, headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode");
  const isPage = headers.get("accept")?.includes("text/html") ?? false;
  return method === "GET" && isPage && (mode === null || mode === "navigate");
}
