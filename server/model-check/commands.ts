import fc from "fast-check";
import type { DatabaseFate } from "./database-line.ts";
import type { Manner } from "./model-code.ts";
import { settle } from "./virtual-time.ts";
import type { Mishap } from "./wire.ts";
import type { Host, World } from "./world.ts";

/** The model: what was asked. The world keeps the promises. */
export interface Asked {
  created: number;
}

type Command = fc.AsyncCommand<Asked, World>;

abstract class Act implements Command {
  check(_: Readonly<Asked>): boolean {
    return true;
  }

  async run(asked: Asked, world: World): Promise<void> {
    await this.act(world, asked);
    await settle();
    world.check();
  }

  abstract act(world: World, asked: Asked): Promise<void> | void;
  abstract toString(): string;
}

function act(name: string, does: (world: World, asked: Asked) => Promise<void> | void): Act {
  return new (class extends Act {
    act = does;
    toString = () => name;
  })();
}

/** An execution among those created. */
function onExecution(name: string, which: number, does: (world: World, id: string) => void): Act {
  return new (class extends Act {
    override check = ({ created }: Readonly<Asked>) => created > 0;
    act = (world: World) => {
      const id = world.executions.at(-1 - (which % world.executions.length));
      if (id) does(world, id);
    };
    toString = () => `${name}(${which})`;
  })();
}

const host = fc.nat({ max: 1 });
const which = fc.nat({ max: 3 });
const place = fc.nat({ max: 4 });
const hostOf = (world: World, index: number) => world.hosts[index] as Host;

const manner: fc.Arbitrary<Manner> = fc.record({
  ms: fc.constantFrom(0, 1_000, 4_000, 20_000, 600_000),
  way: fc.constantFrom<Manner["way"]>(
    "heeds",
    "heeds",
    "heeds",
    "deaf",
    "deaf",
    "raises",
    "crashes",
    "stray",
  ),
});

const create = fc
  .tuple(
    manner,
    fc.constantFrom("rerun" as const, "failed" as const),
    fc.constantFrom("short" as const, "patient" as const),
  )
  .map(([how, onReset, policy]) =>
    act(`create(${how.way} ${how.ms} ${onReset} ${policy})`, (world, asked) => {
      asked.created += 1;
      world.create(how, onReset, policy);
    }),
  );

/** Its stop takes as long as it may, and it is tried again. */
const stubborn = fc.constant(
  act("create(stubborn)", (world, asked) => {
    asked.created += 1;
    world.create({ ms: 600_000, way: "deaf" }, "rerun", "patient");
  }),
);

const order = fc
  .tuple(
    which,
    fc.constantFrom("withdraw" as const, "escalate" as const, "more-time" as const, "deadline" as const),
  )
  .map(([index, kind]) => onExecution(kind, index, (world, id) => world.order(id, kind, 3)));

const quiet = fc
  .constantFrom(10, 100, 1_000, 3_000, 8_000, 26_000, 35_000)
  .map((ms) => act(`quiet(${ms})`, (world) => world.quiet(ms)));

/** Time passes and nothing arrives anywhere. */
const pass = fc.constantFrom(5, 1_000, 6_000, 20_000).map((ms) =>
  act(`pass(${ms})`, async (world) => {
    const until = world.time.now + ms;
    while (world.time.step(until)) await settle();
  }),
);

const deliver = fc
  .record({
    at: host,
    to: fc.constantFrom("agent" as const, "runner" as const),
    wire: place,
    index: fc.constantFrom(0, 0, 0, 1, 2),
    mishap: fc.constantFrom<Mishap>("none", "none", "none", "drop", "duplicate"),
  })
  .map(({ at, to, wire, index, mishap }) =>
    act(`deliver(${at} ${to} ${wire} ${index} ${mishap})`, (world) => {
      const { wires } = hostOf(world, at);
      const chosen = wires.at(-1 - (wire % Math.max(1, wires.length)));
      chosen?.deliver(to === "agent" ? chosen.agentEnd : chosen.runnerEnd, index, mishap);
    }),
  );

const database = fc
  .record({
    at: host,
    index: place,
    fate: fc.constantFrom<DatabaseFate>("answer", "answer", "commit", "fail", "commit and fail"),
  })
  .map(({ at, index, fate }) =>
    act(`database(${at} ${index} ${fate})`, (world) => {
      hostOf(world, at).runner?.line.step(index, fate);
    }),
  );

const cut = fc.tuple(host, fc.constantFrom("agent", "runner", "both", "nobody")).map(([at, hears]) =>
  act(`cut(${at} ${hears})`, (world) => {
    const wire = hostOf(world, at).wires.at(-1);
    wire?.cut();
    const isFrozen = hostOf(world, at).agents.at(-1)?.isFrozen === true;
    if ((hears === "agent" || hears === "both") && !isFrozen) wire?.agentEnd.terminate();
    if (hears === "runner" || hears === "both") wire?.runnerEnd.terminate();
  }),
);

const offline = fc
  .tuple(host, fc.boolean())
  .map(([at, is]) => act(`offline(${at} ${is})`, (world) => world.setOffline(hostOf(world, at), is)));

/** Its runner can't reach the rows for so long, while all else works: leases end in it. */
const away = fc.tuple(host, fc.constantFrom(27_000, 40_000, 50_000)).map(([at, ms]) =>
  act(`away(${at} ${ms})`, async (world) => {
    world.setOffline(hostOf(world, at), true);
    await world.quiet(ms);
    world.setOffline(hostOf(world, at), false);
  }),
);

const killRunner = fc
  .tuple(host, place)
  .map(([at, done]) =>
    act(`killRunner(${at} ${done})`, (world) => world.killRunner(hostOf(world, at), done)),
  );

const killAgent = host.map((at) =>
  act(`killAgent(${at})`, (world) => hostOf(world, at).agents.at(-1)?.kill()),
);

const freeze = fc
  .tuple(host, fc.constantFrom(4_000, 20_000, 27_000, 40_000))
  .map(([at, ms]) => act(`freeze(${at} ${ms})`, (world) => world.freeze(hostOf(world, at), ms)));

const drain = host.map((at) => act(`drain(${at})`, (world) => world.drain(hostOf(world, at))));

const terminate = which.map((index) => onExecution("terminate", index, (world, id) => world.terminate(id)));

/** What people ask, and whatever links, processes and the database may do meanwhile. */
export function storms(replayPath?: string): fc.Arbitrary<Iterable<fc.AsyncCommand<Asked, World>>> {
  const kinds: fc.Arbitrary<Command>[] = [
    create,
    create,
    stubborn,
    quiet,
    quiet,
    pass,
    terminate,
    terminate,
    order,
    order,
  ];
  const steps: fc.Arbitrary<Command>[] = [deliver, deliver, deliver, deliver, database, database, database];
  const mishaps: fc.Arbitrary<Command>[] = [cut, offline, away, killRunner, killAgent, freeze, drain];
  return fc.commands([...kinds, ...steps, ...mishaps], {
    maxCommands: 60,
    size: "max",
    ...(replayPath ? { replayPath } : {}),
  });
}
