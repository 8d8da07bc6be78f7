import { expect, test } from "vitest";
import { joinSharedPush, type PushHandlers, type PushPlatform, type PushState } from "./shared-push.ts";

type Port = ReturnType<PushPlatform["openChannel"]>;

/** One browser: a lock, a channel, and the connections that its tabs opened. */
class FakeBrowser {
  readonly ports = new Set<Port>();
  readonly open: PushHandlers[] = [];
  #held = false;
  readonly #waiting: (() => void)[] = [];

  readonly platform: PushPlatform = {
    locks: {
      request: ((_: string, options: LockOptions, work: () => unknown) =>
        this.#request(options, work)) as never,
    },
    openChannel: () => {
      const port: Port = {
        onmessage: null,
        postMessage: (data) => {
          for (const other of this.ports)
            if (other !== port) other.onmessage?.call({} as never, { data } as never);
        },
        close: () => this.ports.delete(port),
      };
      this.ports.add(port);
      return port;
    },
    subscribe: (handlers) => {
      this.open.push(handlers);
      return () => this.open.splice(this.open.indexOf(handlers), 1);
    },
  };

  async #request({ signal }: LockOptions, work: () => unknown): Promise<void> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (signal?.aborted) return this.#waiting.shift()?.();
    this.#held = true;
    await work();
    this.#held = false;
    this.#waiting.shift()?.();
  }
}

function tab(browser: FakeBrowser) {
  const topics: string[][] = [];
  const states: PushState[] = [];
  const leave = joinSharedPush(browser.platform, {
    onTopics: (heard) => topics.push(heard),
    onState: (state) => states.push(state),
  });
  return { topics, states, leave };
}
const settle = () => new Promise(setImmediate);

test("seven tabs open one connection, and all hear what comes by it", async () => {
  const browser = new FakeBrowser();
  const tabs = Array.from({ length: 7 }, () => tab(browser));
  await settle();
  expect(browser.open).toHaveLength(1);
  browser.open[0]?.onState("open");
  browser.open[0]?.onTopics(["executions"]);
  for (const { topics, states } of tabs) {
    expect(topics).toEqual([["executions"]]);
    expect(states.at(-1)).toBe("open");
  }
});

test("a tab that comes later learns how the push stands", async () => {
  const browser = new FakeBrowser();
  tab(browser);
  await settle();
  browser.open[0]?.onState("open");
  expect(tab(browser).states).toEqual(["open"]);
});

test("when the leading tab closes another takes over", async () => {
  const browser = new FakeBrowser();
  const [first, second] = [tab(browser), tab(browser)];
  await settle();
  first.leave();
  await settle();
  expect(browser.open).toHaveLength(1);
  browser.open[0]?.onState("open");
  browser.open[0]?.onTopics(["runners"]);
  expect(second).toMatchObject({ topics: [["runners"]], states: ["connecting", "open"] });
  expect(first.topics).toEqual([]);
});

test("a tab that closes while it waits never connects", async () => {
  const browser = new FakeBrowser();
  const first = tab(browser);
  const second = tab(browser);
  second.leave();
  first.leave();
  await settle();
  expect(browser.open).toEqual([]);
});

test("where there are no locks the tab polls, and says so", () => {
  const browser = new FakeBrowser();
  const states: PushState[] = [];
  const platform = { ...browser.platform, locks: undefined };
  joinSharedPush(platform, { onTopics: () => {}, onState: (state) => states.push(state) });
  expect(states).toEqual(["polling"]);
});
