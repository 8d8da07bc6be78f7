import type { ServiceDetail } from "#server/domain/views.ts";
import { mutate, query } from "./harness/curfew.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

// What the server refuses is shown at its field; the browser notes the answer, too.
test.use({ expectedErrors: /400 \(Bad Request\)|409 \(Conflict\)/ });

test("a service is created in a form, with each fault at its field, and tested with a real run", async ({
  page,
  request,
}) => {
  await page.goto("/services");
  await page.getByRole("link", { name: "New service" }).click();
  const form = page.getByRole("form", { name: "New service" });
  await form.getByLabel("Name", { exact: true }).fill("Made By Hand");
  await form.getByLabel("Command", { exact: true }).check();
  await form.getByRole("button", { name: "Create service" }).click();
  await expect(form.getByText(/name must be 1 to 63 lower-case letters/)).toBeVisible();
  await expect(form.getByText("Say the absolute folder that the program is in")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "new-service-faults");
  await form.getByLabel("Name", { exact: true }).fill("made-by-hand");
  await form.getByLabel("Folder").fill("/");
  await page.getByRole("link", { name: "Cancel" }).click();
  await page
    .getByRole("dialog", { name: "Leave without saving?" })
    .getByRole("button", { name: "Stay" })
    .click();
  await form.getByRole("textbox", { name: "Command" }).fill("sh\n-c\necho made by hand");
  await form.getByLabel("Execution timeout").fill("60");
  await form.getByRole("button", { name: "Add a variable" }).click();
  await form.getByLabel("Name of variable 1").fill("TOKEN");
  await form.getByLabel("Value of variable 1").fill("hunter2");
  await form.getByLabel("Input schema").fill('{"type":"objct"}');
  await form.getByRole("button", { name: "Create service" }).click();
  await expect(form.getByText(/must be a JSON Schema/)).toBeVisible();
  await form.getByLabel("Input schema").fill("{}");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await keepScreenshot(page, "new-service-dark");
  await form.getByRole("button", { name: "Create and test…" }).click();
  const dialog = page.getByRole("dialog", { name: "Start an execution" });
  await dialog.getByRole("button", { name: "Start execution" }).click();
  await expect(page.getByText("Success").first()).toBeVisible({ timeout: 60_000 });
  const made = await query<ServiceDetail>(request, "services.get", { name: "made-by-hand" });
  expect(made).toMatchObject({
    revision: 1,
    policy: { executionTimeout: 60 },
    config: { program: { argv: ["sh", "-c", "echo made by hand"], env: { TOKEN: "hunter2" } } },
  });
});

test("a service is duplicated from a form that holds what it has, and shows no secret", async ({
  page,
  request,
}) => {
  const program = {
    runtime: "command",
    argv: ["true"],
    directory: "/",
    env: { TOKEN: "hunter3" },
    functions: { run: {} },
  };
  await mutate(request, "services.create", { name: "original", program, policy: { gracePeriod: 7 } });
  await page.goto("/services/original");
  await page.getByRole("link", { name: "Duplicate…" }).click();
  await expect(page.getByRole("heading", { name: "Duplicate original" })).toBeVisible();
  const form = page.getByRole("form", { name: "New service" });
  await expect(form.getByLabel("Value of variable 1")).toHaveAttribute("type", "password");
  await form.getByLabel("Name", { exact: true }).fill("original");
  await form.getByRole("button", { name: "Create service" }).click();
  await expect(form.getByText(/There is a service original already/)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 780 });
  await expectAccessible(page);
  await keepScreenshot(page, "duplicate-360");
  await form.getByLabel("Name", { exact: true }).fill("copied");
  await form.getByRole("button", { name: "Create service" }).click();
  await expect(page.getByRole("heading", { name: "copied" })).toBeVisible();
  const copied = await query<ServiceDetail>(request, "services.get", { name: "copied" });
  expect(copied).toMatchObject({
    policy: { gracePeriod: 7 },
    config: { program: { env: { TOKEN: "hunter3" } } },
  });
});
