/** Everything may have changed. */
const EVERYTHING = "*";

/** Queries that a topic without an id touches. */
const TOUCHES: Record<string, string[]> = {
  bulks: ["bulks.get", "bulks.list"],
  webhooks: ["webhooks.list", "webhooks.get", "webhooks.deliveries"],
  drills: ["services.drills"],
  audit: ["audit.list"],
  views: ["views.list"],
  "api-keys": ["apiKeys.list"],
  "reason-templates": ["reasonTemplates.list"],
  executions: [
    "executions.list",
    "executions.counts",
    "executions.histogram",
    "bulks.get",
    "services.list",
    "services.get",
    "runners.list",
    "runners.loss",
    "overview.situation",
    "overview.tab",
    "overview.history",
    "services.cooperation",
    "executions.durations",
  ],
  progress: ["executions.list"],
  services: ["services.list", "services.get", "services.previewPolicy", "overview.situation"],
  runners: [
    "runners.list",
    "runners.loss",
    "services.list",
    "services.get",
    "overview.situation",
    "overview.tab",
  ],
};

/** Queries that a topic with an id touches; those of an execution only when their input names the same one. */
const TOUCHES_ONE: Record<string, string[]> = {
  execution: [
    "executions.get",
    "executions.events",
    "executions.family",
    "executions.logs",
    "executions.autopsies",
  ],
  progress: ["executions.get"],
  logs: ["executions.logs"],
  samples: ["executions.samples"],
  service: ["services.list", "services.get", "services.previewPolicy"],
};

/** Told again and again by whatever runs. */
const FREQUENT = new Set(["progress", "logs", "samples"]);

export function isFrequent(topic: string): boolean {
  return FREQUENT.has(splitTopic(topic)[0]);
}

/**
 * True when what the query read may be another by now. The key is as tRPC makes it: path, then input. `data` is what it
 * read: a family is touched by each of its members, and a new one is told by its parent, which is one.
 */
export function isTouched(key: readonly unknown[], topics: Iterable<string>, data?: unknown): boolean {
  const [segments, options] = key;
  if (!Array.isArray(segments)) return false;
  const path = segments.join(".");
  const id = inputId(options);
  for (const topic of topics) {
    if (topic === EVERYTHING) return true;
    const [kind, subject] = splitTopic(topic);
    if (subject === null && TOUCHES[kind]?.includes(path)) return true;
    // Pages ask for services by name while topics carry ids: all services are meant.
    const sameSubject = kind === "service" || id === subject || (path === FAMILY && hasMember(data, subject));
    if (subject !== null && sameSubject && TOUCHES_ONE[kind]?.includes(path)) return true;
  }
  return false;
}

const FAMILY = "executions.family";

function hasMember(data: unknown, id: string | null): boolean {
  const { members = [] } = (data ?? {}) as { members?: { id: string }[] };
  return members.some((member) => member.id === id);
}

function splitTopic(topic: string): [kind: string, subject: string | null] {
  const colon = topic.indexOf(":");
  return colon < 0 ? [topic, null] : [topic.slice(0, colon), topic.slice(colon + 1)];
}

function inputId(options: unknown): unknown {
  const input = (options as { input?: { id?: unknown } } | undefined)?.input;
  return input?.id;
}
