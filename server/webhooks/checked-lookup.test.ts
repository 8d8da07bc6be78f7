import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { checkedLookup, RefusedAddress } from "./checked-lookup.ts";

/** A name server that gives these addresses, one list after the other. */
function resolver(...answers: string[][]) {
  return ((_: string, __: object, callback: (error: null, found: LookupAddress[]) => void) => {
    const found = answers.length > 1 ? answers.shift() : answers[0];
    callback(
      null,
      (found ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  }) as never;
}

type Found = string | LookupAddress[];

function ask(lookup: ReturnType<typeof checkedLookup>, all = false): Promise<Found> {
  return new Promise((resolve, reject) => {
    lookup("hook.example.org", { all }, (error, found) => (error ? reject(error) : resolve(found)));
  });
}

test("a name that leads inside is refused, with the address that it leads to", async () => {
  await expect(ask(checkedLookup("none", resolver(["10.0.0.7"])))).rejects.toThrow(RefusedAddress);
  await expect(ask(checkedLookup("none", resolver(["::ffff:127.0.0.1"])))).rejects.toThrow("127.0.0.1");
  await expect(ask(checkedLookup("none", resolver([])))).rejects.toThrow("it has no address");
});

test("only what was looked at is connected to: a name that leads elsewhere the next time is looked at again", async () => {
  const lookup = checkedLookup("none", resolver(["93.184.216.34"], ["127.0.0.1"]));
  expect(await ask(lookup)).toBe("93.184.216.34");
  await expect(ask(lookup)).rejects.toThrow("this machine itself");
});

test("of several addresses only those that may be reached are left", async () => {
  const lookup = checkedLookup("none", resolver(["10.0.0.7", "93.184.216.34", "fd00::1"]));
  expect(await ask(lookup, true)).toEqual([{ address: "93.184.216.34", family: 4 }]);
});
