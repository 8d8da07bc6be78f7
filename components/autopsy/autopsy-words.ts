import { type FormatNumber, numberFormat } from "#components/locale/format-number.ts";
import type { AttemptAutopsies, Autopsy, ProcessFacts, StackThread } from "#server/domain/autopsy.ts";
import { frameWords, processStateWords } from "#server/domain/autopsy.ts";

type Taken = AttemptAutopsies["autopsies"][number];

/** The one line that says most: where its code was, or what is known instead. */
export function headline({ blockedAt, noStacks, threads }: Taken): string {
  if (blockedAt) return blockedAt;
  const own = threads.find(({ owner }) => owner === "execution");
  if (own?.note) return own.note;
  if (noStacks) return noStacks;
  if (threads.some(({ owner }) => owner === "neighbour"))
    return "None of its own code ran: its worker was busy with another execution";
  return "None of its own code ran";
}

const OWNERS: Record<StackThread["owner"], string> = {
  execution: "",
  neighbour: "another execution’s",
  curfew: "Curfew’s own",
  unknown: "nobody can say whose",
};

export function threadWords({ name, owner }: StackThread): string {
  return OWNERS[owner] ? `${name} · ${OWNERS[owner]}` : name;
}

/** `waiting · 12.3 s CPU in 60 s · 2 threads` */
export function processWords(
  { state, cpuSeconds, ageSeconds, threadCount }: ProcessFacts,
  formatNumber: FormatNumber,
): string {
  const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const cpu = `${formatNumber(cpuSeconds, tenths)} s CPU${ageSeconds === null ? "" : ` in ${ageSeconds} s`}`;
  const threads = threadCount === null || threadCount === 1 ? null : `${threadCount} threads`;
  return [processStateWords(state), cpu, threads].filter(Boolean).join(" · ");
}

/** All of it as text, for a ticket or a message: whoever reads it there may be anybody. */
export function autopsyText(taken: Taken): string {
  const parts = [
    `Before ${taken.signal}, ${taken.at}: ${headline(taken)}`,
    taken.noStacks && taken.noStacks !== headline(taken) ? taken.noStacks : null,
    ...taken.threads.map(threadText),
    taken.moreThreads > 0 ? `${taken.moreThreads} more threads` : null,
    ["Processes:", ...taken.processes.map(processText)].join("\n"),
    lastLinesText(taken),
  ];
  return parts.filter((part) => part !== null).join("\n\n");
}

function threadText(thread: StackThread): string {
  const lines = thread.frames.map((frame) => `  ${frameWords(frame)}`);
  const more = thread.moreFrames > 0 ? [`  ${thread.moreFrames} more`] : [];
  return [`${threadWords(thread)}:`, ...(thread.note ? [`  ${thread.note}`] : []), ...lines, ...more].join(
    "\n",
  );
}

function processText(process: ProcessFacts): string {
  const waits = process.threads.flatMap(({ name, waitsIn }) =>
    waitsIn ? [`    ${name} waits in ${waitsIn}`] : [],
  );
  return [`  ${process.pid} ${process.command}: ${processWords(process, numberFormat("en"))}`, ...waits].join(
    "\n",
  );
}

function lastLinesText({ lastLines }: Autopsy): string | null {
  if (lastLines.length === 0) return null;
  return ["Last lines:", ...lastLines.map(({ text }) => `  ${text}`)].join("\n");
}
