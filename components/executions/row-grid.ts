import type { CSSProperties } from "react";
import { cn } from "#components/ui/class-names.ts";
import { COLUMNS, type ColumnChoice, type ColumnKey, isDefault, tracksOf } from "./columns.ts";

/** The same tracks for the heading and every row, so that columns stand still whatever is in them. A narrow list has cards. */
export const GRID =
  "grid items-center gap-x-3 px-3 @min-[47rem]:h-9 @min-[47rem]:px-4.5 " +
  "@max-[47rem]:grid-cols-[1.25rem_minmax(0,1fr)_minmax(5rem,auto)] @max-[47rem]:gap-y-1 @max-[47rem]:py-2 " +
  "@max-[47rem]:[grid-template-areas:'tick_state_action'_'._service_id'_'._progress_running'_'._deadline_deadline'] " +
  "@min-[47rem]:grid-cols-(--tracks-narrow) @min-[64rem]:grid-cols-(--tracks-medium) @min-[78rem]:grid-cols-(--tracks-wide)";

/** What `GRID` reads: on an element around the rows. */
export function gridStyle(choice: ColumnChoice): CSSProperties {
  const { narrow, medium, wide } = tracksOf(choice);
  return { "--tracks-narrow": narrow, "--tracks-medium": medium, "--tracks-wide": wide } as CSSProperties;
}

/** Where they stand on a card; the others stand on none. */
const AREAS: Partial<Record<ColumnKey, string>> = {
  state: "@max-[47rem]:[grid-area:state]",
  id: "@max-[47rem]:[grid-area:id]",
  service: "@max-[47rem]:[grid-area:service]",
  progress: "@max-[47rem]:[grid-area:progress]",
  running: "@max-[47rem]:[grid-area:running]",
  // As high as what moves it, so that a card keeps its height when it ends.
  deadline:
    "@max-[47rem]:flex @max-[47rem]:min-h-6 @max-[47rem]:items-center @max-[47rem]:[grid-area:deadline]",
};

/** Where a cell stands, and where it gives way; the same for its heading, which cards have for screen readers only. */
export function cellClass(key: ColumnKey, choice: ColumnChoice): string {
  const { roomy, end } = COLUMNS[key];
  const givesWay = isDefault(choice) ? roomy : undefined;
  return cn(
    "min-w-0",
    AREAS[key] ?? "@max-[47rem]:hidden",
    givesWay === "medium" && "@max-[64rem]:hidden",
    givesWay === "wide" && "@max-[78rem]:hidden",
    end && "@min-[47rem]:text-right",
  );
}
