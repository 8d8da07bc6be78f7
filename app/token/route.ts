import { webProcess } from "#server/api/web-process.ts";
import { answerToken } from "#server/dataloop/token.ts";

/** Where Dataloop's client signs in: beside its API, at the origin. The proxy has looked at the name it was called by. */
export async function POST(request: Request): Promise<Response> {
  return await answerToken(webProcess(), request);
}
