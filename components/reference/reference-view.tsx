import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { FieldTable } from "./field-table.tsx";
import { OperationSection, type OperationView } from "./operation-section.tsx";
import { fieldRows, type SchemaView } from "./schema-words.ts";
import { Words } from "./words.tsx";

export interface ReferenceViewProps {
  /** Where the paths begin. */
  base: string;
  description: string;
  /** By path and method. */
  paths: Record<string, Record<string, OperationView & { tags: string[] }>>;
  schemas: Record<string, SchemaView>;
}

/** The REST API, as its OpenAPI document has it. */
export function ReferenceView({ base, description, paths, schemas }: ReferenceViewProps) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  return (
    <div className="flex flex-col gap-6 px-3 py-4 sm:px-5">
      <PageHeader
        title="REST API"
        facts={
          <a className="text-accent underline" href={`${base}/openapi.json`}>
            {base}/openapi.json
          </a>
        }
      />
      <p className="max-w-prose">
        <Words>{description}</Words>
      </p>
      {tags.map((tag) => (
        <Section key={tag} title={tag}>
          {operations
            .filter(({ operation }) => operation.tags.includes(tag))
            .map(({ path, method, operation }) => (
              <OperationSection
                key={operation.operationId}
                method={method}
                path={base + path}
                operation={operation}
              />
            ))}
        </Section>
      ))}
      <Section title="What is answered">
        <div className="flex flex-col gap-5">
          {Object.entries(schemas).map(([name, schema]) => (
            <section key={name} id={`schema-${name}`} aria-labelledby={`name-${name}`}>
              <h3 id={`name-${name}`} className="mb-1 font-semibold">
                {name}
              </h3>
              <FieldTable label={`Fields of ${name}`} fields={fieldRows(schema)} />
            </section>
          ))}
        </div>
      </Section>
    </div>
  );
}
