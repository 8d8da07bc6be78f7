import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { magicLink } from "better-auth/plugins/magic-link";
import type { Database } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import { verifications } from "#db/schema/verifications.ts";
import { hashLinkToken } from "./link-token.ts";

const DAY = 24 * 60 * 60;
export const SESSION_SECONDS = 30 * DAY;
/** For how long a session's cookie is believed without a look into the database. */
const COOKIE_CACHE_SECONDS = 60;

export interface AuthOptions {
  database: Database;
  secret: string;
  /** Where people reach the web server, for instance `http://127.0.0.1:3000`. */
  baseUrl: string;
  trustedOrigins: string[];
}

/** Sessions of people. Its HTTP door is narrowed in server/auth/http.ts. */
export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: "Curfew",
    baseURL: options.baseUrl,
    basePath: "/api/auth",
    secret: options.secret,
    trustedOrigins: options.trustedOrigins,
    database: drizzleAdapter(options.database.db, {
      provider: "pg",
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
    }),
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: DAY,
      cookieCache: { enabled: true, maxAge: COOKIE_CACHE_SECONDS },
    },
    plugins: [
      magicLink({
        storeToken: { type: "custom-hasher", hash: async (token) => hashLinkToken(token) },
        // Links are made by the owner of the machine alone (sign-in-link.ts); no address gets one by asking.
        sendMagicLink: () => {
          throw new Error("sign-in links are not sent");
        },
      }),
    ],
    // Cookies do not tell ports apart: two Curfews on one host must not sign each other out.
    advanced: { cookiePrefix: `curfew-${new URL(options.baseUrl).port || "main"}` },
    // A link's token is 32 random bytes and good once; limiting tries would only lock out its owner.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
