import type { AnsiSpan } from "./ansi.ts";

/** A piece of a span; `found` is part of what is looked for. */
export interface Piece extends AnsiSpan {
  found: boolean;
}

/** The spans cut where `wanted` begins and ends, whatever its case, also where it goes over several. */
export function pieces(spans: AnsiSpan[], wanted: string): Piece[] {
  const looked = wanted.toLowerCase();
  if (looked === "") return spans.map((span) => ({ ...span, found: false }));
  const places = placesOf(
    spans
      .map(({ text }) => text)
      .join("")
      .toLowerCase(),
    looked,
  );
  if (places.length === 0) return spans.map((span) => ({ ...span, found: false }));
  const cut: Piece[] = [];
  let start = 0;
  for (const span of spans) {
    const end = start + span.text.length;
    let at = start;
    for (const from of places) {
      const [first, last] = [Math.max(from, at), Math.min(from + looked.length, end)];
      if (first >= last) continue;
      if (first > at) cut.push({ ...span, text: span.text.slice(at - start, first - start), found: false });
      cut.push({ ...span, text: span.text.slice(first - start, last - start), found: true });
      at = last;
    }
    if (at < end) cut.push({ ...span, text: span.text.slice(at - start), found: false });
    start = end;
  }
  return cut;
}

function placesOf(text: string, wanted: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) places.push(at);
  return places;
}
