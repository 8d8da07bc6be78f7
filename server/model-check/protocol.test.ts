import fc from "fast-check";
import { expect, test } from "vitest";
import { ISOLATIONS } from "#server/domain/policy-values.ts";
import { type Asked, storms } from "./commands.ts";
import { verdictOn } from "./verdict.ts";
import { World } from "./world.ts";

const { MODEL_RUNS, MODEL_SEED, MODEL_PATH, MODEL_REPLAY } = process.env;
const runs = Number(MODEL_RUNS ?? 150);
const seed = Number(MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Of a violation that was found: its `path` and `replayPath` run it alone, and print all that is said. */
const replay = MODEL_PATH ? { path: MODEL_PATH, endOnFailure: true } : {};
const trace = MODEL_PATH ? (line: string) => process.stdout.write(`${line}\n`) : undefined;

test(`whatever links, processes and the database do, each execution ends once and as its rows say (${runs} runs, seed ${seed})`, {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ISOLATIONS), storms(MODEL_REPLAY), async (isolation, commands) => {
      const world = new World(isolation, trace);
      try {
        const model: Asked = { created: 0 };
        await fc.asyncModelRun(() => ({ model, real: world }), commands);
        await world.rest();
        expect(await verdictOn(world)).toEqual([]);
      } finally {
        world.close();
      }
    }),
    { numRuns: runs, seed, ...replay },
  );
});
