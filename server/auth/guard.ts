import { type IdentifyParts, identify } from "./identify.ts";
import { isOurHost } from "./origins.ts";
import { forgetWayBack, wayBack, wayBackCookie } from "./way-back.ts";

export interface GuardParts extends IdentifyParts {
  origins: string[];
}

export interface Guarded {
  /** What to answer instead; null when the request may go on. */
  refusal: Response | null;
  setCookies: string[];
}

/** `/token` asks for a key itself. */
const OPEN_PATHS = ["/sign-in", "/token", "/api/health"];
const OPEN_FOLDERS = ["/api/auth/"];
/** Below /api, and yet a page for people. */
const REFERENCE = "/api/docs";

/** Lets a request through when it is for everybody or proves who makes it. */
export async function guardRequest(parts: GuardParts, request: Request): Promise<Guarded> {
  if (!isOurHost(request.headers.get("host"), parts.origins)) return { refusal: wrongHost(), setCookies: [] };
  const { pathname } = new URL(request.url);
  if (isOpen(pathname)) return { refusal: null, setCookies: [] };
  const { caller, setCookies } = await identify(parts, request.headers);
  const origin = originOf(parts, request);
  if (caller) {
    const back = wayBack(request, origin);
    return { refusal: back && seeOther(back.href, [...setCookies, forgetWayBack(origin)]), setCookies };
  }
  const forPrograms = pathname.startsWith("/api/") && pathname !== REFERENCE;
  const keep = wayBackCookie(request, origin);
  const toSignIn = () => seeOther(`${origin}/sign-in`, keep ? [...setCookies, keep] : setCookies);
  return { refusal: forPrograms ? signInFirst() : toSignIn(), setCookies };
}

function isOpen(pathname: string): boolean {
  return OPEN_PATHS.includes(pathname) || OPEN_FOLDERS.some((folder) => pathname.startsWith(folder));
}

/** Some other name was made to point at this server. */
export function wrongHost(): Response {
  const message =
    "This server does not answer to that name. Use the address it printed, or set CURFEW_PUBLIC_URL.";
  return Response.json({ message }, { status: 421 });
}

function signInFirst(): Response {
  return Response.json({ message: "Sign in first." }, { status: 401 });
}

/** The browser stays with the name that it knows this server by, and that its cookie belongs to. */
function originOf({ origins }: GuardParts, request: Request): string {
  const host = request.headers.get("host");
  return origins.find((candidate) => isOurHost(host, [candidate])) ?? origins[0] ?? "";
}

function seeOther(location: string, cookies: readonly string[]): Response {
  const answer = new Response(null, { status: 303, headers: { location } });
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}
