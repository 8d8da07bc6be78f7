import { existsSync, readFileSync } from "node:fs";
import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { mutate, query } from "./curfew.ts";

/** Starts an execution as a script would, and returns its id. */
export async function startExecution(
  request: APIRequestContext,
  service: string,
  functionName: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await mutate<{ id: string }>(request, "executions.create", { service, functionName, input });
  return id;
}

export function getExecution(request: APIRequestContext, id: string): Promise<ExecutionDetail> {
  return query<ExecutionDetail>(request, "executions.get", { id });
}

/** Waits until the row says `status`, and returns it. */
export async function untilStatus(
  request: APIRequestContext,
  id: string,
  status: ExecutionDetail["status"],
  timeout = 90_000,
): Promise<ExecutionDetail> {
  await expect.poll(async () => (await getExecution(request, id)).status, { timeout }).toBe(status);
  return getExecution(request, id);
}

/** Waits until its code has passed a checkpoint or reported progress. */
export async function untilAtWork(request: APIRequestContext, id: string): Promise<void> {
  await expect
    .poll(async () => (await getExecution(request, id)).progress, { timeout: 90_000 })
    .not.toBeNull();
}

/** The events of one type, oldest first. */
export async function eventsOf(
  request: APIRequestContext,
  id: string,
  type: string,
): Promise<ExecutionEventView[]> {
  const events = await query<ExecutionEventView[]>(request, "executions.events", { id });
  return events.filter((event) => event.type === type);
}

/** True when a process with this number exists and is no zombie. */
export function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return false;
  const state = readFileSync(stat, "utf8").split(") ")[1]?.[0];
  return state !== "Z" && state !== "X";
}

/** Asks for the stop on an execution's page, with a reason. */
export async function terminateOnPage(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  // A button that is clicked before the page has come alive does nothing.
  await expect(async () => {
    await page.getByRole("button", { name: "Terminate", exact: true }).click();
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Stop execution" }).click();
  await expect(dialog).toBeHidden();
}

/** Its row in a list. */
export function rowOf(page: Page, id: string): Locator {
  return page.getByRole("row").filter({ has: page.locator(`[data-execution="${id}"]`) });
}
