import type { APIRequestContext, Page } from "@playwright/test";
import { mutate } from "./curfew.ts";
import { rowOf } from "./executions.ts";

/** Executions of `steady`, which a spec has to have registered, with a label of their own. */
export async function startMany(
  request: APIRequestContext,
  batch: string,
  count: number,
  functionName = "steps",
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const call = { service: "steady", functionName, labels: { batch } };
    ids.push((await mutate<{ id: string }>(request, "executions.create", call)).id);
  }
  return ids;
}

/** Executions that wait for good, of a service that is paused. */
export async function startWaiting(
  request: APIRequestContext,
  name: string,
  count: number,
): Promise<string[]> {
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  await mutate(request, "services.create", { name, program });
  await mutate(request, "services.pause", { name });
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push((await mutate<{ id: string }>(request, "executions.create", { service: name })).id);
  return ids;
}

/** The box of a row. */
export const tick = (page: Page, id: string) => rowOf(page, id).getByRole("checkbox");
/** What can be done to the ticked rows. */
export const bar = (page: Page) => page.getByRole("region", { name: "Selected executions" });
