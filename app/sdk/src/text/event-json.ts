import { PublicKey } from "@solana/web3.js";
import { fieldsOf, type IdlType, isFiller } from "../codec/idl";
import type { DiemEvent, DiemEventName } from "../events";
import { EVENT_NAMES } from "./events";

const INTEGER = /^-?\d{1,39}$/;
const HEX = /^([0-9a-f]{2})*$/;
/** Integers that JSON has as numbers. */
const SMALL = ["u8", "i8", "u16", "i16", "u32", "i32"];

/**
 * An event as an indexer serves it: integers as decimal texts, addresses in base58, bytes in hex. Null for a name that
 * is no event's, and for data that no event of this name can have.
 *
 * @example
 * const response = await fetch(`${indexer}/v1/events`);
 * const { items } = (await response.json()) as { items: { name: string; data: unknown }[] };
 * const found = items.map(({ name, data }) => text.eventFromJson(name, data));
 */
export function eventFromJson(name: string, json: unknown): DiemEvent | null {
  if (!EVENT_NAMES.includes(name as DiemEventName)) return null;
  try {
    return { name, data: struct(name.charAt(0).toLowerCase() + name.slice(1), json) } as DiemEvent;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function struct(structName: string, json: unknown): Record<string, unknown> {
  if (typeof json !== "object" || json === null) throw unreadable(structName);
  const members = json as Readonly<Record<string, unknown>>;
  const fields = fieldsOf(structName).filter(({ name }) => !isFiller(name));
  return Object.fromEntries(fields.map(({ name, type }) => [name, value(type, members[name])]));
}

function value(type: IdlType, json: unknown): unknown {
  if (typeof type === "string") return primitive(type, json);
  if ("option" in type) return json === null ? null : value(type.option, json);
  if ("vec" in type) return items(type.vec, json);
  if ("defined" in type) {
    const { name } = type.defined;
    return name === "q64" ? primitive("u128", json) : struct(name, json);
  }
  const [item, length] = type.array;
  const list = item === "u8" ? bytes(json) : items(item, json);
  if (list.length !== length) throw unreadable(`${length} items`);
  return list;
}

function primitive(type: string, json: unknown): unknown {
  if (type === "bool" && typeof json === "boolean") return json;
  if (SMALL.includes(type) && Number.isSafeInteger(json)) return json;
  if (typeof json !== "string") throw unreadable(type);
  if (type === "string") return json;
  if (type === "pubkey") return address(json);
  if (/^[ui]\d+$/.test(type) && !SMALL.includes(type) && INTEGER.test(json)) return BigInt(json);
  throw unreadable(type);
}

function address(text: string): PublicKey {
  try {
    return new PublicKey(text);
  } catch {
    throw unreadable("an address");
  }
}

function bytes(json: unknown): Uint8Array {
  if (typeof json !== "string" || !HEX.test(json)) throw unreadable("bytes");
  return Uint8Array.from(json.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function items(type: IdlType, json: unknown): unknown[] {
  if (!Array.isArray(json)) throw unreadable("a list");
  return json.map((item) => value(type, item));
}

const unreadable = (what: string) => new TypeError(`the JSON has no ${what}`);
