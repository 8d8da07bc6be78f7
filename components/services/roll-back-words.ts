import type { FormatNumber } from "#components/locale/format-number.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { type Applied, type Applying, applyWords } from "./apply-words.ts";

/** What a new revision with an older one's content means for the service's executions; `created` wait. */
export function rollBackWords(
  { created, next, policy }: { created: number; next: number; policy: ServiceConfig["policy"] },
  preview: PolicyPreview,
  applied: Applied,
  applying: Applying,
  formatNumber: FormatNumber,
): string[] {
  return [
    ...applyWords(applying, policy, applied, preview, formatNumber),
    created === 0
      ? `New executions start on revision ${next}.`
      : `${formatNumber(created)} waiting, and new ones, start on revision ${next}.`,
  ];
}
