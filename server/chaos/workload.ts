import type { CurfewClient } from "#sdk/typescript/client/client.ts";
import type { Clock } from "#server/clock.ts";
import { Answers } from "./answers.ts";
import type { Random } from "./random.ts";
import { type ChaosService, inputFor, SERVICES } from "./services.ts";

/** An execution whose start was answered: it must never be lost. Times in nanoseconds of the monotonic clock. */
export interface Accepted {
  id: string;
  service: string;
  idempotencyKey: string;
  parentId: string | null;
  /** Before the first request for it. */
  sentAt: bigint;
  answeredAt: bigint;
}

/** A deadline that was ordered, so many seconds after some moment between the two. */
export interface OrderedDeadline {
  seconds: number;
  sentAt: bigint;
  answeredAt: bigint;
  /** Its agent had it by then. */
  done: boolean;
}

const DEADLINES_S = [3, 20] as const;
const RECENT = 12;
/** Of its stop, as they are ordered: the first is common. */
const ABOUT_A_STOP = ["escalate", "escalate", "withdraw", "more-time"] as const;

/** A family that was told to end; nanoseconds of the monotonic clock. */
export interface Cascade {
  sentAt: bigint;
  answeredAt: bigint;
}

/** What people ask over HTTP, whatever is broken at the moment; each in turn with what `random` says. */
export class Workload {
  readonly accepted: Accepted[] = [];
  /** Whose termination was answered while they lived. */
  readonly terminated = new Set<string>();
  /** Parents whose family was told to end, and when that was answered. */
  readonly cascades = new Map<string, Cascade>();
  /** By execution; each gets one at most. */
  readonly deadlines = new Map<string, OrderedDeadline>();
  readonly orders = new Map<string, number>();
  readonly answers: Answers;
  readonly #client: CurfewClient;
  readonly #busy = new Set<string>();
  #asked = 0;

  constructor(client: CurfewClient, clock: Clock) {
    this.#client = client;
    this.answers = new Answers(clock);
  }

  /** One thing that somebody wants. */
  async act(random: Random): Promise<void> {
    if (this.accepted.length < RECENT || random.chance(0.5)) return this.#create(random);
    const { id } = random.pick(this.accepted.slice(-RECENT));
    if (random.chance(0.4)) return this.#terminate(id, random.chance(0.3));
    if (random.chance(0.3)) return this.#setDeadline(id, random.pick(DEADLINES_S));
    const stopping = [...this.terminated].slice(-3);
    if (stopping.length > 0) await this.#order(random.pick(stopping), random.pick(ABOUT_A_STOP));
  }

  /** Ends what would go on for long, so that nobody has to wait for it. */
  async hurry(): Promise<void> {
    const list = () => this.#client.executions.list({ statuses: ["in-progress", "stopping"], limit: 200 });
    for (const { id, stop } of (await this.answers.of("the list", list))?.rows ?? []) {
      if (stop) await this.#order(id, "escalate");
      else await this.#terminate(id, false);
    }
  }

  async #create(random: Random): Promise<void> {
    const chosen = chooseService(random);
    const family = this.accepted.length > 0 && random.chance(0.15);
    const parentId = family ? random.pick(this.accepted.slice(-RECENT)).id : null;
    const idempotencyKey = `chaos-${++this.#asked}`;
    const input = inputFor(chosen, random);
    const about = { service: chosen.name, idempotencyKey, parentId };
    const sentAt = process.hrtime.bigint();
    const start = () => this.#client.executions.start({ ...about, functionName: "work", input });
    const answer = await this.answers.of(`start ${idempotencyKey}`, start);
    const answeredAt = process.hrtime.bigint();
    if (answer) this.accepted.push({ id: answer.id, ...about, sentAt, answeredAt });
  }

  async #terminate(id: string, cascade: boolean): Promise<void> {
    const sentAt = process.hrtime.bigint();
    const terminate = () => this.#client.executions.terminate(id, { note: "chaos", cascade });
    const answer = await this.answers.of(`terminate ${id}`, terminate);
    if (answer?.stopping) this.terminated.add(id);
    if (answer && cascade) this.cascades.set(id, { sentAt, answeredAt: process.hrtime.bigint() });
  }

  async #setDeadline(id: string, seconds: number): Promise<void> {
    if (this.#busy.has(id)) return;
    this.#busy.add(id);
    const sentAt = process.hrtime.bigint();
    const set = () => this.#client.executions.setDeadline(id, { inSeconds: seconds });
    const answer = await this.answers.of(`deadline of ${id}`, set);
    // What was refused may be the repetition of one that was carried out.
    this.deadlines.set(id, {
      seconds,
      sentAt,
      answeredAt: process.hrtime.bigint(),
      done: answer?.done === true,
    });
    if (answer) this.#count("deadline");
  }

  async #order(id: string, kind: (typeof ABOUT_A_STOP)[number]): Promise<void> {
    const { executions } = this.#client;
    const order = {
      escalate: () => executions.escalate(id),
      withdraw: () => executions.withdraw(id),
      "more-time": () => executions.giveMoreTime(id, 3),
    }[kind];
    if (await this.answers.of(`${kind} ${id}`, order)) this.#count(kind);
  }

  #count(kind: string): void {
    this.orders.set(kind, (this.orders.get(kind) ?? 0) + 1);
  }
}

function chooseService(random: Random): ChaosService {
  let left = random.between(
    0,
    SERVICES.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const service of SERVICES) {
    left -= service.weight;
    if (left < 0) return service;
  }
  return random.pick(SERVICES);
}
