import { join } from "node:path";
import { mutate, registerService } from "./harness/curfew.ts";
import { getExecution, startExecution, untilStatus } from "./harness/executions.ts";
import { E2E_PORT } from "./harness/place.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const ROOT = join(import.meta.dirname, "..");
const START = "node bin/curfew.mjs executions start steady --function steps";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("what an execution starts is shown under it, and is terminated with it when that is asked for", async ({
  page,
  request,
}) => {
  await mutate(request, "services.create", {
    name: "conductor",
    program: {
      runtime: "command",
      argv: ["/bin/sh", "-c", `${START} && ${START} && exec sleep 600`],
      directory: ROOT,
      env: { CURFEW_URL: `http://127.0.0.1:${E2E_PORT}` },
      functions: { run: {} },
    },
    policy: { gracePeriod: 1, killWait: 1 },
  });
  const id = await startExecution(request, "conductor", "run");
  const liveBelow = async () => (await getExecution(request, id)).liveBelow;
  await expect.poll(liveBelow, { timeout: 90_000 }).toBe(2);
  const { children } = await getExecution(request, id);

  await page.goto(`/executions?q=parent:${id}`);
  await expect(page.getByText("2 of 2 loaded")).toBeVisible();
  await expect(page.getByText(/^Started by /).first()).toBeAttached();
  await keepScreenshot(page, "family-list");
  await page.goto(`/executions/${id}?tab=timeline`);
  const related = page.getByRole("region", { name: "Related executions" });
  await expect(related.getByText(/^Started execution/)).toHaveCount(2);
  await expect(page.getByText(/^Its code started an execution of steady/)).toHaveCount(2);
  const gantt = page.getByRole("region", { name: "Family, 3" });
  await expect(gantt.getByRole("listitem")).toHaveCount(3);
  await gantt
    .getByRole("link", { name: /^steady/ })
    .first()
    .focus();
  await expect(page.getByRole("tooltip")).toHaveText(/^steady · steps; .+; attempt 1 began after/);
  await expectAccessible(page);
  await keepScreenshot(page, "family-parent");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "family-parent-dark");
  await page.emulateMedia({ colorScheme: "light" });

  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Also stop the 2 executions below it").check();
  await dialog.getByLabel("Reason").fill("wrong data");
  await expectAccessible(page);
  await keepScreenshot(page, "family-dialog");
  await dialog.getByRole("button", { name: "Stop execution" }).click();
  await expect(dialog).toBeHidden();
  for (const one of [id, ...children.map((child) => child.id)]) await untilStatus(request, one, "terminated");
  await expect(related.getByText("Terminated")).toHaveCount(2);
  await expect(gantt.getByTitle(/terminated; stop requested after .+; state last saved after/)).toHaveCount(
    2,
  );
  await keepScreenshot(page, "family-over");

  await page.goto(`/executions/${children[0]?.id}`);
  await expect(related.getByText(/^Started by execution/)).toBeVisible();
  await expect(page.getByText(`wrong data (terminated with its parent ${id})`).first()).toBeVisible();
  await keepScreenshot(page, "family-child");
});
