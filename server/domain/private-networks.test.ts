import { expect, test } from "vitest";
import { addressFault, isNetwork } from "./private-networks.ts";

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fc00::1",
  "fd00:ec2::254",
  "ff02::1",
  "::ffff:10.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::a00:1",
  "2002:a00:1::",
  "2001:db8::1",
  "not-an-address",
])("%s is not reached unasked", (address) => {
  expect(addressFault(address, "none")).toEqual(expect.any(String));
});

test.each(["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])(
  "%s is on the public internet",
  (address) => {
    expect(addressFault(address, "none")).toBeNull();
  },
);

test("networks that are allowed are reached, and no others", () => {
  const allowed = ["10.1.0.0/16", "fd00::/8"];
  expect(addressFault("10.1.2.3", allowed)).toBeNull();
  expect(addressFault("::ffff:10.1.2.3", allowed)).toBeNull();
  expect(addressFault("fd12::1", allowed)).toBeNull();
  expect(addressFault("10.2.0.1", allowed)).toContain("10.2.0.1");
  expect(addressFault("127.0.0.1", allowed)).toContain("this machine itself");
  expect(addressFault("127.0.0.1", "all")).toBeNull();
});

test("a network is an address and a length", () => {
  expect(["10.0.0.0/8", "fd00::/8", "127.0.0.1/32"].every(isNetwork)).toBe(true);
  expect(["10.0.0.0", "10.0.0.0/33", "private", ""].some(isNetwork)).toBe(false);
});
