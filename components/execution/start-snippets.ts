import type { ExecutionDetail } from "#server/domain/views.ts";

export const SNIPPETS = ["curl", "cli", "python", "typescript"] as const;
export type Snippet = (typeof SNIPPETS)[number];

export const SNIPPET_LABELS: Record<Snippet, string> = {
  curl: "curl",
  cli: "Command line",
  python: "Python",
  typescript: "TypeScript",
};

type Start = Pick<ExecutionDetail, "serviceName" | "functionName" | "input" | "labels" | "priority">;

/** A program that starts the same again, with the key from `CURFEW_TOKEN`. `url` is where Curfew is. */
export function startSnippet(kind: Snippet, start: Start, url: string): string {
  return WRITERS[kind](start, url);
}

const WRITERS: Record<Snippet, (start: Start, url: string) => string> = { curl, cli, python, typescript };

function curl(start: Start, url: string): string {
  return `curl --fail-with-body -X POST ${shellWord(`${url}/api/v1/executions`)} \\
  -H "Authorization: Bearer $CURFEW_TOKEN" -H 'Content-Type: application/json' \\
  --data-binary ${shellWord(JSON.stringify(bodyOf(start)))}
`;
}

function cli({ serviceName, functionName, input, labels, priority }: Start, url: string): string {
  const words = [
    `CURFEW_URL=${shellWord(url)} curfew executions start ${shellWord(serviceName)}`,
    `--function ${shellWord(functionName)}`,
    `--input ${shellWord(JSON.stringify(input))}`,
    ...(priority === 0 ? [] : [`--priority=${priority}`]),
    ...Object.entries(labels).map(([key, value]) => `--label ${shellWord(`${key}=${value}`)}`),
  ];
  return `${words.join(" \\\n  ")}\n`;
}

function python({ serviceName, functionName, input, labels, priority }: Start, url: string): string {
  const named = [
    `function_name=${pythonLiteral(functionName)}`,
    ...(priority === 0 ? [] : [`priority=${priority}`]),
    ...(Object.keys(labels).length === 0 ? [] : [`labels=${pythonLiteral(labels)}`]),
  ];
  return `import os

from curfew.client import Client

curfew = Client(${pythonLiteral(url)}, os.environ["CURFEW_TOKEN"])
execution = curfew.executions.create(
    ${[pythonLiteral(serviceName), pythonLiteral(input), ...named].join(",\n    ")},
)
print(execution.id)
`;
}

function typescript(start: Start, url: string): string {
  const { service, ...rest } = bodyOf(start);
  return `import { CurfewClient } from "curfew/client";

const curfew = new CurfewClient({ url: ${JSON.stringify(url)}, token: process.env.CURFEW_TOKEN ?? "" });
const { id } = await curfew.executions.start(${JSON.stringify({ service, ...rest }, null, 2)});
console.log(id);
`;
}

function bodyOf({ serviceName, functionName, input, labels, priority }: Start) {
  return {
    service: serviceName,
    functionName,
    input,
    ...(priority === 0 ? {} : { priority }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

/** As a shell reads it back, whatever it holds. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** JSON's strings are Python's too. */
function pythonLiteral(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value === "object") {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`,
    );
    return `{${pairs.join(", ")}}`;
  }
  return JSON.stringify(value);
}
