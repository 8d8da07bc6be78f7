import { webProcess } from "#server/api/web-process.ts";
import { handleAuth } from "#server/auth/http.ts";

async function handle(request: Request): Promise<Response> {
  return await handleAuth(webProcess().auth, request);
}

export { handle as GET, handle as POST };
