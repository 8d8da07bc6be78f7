import { type NextRequest, NextResponse } from "next/server";
import { webProcess } from "#server/api/web-process.ts";
import { guardRequest } from "#server/auth/guard.ts";

/** Nothing is readable without signing in, also on routes that forget to ask. Procedures ask for themselves. */
export async function proxy(request: NextRequest): Promise<Response> {
  const { database, auth, origins } = webProcess();
  const guarded = await guardRequest({ database, auth, origins }, request);
  if (guarded.refusal) return guarded.refusal;
  const answer = NextResponse.next();
  for (const cookie of guarded.setCookies) answer.headers.append("set-cookie", cookie);
  return answer;
}

export const config = { matcher: ["/((?!api/trpc/|_next/static/|_next/image|icon.svg$).*)"] };
