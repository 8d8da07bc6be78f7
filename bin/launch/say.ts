/** Tells the person at the terminal, in one line a fact. */
export type Say = (subject: string, fact: string) => void;

export const say: Say = (subject, fact) => {
  console.log(`  ${subject.padEnd(10)} ${fact}`);
};

/** `3.2 s` of a span in milliseconds. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** A start that can't go on, told without a stack: the message says what to do. */
export class CannotStart extends Error {
  override name = "CannotStart";
}
