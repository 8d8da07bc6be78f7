import { z } from "zod";
import { findApiKey } from "#server/auth/api-key.ts";
import type { Context } from "#server/context.ts";
import type { Log } from "#server/log.ts";
import { readBody } from "./body.ts";
import { answerError, refuse } from "./errors.ts";

const textWords = (field: string) => `${field} must be text`;
const TokenBody = z.discriminatedUnion(
  "type",
  [
    z.looseObject({ type: z.literal("user_credentials"), password: z.string(textWords("password")) }),
    z.looseObject({ type: z.literal("refresh_token"), refresh_token: z.string(textWords("refresh_token")) }),
  ],
  { error: 'type must be "user_credentials" or "refresh_token"' },
);

/**
 * What Dataloop's client trades a password for (`login_m2m`), and a token that ends for a new one. Here an API key is all
 * three: the password, the token and what refreshes it; one that was revoked or has expired opens nothing by any name.
 */
export async function answerToken(
  parts: Pick<Context, "database" | "clock"> & { log: Log },
  request: Request,
): Promise<Response> {
  try {
    const body = TokenBody.parse(await readBody(request));
    const key = body.type === "refresh_token" ? body.refresh_token : body.password;
    if (!(await findApiKey(parts, key)))
      return refuse(
        401,
        "Unauthorized: the password is an API key of Curfew's, and this is none that is good",
      );
    if (key.split(".").length !== 3)
      return refuse(401, "Unauthorized: this API key is no token; make one on the page API keys");
    const answer = { id_token: key, ...(body.type === "user_credentials" && { refresh_token: key }) };
    return Response.json(answer, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return answerError(error, (cause) => parts.log.error({ error: cause }, "dataloop sign-in failed"));
  }
}
