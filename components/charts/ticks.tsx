const STYLE = { fill: "var(--ink-faint)", fontSize: 11, fontFamily: "var(--font-sans)" };
/** From the edge of the plot to its words. */
const LEFT_GAP = 10;
const BOTTOM_GAP = 20;

interface TicksProps {
  values: readonly number[];
  /** Where a value is, in pixels of the plot. */
  place: (value: number) => number;
  format: (value: number) => string;
}

/** Values in words, left of a plot. */
export function LeftTicks({ values, place, format }: TicksProps) {
  return values.map((value) => (
    <text key={value} {...STYLE} x={-LEFT_GAP} y={place(value)} dy="0.32em" textAnchor="end">
      {format(value)}
    </text>
  ));
}

interface BottomTicksProps extends TicksProps {
  width: number;
  height: number;
  /** What is nearer than this to the right edge ends at `edge` instead, for there is no room beside it. */
  room?: { least: number; edge: number };
}

/** The lower edge of a plot, and what lies along it in words. */
export function BottomTicks(props: BottomTicksProps) {
  const { values, place, format, width, height, room } = props;
  return (
    <g transform={`translate(0, ${height})`}>
      <line x2={width} stroke="var(--line)" />
      {values.map((value) => {
        const x = place(value);
        const atEdge = room !== undefined && x > width - room.least;
        return (
          <text
            key={value}
            {...STYLE}
            x={atEdge ? width + room.edge : x}
            y={BOTTOM_GAP}
            textAnchor={atEdge ? "end" : "middle"}
          >
            {format(value)}
          </text>
        );
      })}
    </g>
  );
}
