"use client";

import { JsonBlock } from "#components/execution/json-block.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Placement } from "#server/domain/policy.ts";
import type { Program } from "#server/domain/service-config.ts";

/** What the service runs: facts of its program, and its functions with what they take. */
export function ProgramSection({ program, placement }: { program: Program; placement: Placement }) {
  return (
    <>
      <Section title="Functions">
        <ul className="flex flex-col gap-2">
          {Object.entries(program.functions).map(([name, { description, inputSchema }]) => (
            <li key={name}>
              <details>
                <summary>
                  <code className="font-medium">{name}</code>
                  {description && <span className="text-ink-muted"> · {description}</span>}
                </summary>
                <div className="mt-2">
                  {Object.keys(inputSchema).length === 0 ? (
                    <p className="text-ink-muted">It takes any object.</p>
                  ) : (
                    <JsonBlock value={inputSchema} label={`the input schema of ${name}`} />
                  )}
                </div>
              </details>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Program">
        <Facts facts={programFacts(program, placement)} />
      </Section>
    </>
  );
}

function programFacts(program: Program, placement: Placement) {
  const env = Object.entries(program.env);
  const what =
    program.runtime === "command"
      ? [{ label: "Command", value: <Code>{program.argv.join(" ")}</Code> }]
      : [
          { label: "Entry", value: <Code>{program.entry}</Code> },
          { label: "Class", value: <Code>{program.className}</Code> },
        ];
  return [
    { label: "Runtime", value: program.runtime },
    ...what,
    { label: "Folder", value: <Code>{program.directory}</Code> },
    { label: "Isolation", value: placement.isolation },
    // Values may be secrets: the names are enough to see what is set.
    ...(env.length > 0
      ? [{ label: "Environment", value: <Code>{env.map(([name]) => name).join(", ")}</Code> }]
      : []),
  ];
}

function Code({ children }: { children: string }) {
  return <code className="text-xs break-all">{children}</code>;
}
