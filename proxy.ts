import { type NextRequest, NextResponse } from "next/server";
import { webProcess } from "#server/api/web-process.ts";
import { guardRequest } from "#server/auth/guard.ts";

/** Nothing is readable without signing in, also on routes that forget to ask. Procedures, REST and the gateway ask for themselves. */
export async function proxy(request: NextRequest): Promise<Response> {
  const guarded = await guardRequest(webProcess(), request);
  if (guarded.refusal) return guarded.refusal;
  const { pathname, search } = request.nextUrl;
  const slashed = pathname.endsWith("/") && pathname !== "/";
  const answer = slashed
    ? NextResponse.redirect(new URL(pathname.replace(/\/+$/, "") + search, request.url), 308)
    : NextResponse.next();
  for (const cookie of guarded.setCookies) answer.headers.append("set-cookie", cookie);
  return answer;
}

export const config = {
  matcher: ["/((?!api/trpc/|api/v1/|dataloop/|_next/static/|_next/image|icon.svg$).*)"],
};
