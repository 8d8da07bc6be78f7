/** Whether a key opens anything now. */
export type ApiKeyState = "active" | "expired" | "revoked";

export function apiKeyState(
  key: { expiresAt: Date | null; revokedAt: Date | null },
  now: Date | number,
): ApiKeyState {
  if (key.revokedAt) return "revoked";
  return key.expiresAt && key.expiresAt.getTime() <= Number(now) ? "expired" : "active";
}

/** Days that a new key is good for. */
export const KEY_DAYS = { least: 1, most: 3_650, usual: 90 } as const;

/** The form of a key's name; the audit calls its holder by it. */
export const KEY_NAME = /^[a-z][a-z0-9-]{0,62}$/;
export const KEY_NAME_WORDS =
  "name must be 1 to 63 lower-case letters, digits and hyphens, and start with a letter";

/** A key that programs prove themselves with. The key itself is shown once, when it is made. */
export interface ApiKeyView {
  id: string;
  /** What rows and the audit call its holder: `api-key:<name>`. */
  name: string;
  /** A few of its characters, by which people tell keys apart. */
  prefix: string;
  createdAt: Date;
  createdBy: string;
  /** Null: it does not end by itself. */
  expiresAt: Date | null;
  /** To the minute; null while nobody used it. */
  lastUsedAt: Date | null;
  /** Null while it was not revoked. */
  revokedAt: Date | null;
}
