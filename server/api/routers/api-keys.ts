import { CreateApiKeyInput, createApiKey } from "#server/auth/create-api-key.ts";
import { listApiKeys, PageApiKeysInput, pageApiKeys } from "#server/auth/list-api-keys.ts";
import { RevokeApiKeyInput, revokeApiKey } from "#server/auth/revoke-api-key.ts";
import { createRouter, procedure } from "../trpc.ts";

export const apiKeysRouter = createRouter({
  list: procedure.query(({ ctx }) => listApiKeys(ctx)),
  page: procedure.input(PageApiKeysInput).query(({ ctx, input }) => pageApiKeys(ctx, input)),
  create: procedure.input(CreateApiKeyInput).mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revoke: procedure.input(RevokeApiKeyInput).mutation(({ ctx, input }) => revokeApiKey(ctx, input)),
});
