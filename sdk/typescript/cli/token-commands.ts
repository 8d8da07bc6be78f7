import type { Command } from "commander";
import type { ApiKey, CreatedApiKey } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { UsageFault, wholeNumber } from "./input.ts";
import { table } from "./table.ts";
import { show } from "./terminal.ts";

export function addTokenCommands(program: Command, tools: () => Tools): void {
  const token = program.command("token").description("make, list and revoke API keys");
  token
    .command("create <name>")
    .description("make an API key; prints it, once")
    .option("--days <number>", "how long it is good for; 90 when left out")
    .action(async (name: string, { days }: { days?: string }) => {
      const { client, terminal } = tools();
      const created = await client.apiKeys.create(name, days ? { days: wholeNumber("--days", days) } : {});
      show(terminal, created, ({ key }) => key);
      if (!terminal.json) terminal.note(createdWords(created));
    });
  token
    .command("list")
    .description("the API keys that are good; --all also those that were")
    .option("--all", "also those that were revoked or have expired")
    .action(async ({ all }: { all?: boolean }) => {
      const { client, terminal } = tools();
      const now = Date.now();
      const keys = (await client.apiKeys.list()).filter((key) => all || stateOf(key, now) === "active");
      show(terminal, keys, () => keyTable(keys, now));
    });
  token
    .command("revoke <key>")
    .description("revoke the API key of this name or id, at once")
    .action(async (asked: string) => {
      const { client, terminal } = tools();
      const revoked = await client.apiKeys.revoke(idOf(await client.apiKeys.list(), asked));
      show(terminal, revoked, ({ name }) => `${name} revoked`);
    });
}

function createdWords({ expiresAt }: CreatedApiKey): string {
  return `Good until ${expiresAt}. Keep it: it can't be shown again.`;
}

/** Of several of one name the one that is good is meant. */
function idOf(keys: ApiKey[], asked: string): string {
  const named = keys.filter(({ id, name }) => id === asked || name === asked);
  const key = named.find(({ revokedAt }) => revokedAt === null) ?? named[0];
  if (!key) throw new UsageFault(`There is no API key ${asked}. \`curfew token list --all\` shows them.`);
  return key.id;
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: number): "active" | "expired" | "revoked" {
  if (revokedAt) return "revoked";
  return expiresAt && Date.parse(expiresAt) <= now ? "expired" : "active";
}

function keyTable(keys: ApiKey[], now: number): string {
  return table(
    ["NAME", "KEY", "STATE", "EXPIRES", "LAST USED", "MADE BY"],
    keys.map((key) => [
      key.name,
      key.prefix,
      stateOf(key, now),
      key.expiresAt ?? "never",
      key.lastUsedAt ?? "never",
      key.createdBy,
    ]),
  );
}
