import type { APIRequestContext } from "@playwright/test";
import { mutate, registerService } from "./curfew.ts";
import { startExecution, untilStatus } from "./executions.ts";

/** The addresses of all pages that who is signed in can open, by a name for their pictures, with something on each. */
export async function everyPage(request: APIRequestContext): Promise<Record<string, string>> {
  registerService("e2e/services/steady/curfew.json");
  const id = await startExecution(request, "steady", "steps", { count: 3 });
  await untilStatus(request, id, "success");
  const { id: webhook } = await mutate<{ id: string }>(request, "webhooks.create", {
    name: `pages-${id.slice(-12)}`,
    url: "https://example.org/hook",
    events: ["execution.failed"],
    enabled: false,
  });
  const { id: bulk } = await mutate<{ id: string }>(request, "bulks.stopNow", {
    where: "service:steady label.page=none",
    note: "to have one",
  });
  return {
    overview: "/",
    executions: "/executions?q=",
    execution: `/executions/${id}?tab=timeline`,
    "execution-logs": `/executions/${id}?tab=logs`,
    "execution-metrics": `/executions/${id}?tab=metrics`,
    "execution-autopsy": `/executions/${id}?tab=autopsy`,
    "execution-values": `/executions/${id}?tab=values`,
    services: "/services",
    service: "/services/steady",
    "new-service": "/new-service",
    "duplicate-service": "/new-service?from=steady",
    runners: "/runners",
    audit: "/audit",
    settings: "/settings",
    webhooks: "/settings/webhooks",
    webhook: `/settings/webhooks/${webhook}`,
    "api-keys": "/settings/api-keys",
    bulks: "/bulk",
    bulk: `/bulk/${bulk}`,
    login: "/login?callback=http://localhost:3001",
    "api-docs": "/api/docs",
  };
}
