import { createHash, randomBytes } from "node:crypto";

export function newLinkToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a link. */
export function hashLinkToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
