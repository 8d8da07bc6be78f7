import { mutate, registerService } from "./harness/curfew.ts";
import { eventsOf, startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => {
  registerService("e2e/services/steady/curfew.json");
  registerService("e2e/services/deaf/curfew.json");
});

// Others of its worker run it, too.
test.afterEach(({ request }) => mutate(request, "services.resume", { name: "deaf" }));

const VIEWS = [
  { colorScheme: "light", width: 1280, height: 900 },
  { colorScheme: "dark", width: 1280, height: 900 },
  { colorScheme: "dark", width: 360, height: 740 },
] as const;

test("the overview tells what stops, what could run, how the last hours went and what work was thrown away", async ({
  page,
  request,
}) => {
  const ended = await startExecution(request, "steady", "steps", { count: 2 });
  await untilStatus(request, ended, "success");
  const running = await startExecution(request, "steady", "steps");
  await untilAtWork(request, running);
  const cut = await startExecution(request, "deaf", "run");
  await expect
    .poll(async () => (await eventsOf(request, cut, "started")).length, { timeout: 90_000 })
    .toBe(1);
  await mutate(request, "executions.terminate", { id: cut, note: "seen from afar" });

  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  const wants = page.getByRole("region", { name: "Wants a look" });
  await expect(wants.getByText(/“seen from afar”/)).toBeVisible();
  const capacity = page.getByRole("region", { name: "Capacity" });
  await expect(capacity.getByRole("row", { name: /steady/ }).getByText(/^[1-4] of 4/)).toBeVisible();
  await expect(page.getByRole("img", { name: /executions ended/ })).toBeVisible();

  await mutate(request, "executions.escalate", { id: cut });
  await mutate(request, "executions.escalate", { id: cut });
  await untilStatus(request, cut, "terminated");
  await expect(wants.getByText(/“seen from afar”/)).toBeHidden();
  await mutate(request, "services.pause", { name: "deaf" });
  await expect(wants.getByRole("link", { name: /deaf paused by/ })).toHaveAttribute("href", "/services/deaf");
  const waste = page.getByRole("region", { name: /^Work thrown away in the last \d+ hours$/ });
  await expect(waste.getByRole("row", { name: /^deaf on request [1-9]/ })).toBeVisible();
  await expect(waste.getByRole("link", { name: "on request" }).first()).toHaveAttribute("href", /q=id%3A/);

  for (const { colorScheme, ...size } of VIEWS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await expect(page.getByRole("img", { name: /ended/ }).locator("svg").first()).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `overview-${colorScheme}-${size.width}`);
  }
  await mutate(request, "executions.terminate", { id: running });
});
