import type { Clock } from "../../clock.ts";
import type { ProcessIdentity } from "../../process/process-entry.ts";
import { signalForStacks } from "./python-signal.ts";
import type { StackQuestion } from "./stack-question.ts";
import { NOT_THERE, type StackReading } from "./stack-reading.ts";

/** Who is not held up by C code answers in a few milliseconds. */
const ANSWER_MS = 150;

/** What a Python worker's threads do: by its own word, or by a signal when C code holds the interpreter. */
export async function readPythonStacks(
  question: StackQuestion,
  send: (line: string) => void,
  leader: ProcessIdentity | null,
  withinMs: number,
  clock: Clock,
): Promise<StackReading> {
  if (!leader) return NOT_THERE;
  const until = clock.monotonic() + withinMs;
  const answer = await question.ask(send, Math.min(ANSWER_MS, withinMs));
  return answer ?? (await signalForStacks(leader, Math.round(until - clock.monotonic()), clock));
}
