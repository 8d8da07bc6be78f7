import { type Command, Option } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { ChangeSettings } from "../client/service-types.ts";
import type { Revision, UpdatedService } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { readChange, UsageFault, wholeNumber } from "./input.ts";
import { show, type Terminal } from "./terminal.ts";

/** What makes a revision of a service, and what shows them. */
export function addRevisionCommands(services: Command, tools: () => Tools): void {
  services
    .command("revisions <name>")
    .description("its revisions, newest first: who, when, and what changed")
    .option("--before <number>", "only those older than this one")
    .action(async (name: string, { before }: { before?: string }) => {
      const { client, terminal } = tools();
      const older = before === undefined ? undefined : wholeNumber("--before", before);
      const revisions = await client.services.revisions(name, older);
      show(terminal, revisions, revisionLines);
      const oldest = revisions.at(-1)?.number ?? 1;
      if (oldest > 1 && !terminal.json) terminal.note(`More: --before ${oldest}`);
    });
  services
    .command("difference <name> <from> <to>")
    .description("what differs between two of its revisions")
    .action(async (name: string, from: string, to: string) => {
      const { client, terminal } = tools();
      const before = await revisionOf(client, name, wholeNumber("The first revision", from));
      const after = await revisionOf(client, name, wholeNumber("The second revision", to));
      show(terminal, differenceOf(before, after), (lines) => lines.join("\n") || "nothing differs");
    });
  services
    .command("update <name>")
    .description("change its settings, as a new revision")
    .option(
      "--set <field=value...>",
      "e.g. policy.executionTimeout=60 policy.onReset=rerun placement.replicas=0 placement.maxReplicas=4",
    )
    .option("--expected-revision <number>", "refuse unless it is still at this revision")
    .addOption(applyOption())
    .option(
      "--force",
      "stop what runs on old replicas: it fails or runs again, as its on-reset says; without --set, on those that are left",
    )
    .action(async (name: string, { set, ...options }: { set?: string[] } & Options) => {
      const { client, terminal } = tools();
      if (!set && !options.force) throw new UsageFault("update needs --set field=value, or --force");
      tellUpdated(terminal, await client.services.update(name, readChange(set ?? []), settingsOf(options)));
    });
  services
    .command("duplicate <name> <as>")
    .description("deploy a copy of it under another name")
    .option("--revision <number>", "as it was at this revision")
    .option(
      "--set <field=value...>",
      "what is to differ, e.g. policy.executionTimeout=60 program.env.MODE=test",
    )
    .action(async (name: string, as: string, options: { revision?: string; set?: string[] }) => {
      const { client, terminal } = tools();
      const revision =
        options.revision === undefined ? {} : { revision: wholeNumber("--revision", options.revision) };
      const change = { ...readChange(options.set ?? []), ...revision };
      const copied = await client.services.duplicate(name, as, change);
      show(terminal, copied, (made) => `${made.name} is deployed, a copy of ${name}`);
    });
  services
    .command("rollback <name> <revision>")
    .description("bring an older revision's content back, as a new revision")
    .option("--expected-revision <number>", "refuse unless it is still at this revision")
    .addOption(applyOption())
    .option("--force", "stop what runs on old replicas: it fails or runs again, as its on-reset says")
    .action(async (name: string, revision: string, options: Options) => {
      const { client, terminal } = tools();
      const number = wholeNumber("The revision", revision);
      tellUpdated(terminal, await client.services.rollBack(name, number, settingsOf(options)));
    });
}

function applyOption(): Option {
  return new Option(
    "--apply <to>",
    "new: what starts from now on (left out, it is this); live: deadlines of what runs too; replace: drain and replace every replica",
  ).choices(["new", "live", "replace"]);
}

interface Options {
  expectedRevision?: string;
  apply?: "new" | "live" | "replace";
  force?: boolean;
}

function settingsOf({ expectedRevision, apply, force }: Options): ChangeSettings {
  return {
    ...(expectedRevision === undefined
      ? {}
      : { expectedRevision: wholeNumber("--expected-revision", expectedRevision) }),
    ...(apply ? { apply } : {}),
    ...(force ? { force } : {}),
  };
}

export function tellUpdated(terminal: Terminal, updated: UpdatedService): void {
  show(terminal, updated, ({ name, revision, changed, replicas, live, cut }) => {
    const stopping =
      cut > 0 ? [`${cut} old ${cut === 1 ? "replica is" : "replicas are"} being stopped with what runs`] : [];
    if (!changed) return [`${name} is so already, at revision ${revision}`, ...stopping].join("; ");
    const rest = [
      replicas === "kept" ? "its replicas stay" : "its replicas are being replaced",
      ...(live
        ? [`the deadlines of ${live.executions} are being moved: curfew bulk get ${live.bulkId}`]
        : []),
      ...stopping,
    ];
    return `${name} is at revision ${revision} now; ${rest.join("; ")}`;
  });
}

async function revisionOf(client: CurfewClient, name: string, number: number): Promise<Revision> {
  const [revision] = await client.services.revisions(name, number + 1);
  if (revision?.number !== number) throw new UsageFault(`Service ${name} has no revision ${number}.`);
  return revision;
}

function revisionLines(revisions: Revision[]): string {
  return revisions
    .map((revision, place) => {
      const head = `Revision ${revision.number} by ${revision.author}, ${revision.createdAt}`;
      return [head, ...differenceOf(revisions[place + 1], revision).map((line) => `  ${line}`)].join("\n");
    })
    .join("\n");
}

function differenceOf(before: Revision | undefined, after: Revision): string[] {
  if (!before) return [];
  const old = leavesOf(before.config);
  const now = leavesOf(after.config);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => change(path, old.get(path), now.get(path)));
}

/** Values of the environment may be secrets: that they changed is enough. */
function change(path: string, before: string | undefined, after: string | undefined): string {
  if (!path.startsWith("program.env.")) return `${path}: ${before ?? "nothing"} -> ${after ?? "nothing"}`;
  if (before === undefined) return `${path}: set`;
  return `${path}: ${after === undefined ? "removed" : "changed"}`;
}

/** Each value that is no object, by its dotted path, as JSON. */
function leavesOf(value: object, path = ""): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const at = `${path}${key}`;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) {
      for (const [leaf, text] of leavesOf(inner, `${at}.`)) leaves.set(leaf, text);
    } else leaves.set(at, JSON.stringify(inner));
  }
  return leaves;
}
