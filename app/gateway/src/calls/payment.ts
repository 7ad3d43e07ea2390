import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Figures, HEADERS, hashFromText, isWireError, readCallId, readMost } from "@diem/wire";
import { vouchers } from "@diem/sdk";
import { Refusal } from "../refusal";

/** What a request says of its payment. */
export interface Payment {
  readonly signed: vouchers.SignedVoucher;
  /** The call's id. */
  readonly call: string;
  /** The call's own ceiling; null where all that the voucher covers may be used. */
  readonly most: Figures | null;
  /** Hash of the only price list that the client accepts; null for any. */
  readonly prices: string | null;
}

/**
 * Reads the headers of a payment; null where there is no voucher.
 *
 * @throws Refusal `bad-header` or `bad-voucher`.
 */
export function readPayment(headers: IncomingHttpHeaders): Payment | null {
  const voucher = textOf(headers, HEADERS.voucher);
  if (voucher === null) return null;
  const [call, most, prices] = [HEADERS.call, HEADERS.most, HEADERS.prices].map((name) =>
    textOf(headers, name),
  ) as [string | null, string | null, string | null];
  try {
    if (prices !== null) hashFromText(prices);
    return {
      signed: readVoucher(voucher),
      call: call === null ? randomUUID() : readCallId(call),
      most: most === null ? null : readMost(most),
      prices,
    };
  } catch (error) {
    if (!isWireError(error)) throw error;
    throw new Refusal("bad-header", { detail: error.message, cause: error });
  }
}

/** Vouchers that came a moment ago, and how many of them are kept: most calls send one that has come before. */
const recent = new Map<string, vouchers.SignedVoucher>();
const MOST_RECENT = 1_024;

/** Throws a Refusal `bad-voucher`. */
export function readVoucher(text: string): vouchers.SignedVoucher {
  const known = recent.get(text);
  if (known !== undefined) return known;
  try {
    const signed = vouchers.fromText(text);
    const [oldest] = recent.size < MOST_RECENT ? [] : recent.keys();
    if (oldest !== undefined) recent.delete(oldest);
    recent.set(text, signed);
    return signed;
  } catch (cause) {
    const { name, message: detail } = cause as Error;
    throw new Refusal("bad-voucher", { detail, members: { rule: name }, cause });
  }
}

function textOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}
