import { readdirSync, readFileSync } from "node:fs";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { numberStyle } from "#components/locale/format-number.ts";
import { LocaleProvider } from "#components/locale/locale-provider.tsx";
import { ShortcutProvider } from "#components/shell/shortcuts.tsx";
import { NowProvider } from "#components/time/now-provider.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { DesignScreen } from "./design-screen.tsx";

const nowhere = {} as never;

/** As the server renders it: the page itself is shut in what is built for production. */
function render(): string {
  return renderToStaticMarkup(
    <AppRouterContext value={nowhere}>
      <LocaleProvider locale="en" numberStyle={numberStyle("en")}>
        <NowProvider initialNow={Date.UTC(2026, 10, 3, 10, 42)}>
          <QueryClientProvider client={new QueryClient()}>
            <ShortcutProvider>
              <TooltipProvider>
                <DesignScreen />
              </TooltipProvider>
            </ShortcutProvider>
          </QueryClientProvider>
        </NowProvider>
      </LocaleProvider>
    </AppRouterContext>,
  );
}

test("the page of parts can be rendered, and holds each section", () => {
  const html = render();
  for (const section of ["States", "Controls", "Dialogs", "Charts", "Stops", "Notices"])
    expect(html).toContain(`>${section}</h`);
  expect(html).toContain("never proven");
});

/** Parts of other parts, and what has no look of its own. */
const UNSEEN = [
  "class-names.ts",
  "copy-text.ts",
  "first-sign.ts",
  "focus-place.ts",
  "palette-match.ts",
  "use-focus-return.ts",
  "toaster.tsx",
  "toast-host.tsx",
];

test("every part is on it", () => {
  const read = (folder: string) =>
    readdirSync(new URL(folder, import.meta.url)).filter((name) => /(?<!\.test)\.tsx?$/.test(name));
  const design = read("./").map((name) => readFileSync(new URL(name, import.meta.url), "utf8"));
  const missing = read("../ui/").filter(
    (name) => !UNSEEN.includes(name) && !design.some((text) => text.includes(`#components/ui/${name}`)),
  );
  expect(missing).toEqual([]);
});
