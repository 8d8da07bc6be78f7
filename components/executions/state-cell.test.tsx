import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { sampleRows } from "#components/design/samples.ts";
import { numberStyle } from "#components/locale/format-number.ts";
import { LocaleProvider } from "#components/locale/locale-provider.tsx";
import { NowProvider } from "#components/time/now-provider.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import type { ExecutionRow } from "#server/domain/views.ts";
import { StateCell } from "./state-cell.tsx";

const NOW = Date.UTC(2026, 10, 3, 10, 42);
const rows = sampleRows(NOW);

function render(execution: ExecutionRow): string {
  return renderToStaticMarkup(
    <LocaleProvider locale="en" numberStyle={numberStyle("en")}>
      <NowProvider initialNow={NOW}>
        <TooltipProvider>
          <StateCell execution={execution} />
        </TooltipProvider>
      </NowProvider>
    </LocaleProvider>,
  );
}

test("what runs is marked overdue and stalled, and not any more once it was asked to stop", () => {
  const late = rows.find(({ stop, deadlineAt }) => !stop && deadlineAt && deadlineAt.getTime() < NOW);
  const stop = rows.find((row) => row.stop)?.stop;
  if (!late || !stop) throw new Error("there are no such samples");
  const stalled = { ...late, stalledAt: new Date(NOW - 60_000) };
  expect(render(stalled)).toMatch(/overdue.*stalled/);
  expect(render({ ...stalled, stop })).not.toMatch(/overdue|stalled/);
  expect(render({ ...stalled, stop, lost: true })).not.toMatch(/overdue|stalled/);
});
