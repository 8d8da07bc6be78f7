import { type LifeEdge, type LifeNode, lifeEdges } from "./life-graph.ts";

const NODES: LifeNode[] = ["created", "in-progress", "stopping", "success", "failed", "terminated"];
/** What the README's drawing stands between. */
export const BEGIN = "<!-- lifecycle: printed by `node bin/lifecycle.mjs`, compared by a test -->";
export const END = "<!-- /lifecycle -->";

/** The README's part on the lifecycle: a drawing, and what each event does in each status. */
export function drawLifecycle(): string {
  const edges = lifeEdges();
  return `${BEGIN}\n\n${drawing(edges)}\n\n${table(edges)}\n\n${END}`;
}

/** `readme` with its lifecycle part replaced. */
export function replaceLifecycle(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error("README.md lacks the lines that the lifecycle stands between");
  return readme.slice(0, from) + drawLifecycle() + readme.slice(to + END.length);
}

function drawing(edges: LifeEdge[]): string {
  const lines = ["```mermaid", "stateDiagram-v2", '  state "in-progress" as running', "  [*] --> created"];
  for (const from of NODES) {
    for (const to of NODES) {
      const events = edges.filter((edge) => edge.from === from && edge.to === to && from !== to);
      if (events.length === 0) continue;
      lines.push(`  ${id(from)} --> ${id(to)}: ${label(events, to)}`);
    }
  }
  for (const end of ["success", "failed", "terminated"]) lines.push(`  ${end} --> [*]`);
  return [...lines, "```"].join("\n");
}

function id(node: LifeNode): string {
  return node === "in-progress" ? "running" : node;
}

function label(edges: LifeEdge[], to: LifeNode): string {
  const words = [...new Set(edges.map(({ event }) => event.replace("ended: ", "").replaceAll("_", " ")))];
  const again = to === "created" ? " (attempt + 1)" : "";
  return `${words.join(", ")}${again}`;
}

function table(edges: LifeEdge[]): string {
  const events = [...new Set(edges.map(({ event }) => event))];
  const columns: LifeNode[] = ["created", "in-progress", "stopping"];
  const rows = events.map((event) => {
    const cells = columns.map((from) => {
      const targets = NODES.filter((to) =>
        edges.some((e) => e.event === event && e.from === from && e.to === to),
      );
      return targets.length === 0 ? "–" : targets.map((to) => (to === from ? "stays" : to)).join(" / ");
    });
    return `| \`${event}\` | ${cells.join(" | ")} |`;
  });
  return [`| event | ${columns.join(" | ")} |`, "| --- | --- | --- | --- |", ...rows].join("\n");
}
