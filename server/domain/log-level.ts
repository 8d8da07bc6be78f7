/** How grave a line says it is, the least grave first. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const WORDS: Record<string, LogLevel> = {
  trace: "trace",
  trc: "trace",
  verbose: "trace",
  debug: "debug",
  dbg: "debug",
  dbug: "debug",
  info: "info",
  inf: "info",
  information: "info",
  notice: "info",
  warn: "warn",
  wrn: "warn",
  warning: "warn",
  error: "error",
  err: "error",
  eror: "error",
  severe: "error",
  fatal: "fatal",
  ftl: "fatal",
  critical: "fatal",
  crit: "fatal",
  alert: "fatal",
  emerg: "fatal",
  emergency: "fatal",
  panic: "fatal",
};

/** A level stands near the start; what comes later is talk. */
const LOOKED_AT = 240;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it looks for.
const ESCAPES = /\u001b\[[0-9;:?]*[@-~]/g;

const NAMES = Object.keys(WORDS).join("|");
const PATTERNS = [
  // [ERROR] …, <warn> …, (info) …, also behind a time or a name
  new RegExp(`^(?:[^\\[<(]{0,64})[\\[<(]\\s*(${NAMES})\\s*[\\]>)]`, "i"),
  // level=error, lvl=warn, severity: INFO
  new RegExp(`(?:^|[\\s,;{])(?:level|lvl|severity|loglevel)\\s*[=:]\\s*"?(${NAMES})\\b`, "i"),
  // Python's logging as it comes, ERROR:root:…; and ERROR: …, WARN - …, at the start
  new RegExp(`^(${NAMES})\\s*(?::|\\||-\\s|—)`, "i"),
  // a bare word in capitals behind a time, a name or nothing: 2026-01-01 12:00:00,123 INFO …, … - train - WARNING - …
  new RegExp(`^(?:\\S+\\s+(?:-\\s+|\\|\\s+)?){0,5}(${NAMES.toUpperCase()})\\b`),
];
/** A program's own last words: an error without a level. */
const RAISED =
  /^(?:Traceback \(most recent call last\)|Uncaught |(?:\w+\.)*[A-Z]\w*(?:Error|Exception)(?::|$))/;

/** What a line says its level is; null for one that says nothing of it. */
export function levelOf(text: string): LogLevel | null {
  const line = text.slice(0, LOOKED_AT).replace(ESCAPES, "").trimStart();
  if (line.startsWith("{")) return levelOfJson(text);
  for (const pattern of PATTERNS) {
    const word = pattern.exec(line)?.[1];
    if (word) return WORDS[word.toLowerCase()] ?? null;
  }
  return RAISED.test(line) ? "error" : null;
}

const JSON_LEVEL = /"(?:level|levelname|severity|log\.level|lvl)"\s*:\s*(?:"([A-Za-z]+)"|(\d+))/;

/** Pino and bunyan count in tens; others name it. Read without parsing: a line may be cut, or very long. */
function levelOfJson(text: string): LogLevel | null {
  const [, word, number] = JSON_LEVEL.exec(text.slice(0, 4_096)) ?? [];
  if (word) return WORDS[word.toLowerCase()] ?? null;
  if (!number) return null;
  const step = Math.floor(Number(number) / 10) - 1;
  return LOG_LEVELS[Math.min(LOG_LEVELS.length - 1, Math.max(0, step))] ?? null;
}
