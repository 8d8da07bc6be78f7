import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { FieldRow } from "./schema-words.ts";
import { Words } from "./words.tsx";

export interface FieldTableProps {
  /** For whoever hears the table read. */
  label: string;
  fields: FieldRow[];
}

/** Fields of an input or an answer. */
export function FieldTable({ label, fields }: FieldTableProps) {
  return (
    <TableFrame label={label}>
      <Table aria-label={label}>
        <TableHead>
          <tr>
            <ColumnHeading className="w-56">Field</ColumnHeading>
            <ColumnHeading className="w-72">What it is</ColumnHeading>
            <ColumnHeading>Meaning</ColumnHeading>
          </tr>
        </TableHead>
        <tbody>
          {fields.map((field) => (
            <TableRow key={field.name}>
              <TableCell>
                <code>{field.name}</code>
                {field.required && <span className="ml-2 text-xs text-ink-muted">required</span>}
              </TableCell>
              <TableCell className="max-w-72 whitespace-normal">
                {field.refersTo ? (
                  <a className="text-accent underline" href={`#schema-${field.refersTo}`}>
                    {field.type}
                  </a>
                ) : (
                  field.type
                )}
              </TableCell>
              <TableCell className="whitespace-normal text-ink-muted">
                <Words>{field.description}</Words>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
