import type { Auth } from "./auth.ts";

/** The only requests that reach the library: everything else it can do is not offered. */
const OPEN = new Set([
  "GET /api/auth/magic-link/verify",
  "GET /api/auth/get-session",
  "POST /api/auth/sign-out",
]);

/** Answers /api/auth/*. */
export async function handleAuth(auth: Auth, request: Request): Promise<Response> {
  if (!OPEN.has(`${request.method} ${new URL(request.url).pathname}`)) {
    return Response.json({ message: "There is nothing here." }, { status: 404 });
  }
  return await auth.handler(request);
}
