import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import superjson from "superjson";
import { e2eEnvironment } from "./place.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** A new one-time link, as the owner of the machine asks for it. */
export function newSignInLink(): string {
  return operate("sign-in").trim();
}

/** Registers a service from a manifest, for instance `e2e/services/stubborn/curfew.json`. */
export function registerService(manifest: string): void {
  operate("register", join(ROOT, manifest));
}

/** Calls a tRPC query with the page's cookies. */
export async function query<T>(request: APIRequestContext, path: string, input: unknown): Promise<T> {
  const encoded = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
  return answer<T>(await request.get(`/api/trpc/${path}?input=${encoded}`), path);
}

/** Calls a tRPC mutation with the page's cookies. */
export async function mutate<T>(request: APIRequestContext, path: string, input: unknown): Promise<T> {
  const headers = { "content-type": "application/json" };
  return answer<T>(
    await request.post(`/api/trpc/${path}`, { headers, data: JSON.stringify(superjson.serialize(input)) }),
    path,
  );
}

async function answer<T>(response: Awaited<ReturnType<APIRequestContext["get"]>>, path: string): Promise<T> {
  expect(response.ok(), `${path}: ${response.status()} ${await response.text()}`).toBe(true);
  const body = (await response.json()) as { result: { data: Parameters<typeof superjson.deserialize>[0] } };
  return superjson.deserialize<T>(body.result.data);
}

function operate(...args: string[]): string {
  return execFileSync(process.execPath, ["bin/curfew.mjs", ...args], {
    cwd: ROOT,
    env: e2eEnvironment() as NodeJS.ProcessEnv,
    encoding: "utf8",
  });
}
