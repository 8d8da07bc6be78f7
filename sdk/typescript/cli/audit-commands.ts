import type { Command } from "commander";
import type { AuditEntry, ListAudit } from "../client/audit.ts";
import type { Tools } from "./execution-commands.ts";
import { wholeNumber } from "./input.ts";
import { table } from "./table.ts";
import { show } from "./terminal.ts";

interface AuditOptions {
  actor?: string;
  action?: string;
  execution?: string;
  service?: string;
  from?: string;
  to?: string;
  limit?: string;
}

/** `curfew audit`, and `curfew reasons`. */
export function addAuditCommands(program: Command, tools: () => Tools): void {
  program
    .command("audit")
    .description("what people and programs did, newest first")
    .option("--actor <actor>", "a person's address, or api-key:<name>")
    .option("--action <action>", "e.g. execution.terminate")
    .option("--execution <id>", "what was done to this execution")
    .option("--service <name>", "what was done to this service")
    .option("--from <time>", "not before this, e.g. 2026-11-01T10:00:00Z")
    .option("--to <time>", "before this")
    .option("--limit <count>", "so many; 50 when left out")
    .action(async (options: AuditOptions) => {
      const { terminal, client } = tools();
      const { rows } = await client.audit.list(await toFilter(tools, options));
      show(terminal, rows, auditTable);
    });
  const reasons = program.command("reasons").description("reasons to choose from when something is stopped");
  reasons
    .command("list")
    .description("in the order in which they are offered")
    .action(async () => {
      const { terminal, client } = tools();
      show(terminal, await client.reasonTemplates.list(), (texts) => texts.join("\n"));
    });
  reasons
    .command("set [reasons...]")
    .description("put these in the place of what was there")
    .action(async (texts: string[]) => {
      const { terminal, client } = tools();
      show(terminal, await client.reasonTemplates.save(texts), (saved) => saved.join("\n"));
    });
}

async function toFilter(tools: () => Tools, options: AuditOptions): Promise<ListAudit> {
  const { actor, action, execution, service, from, to, limit } = options;
  const serviceId = service && (await tools().client.services.get(service)).id;
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(execution && { subjectType: "execution", subjectId: execution }),
    ...(serviceId && { subjectType: "service", subjectId: serviceId }),
    ...(from && { from }),
    ...(to && { to }),
    ...(limit && { limit: wholeNumber("--limit", limit) }),
  };
}

function auditTable(entries: AuditEntry[]): string {
  return table(
    ["AT", "WHO", "DID", "TO", "ID", "NOTE"],
    entries.map(({ at, actor, action, subjectName, subjectId, data }) => {
      const note = typeof data.note === "string" ? data.note : null;
      return [at, actor, action, subjectName, subjectId, note];
    }),
  );
}
