import { realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Clock } from "../../clock.ts";
import {
  type Autopsy,
  fitAutopsy,
  type LastLine,
  type StackFrame,
  type StackThread,
  type ThreadOwner,
} from "../../domain/autopsy.ts";
import type { StopSignal } from "../../domain/stop.ts";
import { type AttemptRef, keyOf, type ReplicaSpec } from "../../protocol/runner-agent.ts";
import { cleanText } from "../clean-json.ts";
import type { AgentPaths } from "../workers/worker-environment.ts";
import { type Examinable, examine, type Findings } from "./examine.ts";
import { createRedaction } from "./redaction.ts";
import type { RawFrame, RawThread } from "./stack-reading.ts";

/** A kill is held up by this much at most. */
export const LOOK_WITHIN_MS = 400;
/** With more kills at a time the ladder comes first. */
const MOST_AT_ONCE = 16;

const LONGEST_NAME = 200;
const LONGEST_LINE = 400;
const LONGEST_FILE = 300;

const OWNERS: ThreadOwner[] = ["execution", "unknown", "neighbour", "curfew"];

/** Whose end it is, and what it said last. */
export interface Deceased {
  ref: AttemptRef;
  lastLines: LastLine[];
}

/** What takes autopsies. */
export type Examining = Pick<Autopsies, "examine" | "write">;

/** Takes the autopsies of one agent. */
export class Autopsies {
  readonly #clock: Clock;
  readonly #shared: boolean;
  /** The service's, by all its names. */
  readonly #folders: string[];
  readonly #hostFolder: string;
  readonly #redact: (text: string) => string;
  #underWay = 0;

  constructor(spec: ReplicaSpec, paths: Pick<AgentPaths, "root" | "env">, clock: Clock) {
    this.#clock = clock;
    this.#shared = spec.isolation === "shared";
    this.#folders = foldersOf(spec.program.directory);
    this.#hostFolder = join(paths.root, "sdk", "python", "curfew") + sep;
    this.#redact = createRedaction(spec.program.env, paths.env);
  }

  /** `atOnce`: it is killed without waiting for anything. */
  async examine(subject: Examinable, atOnce: boolean): Promise<Findings> {
    const busy = this.#underWay >= MOST_AT_ONCE;
    const patient = busy && !atOnce ? { mark: subject.mark, readStacks: tooMany } : subject;
    this.#underWay += 1;
    try {
      return await examine(patient, atOnce ? 0 : LOOK_WITHIN_MS, this.#clock);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** What is written down of it for one execution. */
  write(signal: StopSignal, findings: Findings, { ref, lastLines }: Deceased): Autopsy {
    const { at, tookMs, reading, processes, moreProcesses } = findings;
    const threads = "threads" in reading ? reading.threads.map((thread) => this.#thread(thread, ref)) : [];
    threads.sort((a, b) => OWNERS.indexOf(a.owner) - OWNERS.indexOf(b.owner));
    return fitAutopsy({
      signal,
      at: at.toISOString(),
      tookMs,
      threads,
      moreThreads: 0,
      noStacks: "missing" in reading ? reading.missing : null,
      processes: processes.map((one) => ({ ...one, command: this.#text(one.command, LONGEST_LINE) })),
      moreProcesses,
      lastLines: lastLines.map((line) => ({ ...line, text: this.#text(line.text, LONGEST_LINE) })),
    });
  }

  #thread(thread: RawThread, ref: AttemptRef): StackThread {
    const frames = withoutHost(thread.frames.map((frame) => this.#frame(frame)));
    return {
      name: cleanText(thread.name).slice(0, LONGEST_NAME),
      owner: this.#ownerOf(thread, frames, ref),
      frames: frames.map(({ host: _, ...frame }) => frame),
      moreFrames: 0,
      note: thread.note && this.#text(thread.note, LONGEST_LINE),
    };
  }

  #ownerOf({ execution }: RawThread, frames: HostFrame[], ref: AttemptRef): ThreadOwner {
    if (frames.some(({ host }) => host) && frames.every(isNobodysOwn)) return "curfew";
    if (!this.#shared || execution === keyOf(ref)) return "execution";
    return execution === null ? "unknown" : "neighbour";
  }

  #frame({ function: name, file, line }: RawFrame): HostFrame {
    const folder = this.#folders.find((each) => file.startsWith(each));
    const own = folder !== undefined && !/\/(site-packages|node_modules)\//.test(file);
    return {
      function: cleanText(name).slice(0, LONGEST_NAME),
      file: cleanText(own ? file.slice(folder.length) : file).slice(-LONGEST_FILE),
      line,
      library: !own,
      host: file.startsWith(this.#hostFolder),
    };
  }

  #text(text: string, longest: number): string {
    return cleanText(this.#redact(text)).slice(0, longest);
  }
}

type HostFrame = StackFrame & { host: boolean };

/** How the host and the runtime came to the user's code is no news; of a thread that has none of it all is left. */
function withoutHost(frames: HostFrame[]): HostFrame[] {
  const outermost = frames.findLastIndex((frame) => !isNobodysOwn(frame));
  return outermost < 0 ? frames : frames.slice(0, outermost + 1);
}

/** The host's, or where Python begins a process or a thread. */
function isNobodysOwn({ host, file }: HostFrame): boolean {
  return host || /^<frozen runpy>$|\/(threading|runpy)\.py$/.test(file);
}

function foldersOf(directory: string): string[] {
  const folder = resolve(directory);
  try {
    return [folder + sep, realpathSync(folder) + sep];
  } catch {
    return [folder + sep];
  }
}

const tooMany = async () => ({ missing: `More than ${MOST_AT_ONCE} workers were killed at the same moment` });
