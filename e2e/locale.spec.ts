import type { APIRequestContext } from "@playwright/test";
import { mutate } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { expectNoSidewaysScroll } from "./harness/reach.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const READERS = [
  {
    locale: "en-US",
    noon: "17:00",
    timezoneId: "America/New_York",
    lines: "2,000 lines",
    mark: ".",
    queueLimit: "5,000",
    moment: /^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d\s[AP]M E[DS]T$/,
  },
  {
    locale: "de-DE",
    noon: "11:00",
    timezoneId: "Europe/Berlin",
    lines: "2.000 lines",
    mark: ",",
    queueLimit: "5.000",
    moment: /^\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d MES?Z$/,
  },
];

/** An execution that wrote 2,000 lines, of a service with a limit that the server writes into the page. */
async function runCounting(request: APIRequestContext, name: string): Promise<string> {
  const program = {
    runtime: "command",
    argv: ["sh", "-c", "seq 2000; sleep 1.2"],
    directory: "/",
    functions: { run: {} },
  };
  await mutate(request, "services.create", { name, program, policy: { queueLimit: 5_000 } });
  const id = await startExecution(request, name, "run");
  await untilStatus(request, id, "success");
  return id;
}

for (const { locale, timezoneId, noon, lines, mark, queueLimit, moment } of READERS) {
  test.describe(`whose browser asks for ${locale}`, () => {
    test.use({ locale, timezoneId });

    test(`a reader sees ${queueLimit} and the moments of ${timezoneId}`, async ({ page, request }) => {
      const id = await runCounting(request, `counting-${locale.toLowerCase()}`);
      await page.goto(`/executions/${id}?tab=logs`);
      await expect(page.getByText(lines, { exact: true })).toBeVisible();
      await expect(page.getByText(queueLimit, { exact: true })).toBeVisible();
      await expect(page.getByRole("main").locator("time").first()).toHaveAttribute("title", moment);
      await expect(page.getByText(new RegExp(`^\\d+\\${mark}\\d s$`)).first()).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
        await keepScreenshot(page, `numbers-${locale}-${colorScheme}`);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      await expectAccessible(page);
      await keepScreenshot(page, `numbers-${locale}-360`);
      // A title is seen by neither keys nor touch.
      await page.getByRole("button", { name: "Account and look" }).press("Enter");
      await page.getByRole("menuitemradio", { name: "Date and time" }).press("Enter");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("main").locator("time").first()).toHaveText(moment);
      await expectNoSidewaysScroll(page, `moments of ${locale}`);
      await keepScreenshot(page, `moments-${locale}-360`);
      await page.goto("/executions");
      await page.getByRole("combobox", { name: "Filter", exact: true }).fill("from:2026-01-01T12:00");
      await page.keyboard.press("Enter");
      await expect(
        page.getByRole("button", { name: "Remove the filter from:2026-01-01T12:00" }),
      ).toBeVisible();
      expect(new URL(page.url()).searchParams.get("q")).toBe(`from:2026-01-01T${noon}Z`);
    });
  });
}

test("two readers at once each get their own numbers from the server, and who asks for nonsense gets English", async ({
  request,
}) => {
  const id = await runCounting(request, "counting-at-once");
  const pageFor = async (language: string) => {
    const answer = await request.get(`/executions/${id}`, { headers: { "accept-language": language } });
    expect(answer.status()).toBe(200);
    return await answer.text();
  };
  const [german, english, nonsense] = await Promise.all(
    ["de-DE,de;q=0.9", "en-US", "%;q=much,,*"].map(pageFor),
  );
  expect(german).toContain(">5.000<");
  expect(english).toContain(">5,000<");
  expect(nonsense).toContain(">5,000<");
});
