import type { Command } from "commander";
import type { Delivery, Webhook, WebhookEvent } from "../client/webhooks.ts";
import type { Tools } from "./execution-commands.ts";
import { UsageFault, wholeNumber } from "./input.ts";
import { table } from "./table.ts";
import { show } from "./terminal.ts";

interface Settings {
  url?: string;
  event?: string[];
  service?: string[];
  allServices?: boolean;
  on?: boolean;
  off?: boolean;
  name?: string;
}

/** `curfew webhooks`. A webhook is named by its name or its id. */
export function addWebhookCommands(program: Command, tools: () => Tools): void {
  const webhooks = program.command("webhooks").description("addresses that are told what happens");
  webhooks
    .command("list")
    .description("all, and how they do")
    .action(async () => {
      const { client, terminal } = tools();
      show(terminal, await client.webhooks.list(), webhookTable);
    });
  addChanges(webhooks, tools);
  addDeliveries(webhooks, tools);
  webhooks
    .command("delete <webhook>")
    .description("it is told of nothing more; its log goes too")
    .action(async (asked: string) => {
      const { client, terminal } = tools();
      const removed = await client.webhooks.remove(await idOf(tools, asked));
      show(terminal, removed, ({ name }) => `${name} deleted`);
    });
  webhooks
    .command("rotate-secret <webhook>")
    .description("sign with a new secret; prints it, once")
    .action(async (asked: string) => {
      const { client, terminal } = tools();
      const rotated = await client.webhooks.rotateSecret(await idOf(tools, asked));
      show(terminal, rotated, ({ secret }) => secret);
      if (!terminal.json) terminal.note(`The one before signs too until ${rotated.oldSecretUntil}.`);
    });
}

function addChanges(webhooks: Command, tools: () => Tools): void {
  webhooks
    .command("create <name> <url>")
    .description("make one; prints its secret, once")
    .requiredOption("--event <event...>", "what it is told of, e.g. execution.failed")
    .option("--service <name...>", "of these alone; of all when left out")
    .option("--off", "not yet")
    .action(async (name: string, url: string, { event = [], service, off }: Settings) => {
      const { client, terminal } = tools();
      const events = event as WebhookEvent[];
      const made = await client.webhooks.create({
        name,
        url,
        events,
        ...(service && { services: service }),
        ...(off && { enabled: false }),
      });
      show(terminal, made, ({ secret }) => secret);
      if (!terminal.json)
        terminal.note("Receivers check deliveries by it. Keep it: it can't be shown again.");
    });
  webhooks
    .command("update <webhook>")
    .description("change what is given")
    .option("--name <name>", "what people call it")
    .option("--url <url>", "where deliveries are posted to")
    .option("--event <event...>", "all that it is told of from now on")
    .option("--service <name...>", "of these alone")
    .option("--all-services", "of all services")
    .option("--on", "turn it on")
    .option("--off", "turn it off: it is told of nothing that happens meanwhile")
    .action(async (asked: string, settings: Settings) => {
      const { client, terminal } = tools();
      const change = toChange(settings);
      if (Object.keys(change).length === 0)
        throw new UsageFault("Say what to change; --help shows what there is");
      const updated = await client.webhooks.update(await idOf(tools, asked), change);
      show(terminal, updated, (webhook) => webhookTable([webhook]));
    });
}

function addDeliveries(webhooks: Command, tools: () => Tools): void {
  webhooks
    .command("test <webhook>")
    .description("send a test now; exit code 1 when it was not taken")
    .action(async (asked: string) => {
      const { client, terminal, exit } = tools();
      const delivery = await client.webhooks.test(await idOf(tools, asked));
      show(terminal, delivery, testWords);
      if (delivery.state !== "delivered") exit(1);
    });
  webhooks
    .command("deliveries <webhook>")
    .description("what it was told, newest first")
    .option("--state <state>", "waiting, delivered or given-up")
    .option("--limit <count>", "so many; 50 when left out")
    .action(async (asked: string, { state, limit }: { state?: Delivery["state"]; limit?: string }) => {
      const { client, terminal } = tools();
      const page = await client.webhooks.deliveries(await idOf(tools, asked), {
        ...(state && { state }),
        ...(limit && { limit: wholeNumber("--limit", limit) }),
      });
      show(terminal, page.rows, deliveryTable);
    });
  webhooks
    .command("redeliver <webhook> <delivery>")
    .description("send it once more, as soon as may be")
    .action(async (asked: string, delivery: string) => {
      const { client, terminal } = tools();
      const queued = await client.webhooks.redeliver(await idOf(tools, asked), delivery);
      show(terminal, queued, ({ id }) => `${id} waits for its delivery`);
    });
}

async function idOf(tools: () => Tools, asked: string): Promise<string> {
  const found = (await tools().client.webhooks.list()).find(({ id, name }) => id === asked || name === asked);
  if (!found) throw new UsageFault(`There is no webhook ${asked}. \`curfew webhooks list\` shows them.`);
  return found.id;
}

function toChange({ name, url, event, service, allServices, on, off }: Settings) {
  if (on && off) throw new UsageFault("Give either --on or --off");
  if (service && allServices) throw new UsageFault("Give either --service or --all-services");
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(event && { events: event as WebhookEvent[] }),
    ...(service && { services: service }),
    ...(allServices && { services: null }),
    ...((on || off) && { enabled: on === true }),
  };
}

function stateOf({ enabled, failures }: Webhook): string {
  if (!enabled) return "off";
  return failures > 0 ? "failing" : "on";
}

function webhookTable(webhooks: Webhook[]): string {
  return table(
    ["NAME", "STATE", "WAITING", "SERVICES", "LAST TRY", "URL"],
    webhooks.map((webhook) => {
      const { name, waiting, services, lastTry, url } = webhook;
      const last = lastTry && (lastTry.error ?? String(lastTry.status));
      return [name, stateOf(webhook), waiting, services?.join(",") ?? "all", last, url];
    }),
  );
}

function deliveryTable(deliveries: Delivery[]): string {
  return table(
    ["ID", "EVENT", "STATE", "TRIES", "LAST ANSWER", "NEXT TRY", "ABOUT"],
    deliveries.map(({ id, event, state, tries, nextTryAt, executionId, serviceName }) => {
      const last = tries.at(-1);
      const answer = last ? (last.error ?? String(last.status)) : null;
      return [id, event, state, tries.length, answer, nextTryAt, executionId ?? serviceName];
    }),
  );
}

function testWords({ tries }: Delivery): string {
  const [tried] = tries;
  if (!tried) return "It was not sent.";
  const answer = tried.answer ? `\n${tried.answer}` : "";
  if (tried.error === null) return `Answered ${tried.status} in ${tried.durationMs} ms.${answer}`;
  return `Not taken: ${tried.error}${answer}`;
}
