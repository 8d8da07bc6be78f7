import { readFileSync } from "node:fs";

// `node --import`: shifts the wall clock of this process, and of no other, by the milliseconds that the file
// CHAOS_CLOCK holds at the moment. The monotonic clock stays as it is, as it does when an operator sets the time.
const LOOK_MS = 200;
const file = process.env.CHAOS_CLOCK;
const RealDate = Date;
let shiftMs = 0;

function look() {
  try {
    shiftMs = Number(readFileSync(file, "utf8")) || 0;
  } catch {
    shiftMs = 0;
  }
}

const now = () => RealDate.now() + shiftMs;

if (file) {
  look();
  setInterval(look, LOOK_MS).unref();
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values, as) => Reflect.construct(target, values.length > 0 ? values : [now()], as),
    get: (target, key, as) => (key === "now" ? now : Reflect.get(target, key, as)),
    apply: () => new RealDate(now()).toString(),
  });
}
