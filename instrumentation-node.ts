import { startWeb } from "#server/api/start-web.ts";

export async function start(): Promise<void> {
  await startWeb();
}
