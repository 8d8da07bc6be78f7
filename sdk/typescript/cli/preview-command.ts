import type { Command } from "commander";
import type { Policy, PolicyPreview } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { readChange, UsageFault } from "./input.ts";
import { show } from "./terminal.ts";

export function addPreviewCommand(services: Command, tools: () => Tools): void {
  services
    .command("preview <name>")
    .description("what another policy would mean for what runs now; changes nothing")
    .requiredOption("-s, --set <field=value...>", "as of `services update`, e.g. policy.executionTimeout=60")
    .action(async (name: string, options: { set: string[] }) => {
      const { client, terminal } = tools();
      const { policy, ...rest } = readChange(options.set) as { policy?: Partial<Policy> };
      const [other] = Object.keys(rest);
      if (!policy || other)
        throw new UsageFault(`A preview is of fields of the policy, not of ${other ?? "nothing"}`);
      show(terminal, await client.services.preview(name, policy), previewWords);
    });
}

function previewWords(preview: PolicyPreview): string {
  const { running, stopping, alreadyPast, endingSoon, waitedTooLong, cut } = preview;
  const asked = stopping > 0 ? ` (${stopping} asked to stop already)` : "";
  return [
    `${running} run${asked}: ${alreadyPast} would be past the timeout already, ${endingSoon} would end by it soon`,
    `${waitedTooLong} of those that wait would fail at once by the queue timeout`,
    `A drain would wait for ${preview.drainWaitSeconds} s at most; with --force ${cut.failed} would fail and ${cut.rerun} run again`,
    ...(preview.resetWaitSeconds > 0
      ? [`A reset would wait for ${preview.resetWaitSeconds} s at most, for what runs in the same worker`]
      : []),
  ].join("\n");
}
