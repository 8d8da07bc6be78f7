import { answers, TestingReceiver, verifyReceived } from "#server/webhooks/testing-receiver.ts";
import { registerService } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const receiver = new TestingReceiver();
test.beforeAll(async () => {
  registerService("e2e/services/steady/curfew.json");
  await receiver.start();
});
test.afterAll(() => receiver.end());
// What the server refuses in the form is an answer that browsers write down.
test.use({ expectedErrors: /400 \(Bad Request\)/ });

test("a webhook is made on the page, tells the truth of its test, and delivers what happens, signed", async ({
  page,
  request,
}) => {
  await page.goto("/settings/webhooks");
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("pager");
  await dialog.getByLabel("Address").fill("http://10.0.0.1/");
  await dialog.getByLabel("execution.success", { exact: true }).check();
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  await expect(dialog.getByText(/is not on the public internet/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "webhook-form");
  await dialog.getByLabel("Address").fill(receiver.url);
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  const secret = await dialog.getByLabel("Secret", { exact: true }).inputValue();
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  await page.getByRole("link", { name: "pager" }).click();
  receiver.next.push(answers(502, "out of order"));
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "The test was not taken. It answered 502.",
  );
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("The test was taken: answered 204")).toBeVisible();

  const id = await startExecution(request, "steady", "steps", { count: 1 });
  await untilStatus(request, id, "success");
  const received = await receiver.count(3);
  const told = received[2];
  if (!told) throw new Error("it was told");
  expect(verifyReceived(secret, told)).toMatchObject({
    type: "execution.success",
    data: { executionId: id },
  });
  const delivery = page.getByRole("listitem").filter({ hasText: "execution.success" });
  await expect(delivery).toContainText("Delivered");
  await delivery.locator("summary").click();
  await expect(delivery.getByRole("region", { name: "Sent" })).toContainText(id);
  await expectAccessible(page);
  await keepScreenshot(page, "webhook-delivered");
  await delivery.getByRole("button", { name: "Deliver again" }).click();
  const [, , first, again] = await receiver.count(4);
  expect(again?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);

  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete webhook" }).click();
  await expect(page).toHaveURL(/\/settings\/webhooks$/);
  await expect(page.getByRole("link", { name: "pager" })).toHaveCount(0);
});
