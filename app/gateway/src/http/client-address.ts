import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Says for whom a proxy asks. */
export const FORWARDED_FOR = "x-forwarded-for";
/** How an address of IPv4 begins that came over a socket of IPv6. */
const MAPPED = "::ffff:";
const UNKNOWN = "unknown";

/** Whether a text is an address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = "", length, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bitsOf(version));
}

/** Tells from which address a request comes: that of its connection, or what a proxy says that is trusted. */
export class ClientAddresses {
  readonly #proxies = new BlockList();
  readonly #trusts: boolean;

  /** `proxies` are addresses and networks: see {@link isNetwork}. */
  constructor(proxies: readonly string[]) {
    this.#trusts = proxies.length > 0;
    for (const proxy of proxies) {
      const [address = "", length] = proxy.split("/");
      const version = isIP(address);
      const bits = length === undefined ? bitsOf(version) : Number(length);
      this.#proxies.addSubnet(address, bits, familyOf(version));
    }
  }

  /** Whether an address, as a socket names it, is that of a proxy. */
  isProxy(address: string | undefined): boolean {
    return this.#trusts && address !== undefined && this.#has(plain(address));
  }

  /** The address of a request's client. */
  of({ socket, headers }: IncomingMessage): string {
    const direct = plain(socket.remoteAddress ?? UNKNOWN);
    const forwarded = this.#trusts && this.#has(direct) ? headers[FORWARDED_FOR] : undefined;
    if (typeof forwarded !== "string") return direct;
    // each proxy adds at the end, so what stands before the last one that is trusted may be made up
    let client = direct;
    for (const text of forwarded.split(",").reverse()) {
      const address = plain(text.trim());
      if (isIP(address) === 0) break;
      client = address;
      if (!this.#has(address)) break;
    }
    return client;
  }

  #has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#proxies.check(address, familyOf(version));
  }
}

/** What is counted as one client: an address of IPv4, or a network of 64 bits, as a host of IPv6 has it for itself. */
export function clientGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const [first, last] = [head, tail].map((part) => (part === "" ? [] : part.split(":")));
  const parts = [...(first ?? []), ...(last ?? [])];
  const zeros = Array.from({ length: Math.max(8 - parts.length, 0) }, () => "0");
  return [...(first ?? []), ...zeros, ...(last ?? [])].slice(0, 4).join(":");
}

function plain(address: string): string {
  return address.startsWith(MAPPED) && address.includes(".")
    ? address.slice(MAPPED.length)
    : address;
}

function bitsOf(version: number): number {
  return version === 6 ? 128 : 32;
}

function familyOf(version: number): "ipv4" | "ipv6" {
  return version === 6 ? "ipv6" : "ipv4";
}
