import { mutate } from "./harness/curfew.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const SLEEPS = { runtime: "command", argv: ["sleep", "600"], directory: "/", functions: { run: {} } };

test("replicas are set between a fewest and a most, come with the queue, and the page says how many there are and why", async ({
  page,
  request,
}) => {
  const name = "scaled";
  await mutate(request, "services.create", {
    name,
    program: SLEEPS,
    policy: { gracePeriod: 0, killWait: 1 },
  });
  await page.goto(`/services/${name}`);
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("Max replicas", { exact: true }).fill("3");
  await page.getByLabel("Replicas", { exact: true }).fill("4");
  await expect(page.getByText("Max replicas must be at least 4, the fewest replicas")).toBeVisible();
  await page.getByLabel("Replicas", { exact: true }).fill("0");
  await expect(page.getByText("Max replicas must be at least")).toHaveCount(0);
  await page.getByLabel("Cool-down").fill("120");
  const preview = page.getByLabel("What this change does");
  await expect(
    preview.getByText("0–3 replicas run: one for each execution that runs or waits, fewer after 2 min"),
  ).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "scaling-form");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "scaling-form-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "Save revision 2" }).click();
  await expect(page.getByText("of 0–3 replicas ready")).toBeVisible();
  await expect(page.getByText("Max replicas:").filter({ visible: true }).first()).toBeVisible();
  for (let count = 0; count < 5; count += 1) await mutate(request, "executions.create", { service: name });
  const ready = page.getByText("3 of 0–3 replicas ready");
  await expect(ready).toBeVisible();
  await expect(page.getByText("2 created, waiting")).toBeVisible();
  await ready.scrollIntoViewIfNeeded();
  await keepScreenshot(page, "scaled-up");
  await page.goto("/services");
  const line = page.getByRole("row").filter({ hasText: name });
  await expect(line.getByText("3 of 0–3 ready")).toBeVisible();
});
