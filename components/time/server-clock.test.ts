import { expect, test } from "vitest";
import { ServerClock } from "./server-clock.ts";

/** A browser whose clock is `ahead` of the server's; an answer takes `ms`, and is written in the middle of it. */
function build(ahead: number) {
  let server = 1_000_000;
  const browser = { ahead };
  const clock = new ServerClock(() => server + browser.ahead);
  const ask = (ms: number) => {
    const take = clock.ask();
    server += ms / 2;
    const written = server;
    server += ms / 2;
    take(written);
  };
  return { clock, browser, ask, error: () => clock.now() - server };
}

test.each([20_000, -20_000, 400, -400, 3_600_000])(
  "a browser's clock that is %d ms ahead is moved as far as the answer took at most",
  (ahead) => {
    const { ask, error } = build(ahead);
    expect(error()).toBe(ahead);
    ask(60);
    expect(Math.abs(error())).toBeLessThanOrEqual(30);
  },
);

test("a clock that is right is left alone, however slow the answers are", () => {
  const { ask, error } = build(0);
  for (const ms of [10, 9_000, 300, 40_000]) ask(ms);
  expect(error()).toBe(0);
});

test("a clock that is set while the page is open is followed, both ways", () => {
  const { browser, ask, error } = build(0);
  for (const ahead of [25_000, -90_000, 0]) {
    browser.ahead = ahead;
    ask(80);
    expect(Math.abs(error())).toBeLessThanOrEqual(40);
  }
});

test("a clock that is set back between question and answer is moved by the next one", () => {
  const { clock, browser, ask, error } = build(0);
  const take = clock.ask();
  browser.ahead = -60_000;
  take(1_000_000);
  ask(50);
  expect(Math.abs(error())).toBeLessThanOrEqual(25);
});

test("an answer without a time says nothing", () => {
  const { clock, error } = build(5_000);
  clock.ask()(Number(null));
  clock.ask()(Number.NaN);
  expect(error()).toBe(5_000);
});

test("times that the browser noted are said by the server's clock", () => {
  const { clock, ask } = build(20_000);
  ask(0);
  expect(clock.at(1_020_000)).toBe(1_000_000);
});
