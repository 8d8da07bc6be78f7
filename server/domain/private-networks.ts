import ipaddr from "ipaddr.js";

/** Which addresses that are not on the public internet webhooks may reach: none, all, or those in these networks. */
export type PrivateNetworks = "none" | "all" | string[];

/** True of what can be read as a network such as `10.0.0.0/8` or `fd00::/8`. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

/**
 * Why this address may not be reached; null when it may. Only unicast addresses of the public internet are reached
 * unasked: loopback, private, link-local (and so every cloud's metadata), carrier-grade NAT, unique local, multicast,
 * reserved and translated ones are not.
 */
export function addressFault(address: string, allowed: PrivateNetworks): string | null {
  if (!ipaddr.isValid(address)) return `${address} is no address`;
  const parsed = ipaddr.process(address);
  if (parsed.range() === "unicast" || allowed === "all") return null;
  if (allowed !== "none" && allowed.some((network) => isWithin(parsed, network))) return null;
  return `${parsed.toString()} is not on the public internet (${WORDS[parsed.range()] ?? parsed.range()})`;
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match([base, bits] as never);
}

const WORDS: Record<string, string> = {
  private: "a private network",
  loopback: "this machine itself",
  linkLocal: "link-local",
  uniqueLocal: "a private network",
  carrierGradeNat: "a carrier's network",
  unspecified: "no machine",
};
