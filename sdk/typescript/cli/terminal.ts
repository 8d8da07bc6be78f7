/** What the commands write to; JSON for programs, words for people. */
export interface Terminal {
  json: boolean;
  /** A line on stdout. */
  print(text: string): void;
  /** A line on stderr: what is no part of the result. */
  note(text: string): void;
}

/** Prints `value` as JSON or as `words` of it. */
export function show<T>(terminal: Terminal, value: T, words: (value: T) => string): void {
  terminal.print(terminal.json ? JSON.stringify(value, null, 2) : words(value));
}

/** Seconds between two times, or until now, as a person says them. */
export function duration(from: string | null, to: string | null, now: number): string | null {
  if (from === null) return null;
  const seconds = Math.max(0, Math.round(((to ? Date.parse(to) : now) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
