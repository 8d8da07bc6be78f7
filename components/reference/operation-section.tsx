import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FieldTable } from "./field-table.tsx";
import { componentName, type FieldRow, fieldRows, type SchemaView, typeWords } from "./schema-words.ts";
import { Words } from "./words.tsx";

export interface ParameterView {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string | undefined;
  schema: SchemaView;
}

export interface OperationView {
  operationId: string;
  summary: string;
  description?: string | undefined;
  parameters: ParameterView[];
  requestBody?: { content: Record<string, { schema: SchemaView }> } | undefined;
  /** By status. */
  responses: Record<string, unknown>;
}

export interface OperationSectionProps {
  method: string;
  /** With the base, e.g. `/api/v1/executions/{id}`. */
  path: string;
  operation: OperationView;
}

/** One operation; opened it tells what to give, what comes back, and how to try it. */
export function OperationSection({ method, path, operation }: OperationSectionProps) {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"]?.schema;
  const fields = [...parameters.map(toRow), ...(body ? fieldRows(body) : [])];
  const curl = curlOf(method, path, body);
  return (
    <details id={operationId} className="group border-t py-2 last:border-b">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 py-1">
        <Badge tone={method === "GET" ? "neutral" : "accent"} className="w-14 justify-center self-center">
          {method}
        </Badge>
        <code className="break-all">{path}</code>
        <span className="text-ink-muted">{summary}</span>
      </summary>
      <div className="flex flex-col gap-3 py-2">
        {description && (
          <p className="max-w-prose">
            <Words>{description}</Words>
          </p>
        )}
        <div className="flex items-start gap-2 rounded-md border bg-surface py-1 pr-1 pl-3">
          <code className="grow py-1 text-sm break-all whitespace-pre-wrap">{curl}</code>
          <CopyButton text={curl} label="Copy the command" />
        </div>
        {fields.length > 0 && <FieldTable label={`What ${operationId} takes`} fields={fields} />}
        <ul aria-label={`What ${operationId} answers`} className="flex flex-wrap gap-x-4 gap-y-1">
          {Object.entries(responses).map(([status, response]) => (
            <li key={status}>
              <AnswerWords status={status} response={response} />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function AnswerWords({ status, response }: { status: string; response: unknown }) {
  const { content = {}, description = "" } = response as {
    content?: Record<string, { schema: { $ref: string } }>;
    description?: string;
  };
  const reference = Object.values(content)[0]?.schema.$ref;
  if (!reference) return <span title={description}>{status}</span>;
  const name = componentName(reference);
  return (
    <span title={description}>
      {status}{" "}
      <a className="text-accent underline" href={`#schema-${name}`}>
        {name}
      </a>
    </span>
  );
}

function toRow({ name, in: place, required, description = "", schema }: ParameterView): FieldRow {
  const said = schema.default === undefined ? "" : ` ${JSON.stringify(schema.default)} when left out.`;
  const type = `${typeWords(schema)}, in the ${place}`;
  return { name, type, required, refersTo: null, description: `${description}${said}`.trim() };
}

function curlOf(method: string, path: string, body: SchemaView | undefined): string {
  const url = `"$CURFEW_URL${path}"`;
  const lines = [
    `curl -H "Authorization: Bearer $CURFEW_TOKEN" ${method === "GET" ? "" : `-X ${method} `}${url}`,
  ];
  const required = Object.entries(body?.properties ?? {}).filter(([name]) => body?.required?.includes(name));
  if (body) {
    const sample = Object.fromEntries(required.map(([name, schema]) => [name, `<${typeWords(schema)}>`]));
    lines.push(`  -H "Content-Type: application/json" -d '${JSON.stringify(sample)}'`);
  }
  return lines.join(" \\\n");
}
