import { type ChildProcess, spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { on, once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { HostNetwork } from "./network.ts";

/** Says on its output what it hears, and says it back. */
const ECHO = `
  const socket = require("node:dgram").createSocket("udp4");
  socket.on("message", (text, { port, address }) => { console.log(String(text)); socket.send(text, port, address); });
  socket.bind(4000, () => console.log("ready"));
`;

const mayHave = await HostNetwork.open().then(
  (network) => network.close().then(() => true),
  () => false,
);

interface Stage {
  network: HostNetwork;
  /** What the host has heard up to this message, sent now, without it. */
  heardBy(text: string): Promise<string[]>;
  /** The same of what came back. */
  answeredBy(text: string): Promise<string[]>;
  /** Resolves once they are on the cable. */
  say(...texts: string[]): Promise<void>;
}

async function stage(): Promise<Stage> {
  const network = await HostNetwork.open();
  const [file = "", ...args] = [...network.enter, process.execPath, "-e", ECHO];
  const echo: ChildProcess = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  const socket: Socket = createSocket("udp4");
  onTestFinished(async () => {
    socket.close();
    echo.kill("SIGKILL");
    await network.close();
  });
  if (!echo.stdout) throw new Error("the host says nothing");
  const heard = on(createInterface(echo.stdout), "line");
  const answers = on(socket, "message");
  await heard.next();
  socket.bind();
  await once(socket, "listening");
  const host = network.address.replace(/1$/, "2");
  const say = async (...texts: string[]) => {
    for (const text of texts) await new Promise((resolve) => socket.send(text, 4000, host, resolve));
  };
  const upTo = async (texts: AsyncIterator<unknown[]>, last: string) => {
    const found: string[] = [];
    for (;;) {
      const text = String((await texts.next()).value?.[0]);
      if (text === last) return found;
      found.push(text);
    }
  };
  return {
    network,
    say,
    heardBy: async (text) => {
      await say(text);
      return upTo(heard, text);
    },
    answeredBy: async (text) => {
      await say(text);
      return upTo(answers, text);
    },
  };
}

test.skipIf(!mayHave)("a host that hears nothing hears nothing, until it is healed", async () => {
  const { network, say, heardBy } = await stage();
  expect(await heardBy("one")).toEqual([]);
  network.lose("in", 1);
  await say("two");
  network.heal();
  expect(await heardBy("three")).toEqual([]);
});

test.skipIf(!mayHave)("a host that can say nothing hears all the same", async () => {
  const { network, answeredBy, heardBy } = await stage();
  expect(await answeredBy("one")).toEqual([]);
  expect(await heardBy("two")).toEqual(["one"]);
  expect(await answeredBy("three")).toEqual(["two"]);
  network.lose("out", 1);
  expect(await heardBy("four")).toEqual(["three"]);
  network.heal();
  expect(await answeredBy("five")).toEqual([]);
});

test.skipIf(!mayHave)("of many packets a share is lost, and the rest comes", async () => {
  const { network, say, heardBy } = await stage();
  network.lose("both", 0.5);
  const sent = Array.from({ length: 400 }, (_, index) => `${index}`);
  await say(...sent);
  network.heal();
  const heard = await heardBy("last");
  expect(heard.length).toBeGreaterThan(50);
  expect(heard.length).toBeLessThan(350);
});
