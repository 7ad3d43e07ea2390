import { vouchers } from "@diem/sdk";

/** The headers of a request that carry the voucher and the call's id, and that of an answer that says what was used so far. */
export const VOUCHER = "x-diem-voucher";
export const CALL = "x-diem-call";
export const USAGE = "x-diem-usage";

/** The price list: micro-credits for each character that goes in or comes out, and the longest answer. */
const CREDITS_PER_CHARACTER = 500n;
export const MAX_ANSWER = 400;

/** Micro-credits of a call. */
export function creditsOf(prompt: string, answerLength: number): bigint {
  return BigInt(prompt.length + answerLength) * CREDITS_PER_CHARACTER;
}

/** JSON has no integers of this size, so the figures travel as text. */
export function usageToText({ epoch, quota, diem }: vouchers.Usage): string {
  return [epoch, quota, diem].join(" ");
}

/** What {@link usageToText} wrote; throws for anything else. */
export function usageFromText(text: string | null): vouchers.Usage {
  const [epoch, quota, diem] = /^(\d+) (\d+) (\d+)$/.exec(text ?? "")?.slice(1) ?? [];
  if (epoch === undefined || quota === undefined || diem === undefined) {
    throw new Error(`the provider did not say what was used: ${USAGE} is ${String(text)}`);
  }
  return { epoch: Number(epoch), quota: BigInt(quota), diem: BigInt(diem) };
}
