import { z } from "zod";
import type { CreatedApiKey } from "#server/auth/create-api-key.ts";
import type { ApiKeyView } from "#server/domain/api-key.ts";
import { pageShape } from "./page-shape.ts";
import type { Route } from "./route.ts";

const time = z.date();

export const ApiKeyShape = z.object({
  id: z.uuid(),
  name: z.string().describe("Rows and the audit call its holder `api-key:<name>`."),
  prefix: z.string().describe("A few of its characters, by which people tell keys apart."),
  createdAt: time,
  createdBy: z.string(),
  expiresAt: time.nullable().describe("Null: it does not end by itself."),
  lastUsedAt: time.nullable().describe("To the minute; null while nobody used it."),
  revokedAt: time.nullable(),
}) satisfies z.ZodType<ApiKeyView>;

export const CreatedApiKeyShape = z.object({
  id: z.uuid(),
  name: z.string(),
  expiresAt: time,
  key: z.string().describe("The key. It can't be shown again."),
}) satisfies z.ZodType<CreatedApiKey>;

export const RevokedShape = z.object({ id: z.uuid(), name: z.string(), revokedAt: time });

export const API_KEY_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/api-keys",
    procedure: "apiKeys.page",
    summary: "List API keys",
    shape: pageShape(ApiKeyShape),
  },
  {
    method: "POST",
    path: "/api-keys",
    procedure: "apiKeys.create",
    summary: "Make an API key",
    details: "The key is in the answer, and nowhere else: keep it. It is good for `days` days.",
    status: 201,
    shape: CreatedApiKeyShape,
  },
  {
    method: "POST",
    path: "/api-keys/{id}/revoke",
    procedure: "apiKeys.revoke",
    summary: "Revoke an API key",
    details: "It opens nothing from then on. Revoking again changes nothing.",
    shape: RevokedShape,
  },
];
