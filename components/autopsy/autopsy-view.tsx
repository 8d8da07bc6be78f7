"use client";

import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { memoryWords } from "#components/runners/usage-words.ts";
import { useHydrated } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { cn } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AttemptAutopsies, ProcessFacts, StackFrame, StackThread } from "#server/domain/autopsy.ts";
import { autopsyText, headline, processWords, threadWords } from "./autopsy-words.ts";

type Taken = AttemptAutopsies["autopsies"][number];

/** What each attempt did when it was killed, the newest first, or why nobody can say. */
export function AutopsyView({ attempts }: { attempts: AttemptAutopsies[] }) {
  const told = attempts.filter(({ autopsies, missing }) => autopsies.length > 0 || missing !== null);
  if (told.length === 0) return <p className="text-ink-muted">It was not killed, so there is no autopsy.</p>;
  return (
    <div className="flex flex-col gap-4">
      {told.map(({ attempt, autopsies, missing }) => (
        <div key={attempt} className="flex flex-col gap-4">
          {attempts.length > 1 && <h2 className="font-semibold">Attempt {attempt}</h2>}
          {missing !== null && <p>No autopsy: {missing}.</p>}
          {autopsies.toReversed().map((taken) => (
            <TakenSection key={taken.signal} taken={taken} />
          ))}
        </div>
      ))}
    </div>
  );
}

function TakenSection({ taken }: { taken: Taken }) {
  const hydrated = useHydrated();
  const { formatAbsolute } = useMomentFormats();
  const [first, ...others] = taken.threads;
  const words = headline(taken);
  return (
    <Section
      title={`What it did before ${taken.signal}`}
      action={<CopyButton text={autopsyText(taken)} label="Copy the autopsy" />}
    >
      <div className="flex flex-col gap-3">
        <p className="text-base break-words">
          <span className={cn(taken.blockedAt && "font-mono text-sm font-semibold")}>{words}</span>
        </p>
        <p
          className="text-xs text-ink-muted tabular-nums"
          title={hydrated ? formatAbsolute(new Date(taken.at)) : undefined}
        >
          <RelativeTime at={new Date(taken.at)} /> · looked at for {taken.tookMs} ms
        </p>
        {taken.noStacks && taken.noStacks !== words && <p className="text-ink-muted">{taken.noStacks}.</p>}
        {first && <Thread thread={first} open />}
        {others.map((thread, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an autopsy never changes
          <Thread key={place} thread={thread} open={false} />
        ))}
        {taken.moreThreads > 0 && <p className="text-ink-muted">{taken.moreThreads} more threads</p>}
        <Processes processes={taken.processes} more={taken.moreProcesses} />
        <LastLines lines={taken.lastLines} />
      </div>
    </Section>
  );
}

function Thread({ thread, open }: { thread: StackThread; open: boolean }) {
  const { frames, moreFrames, note } = thread;
  const calls = `${frames.length} ${frames.length === 1 ? "call" : "calls"}`;
  return (
    <details open={open} className="rounded-md border">
      <summary className="cursor-pointer px-3 py-1.5 hover:bg-hover">
        {threadWords(thread)} <span className="text-ink-faint tabular-nums">{calls}</span>
      </summary>
      {note && <p className="border-t px-3 py-1.5 text-ink-muted">{note}</p>}
      {frames.length > 0 && (
        <ol className="overflow-x-auto border-t py-1 font-mono text-xs leading-5">
          {frames.map((frame, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an autopsy never changes
            <Frame key={place} frame={frame} />
          ))}
          {moreFrames > 0 && <li className="px-3 text-ink-faint">{moreFrames} more</li>}
        </ol>
      )}
    </details>
  );
}

function Frame({ frame: { function: name, file, line, library } }: { frame: StackFrame }) {
  return (
    <li className={cn("px-3 whitespace-nowrap", library ? "text-ink-muted" : "font-semibold")}>
      {name} <span className="font-normal text-ink-muted">{line === null ? file : `${file}:${line}`}</span>
    </li>
  );
}

function Processes({ processes, more }: { processes: ProcessFacts[]; more: number }) {
  const formatNumber = useFormatNumber();
  if (processes.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-xs text-ink-faint">Its processes</h3>
      <ul className="flex flex-col gap-2">
        {processes.map((process) => (
          <li key={process.pid} className="min-w-0">
            <p className="font-mono text-xs break-all">
              <span className="text-ink-faint">{process.pid}</span> {process.command}
            </p>
            <p className="text-xs text-ink-muted tabular-nums">
              {processWords(process, formatNumber)} · {memoryWords(process.memoryBytes, formatNumber)}
            </p>
            {process.threads
              .filter(({ waitsIn }) => waitsIn !== null)
              .map(({ name, waitsIn }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an autopsy never changes
                <p key={place} className="pl-3 text-xs text-ink-muted">
                  thread <code>{name}</code> waits in <code>{waitsIn}</code>
                </p>
              ))}
          </li>
        ))}
        {more > 0 && <li className="text-xs text-ink-muted">{more} more</li>}
      </ul>
    </div>
  );
}

function LastLines({ lines }: { lines: Taken["lastLines"] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-xs text-ink-faint">Its last lines</h3>
      <pre className="overflow-x-auto rounded-md bg-surface px-3 py-2 font-mono text-xs leading-5">
        {lines.map(({ text }) => text).join("\n")}
      </pre>
    </div>
  );
}
