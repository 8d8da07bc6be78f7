import { Button } from "#components/ui/button.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";

/** Turns a figure over, from a chart to its table and back. */
export function TableSwitch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Button size="sm" className="ml-auto" aria-pressed={on} onClick={() => onChange(!on)}>
      {on ? "Show as chart" : "Show as table"}
    </Button>
  );
}

export interface FigureTableProps {
  /** What it is called, also by screen readers. */
  label: string;
  /** Of the chart in whose place it stands, so that what is below stays. */
  height: number;
  headings: readonly string[];
  rows: readonly { key: string; cells: readonly string[] }[];
}

/** What a chart's bars tell, in rows. */
export function FigureTable({ label, height, headings, rows }: FigureTableProps) {
  const align = (column: number) => (column === 0 ? undefined : "end");
  return (
    <TableFrame label={label} className="overflow-y-auto" style={{ height }}>
      <Table aria-label={label}>
        <TableHead>
          <tr>
            {headings.map((heading, column) => (
              <ColumnHeading key={heading} align={align(column)} className="sticky top-0">
                {heading}
              </ColumnHeading>
            ))}
          </tr>
        </TableHead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <TableRow key={key}>
              {cells.map((cell, column) => (
                <TableCell key={headings[column]} align={align(column)} className="tabular-nums">
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
