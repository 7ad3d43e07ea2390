import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import {
  type Figures,
  HEADERS,
  hashFromText,
  headersOfX402,
  isWireError,
  readCallId,
  readMost,
  readX402Payment,
  X402_HEADERS,
  type X402Payment,
} from "@diem/wire";
import { vouchers } from "@diem/sdk";
import { Refusal } from "../refusal";
import { Fifo } from "./fifo";

/** The payment in a request. */
export interface Payment {
  readonly signed: vouchers.SignedVoucher;
  /** The call's id. */
  readonly call: string;
  /** The call's own ceiling; null where all that the voucher covers may be used. */
  readonly most: Figures | null;
  /** Hash of the only price list that the client accepts; null for any. */
  readonly prices: string | null;
  /** The payment as x402 has it, where it came that way. */
  readonly x402: X402Payment | null;
}

/**
 * Reads the headers of a payment; null where there is no voucher.
 *
 * @throws Refusal `bad-header` or `bad-voucher`.
 */
export function readPayment(given: IncomingHttpHeaders): Payment | null {
  const x402 = readX402(given);
  const headers = x402 === null ? given : headersOfX402(x402.payload);
  const voucher = textOf(headers, HEADERS.voucher);
  if (voucher === null) return null;
  const call = textOf(headers, HEADERS.call);
  const most = textOf(headers, HEADERS.most);
  const prices = textOf(headers, HEADERS.prices);
  try {
    if (prices !== null) hashFromText(prices);
    return {
      signed: readVoucher(voucher),
      call: call === null ? randomUUID() : readCallId(call),
      most: most === null ? null : readMost(most),
      prices,
      x402,
    };
  } catch (error) {
    throw badHeader(error);
  }
}

/** The payment of a client of x402; null where there is none, or none of this scheme. */
function readX402(headers: IncomingHttpHeaders): X402Payment | null {
  const payment = textOf(headers, X402_HEADERS.payment);
  if (payment === null || textOf(headers, HEADERS.voucher) !== null) return null;
  try {
    return readX402Payment(payment);
  } catch (error) {
    throw badHeader(error);
  }
}

function badHeader(error: unknown): unknown {
  if (!isWireError(error)) return error;
  return new Refusal("bad-header", { detail: error.message, cause: error });
}

/** Recent vouchers, and their maximum number: most calls send one that came before. */
const recent = new Map<string, vouchers.SignedVoucher>();
const recentTexts = new Fifo<string>();
const MAX_RECENT = 1_024;

/** Throws a Refusal `bad-voucher`. */
export function readVoucher(text: string): vouchers.SignedVoucher {
  const known = recent.get(text);
  if (known !== undefined) return known;
  try {
    const signed = vouchers.fromText(text);
    const oldest = recent.size < MAX_RECENT ? undefined : recentTexts.shift();
    if (oldest !== undefined) recent.delete(oldest);
    recent.set(text, signed);
    recentTexts.push(text);
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
