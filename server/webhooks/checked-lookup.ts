import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { addressFault, type PrivateNetworks } from "#server/domain/private-networks.ts";

/** The name leads only to addresses that may not be reached. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
}

type Resolve = typeof systemLookup;

/**
 * Resolves a name to those of its addresses that may be reached. A connection made with it goes to exactly what was
 * looked at: nothing is resolved a second time, when the name could mean something else.
 */
export function checkedLookup(allowed: PrivateNetworks, resolve: Resolve = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const open = addresses.filter(({ address }) => addressFault(address, allowed) === null);
      const [first] = open;
      if (!first) return callback(refusal(hostname, addresses, allowed), []);
      if (options.all) return callback(null, open);
      callback(null, first.address, first.family);
    });
  };
}

function refusal(hostname: string, addresses: { address: string }[], allowed: PrivateNetworks): Error {
  const faults = addresses.map(({ address }) => addressFault(address, allowed));
  return new RefusedAddress(`${hostname} may not be reached: ${faults.join(", ") || "it has no address"}`);
}
