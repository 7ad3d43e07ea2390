import {
  type Figures,
  HEADERS,
  payFor,
  writeUsage,
  writeX402Required,
  X402_HEADERS,
  type X402Payment,
} from "@diem/wire";
import { vouchers } from "@diem/sdk";
import { Refusal } from "../refusal";
import type { ProviderChannel, ChannelStatus } from "./channels";
import type { Payment } from "./payment";

/** The required amounts of a call. */
export interface Need {
  /** Minimum micro-credits to begin it. */
  readonly least: bigint;
  /** Micro-credits of the whole call. */
  readonly full: bigint;
  /** Of the call. */
  readonly payment: Payment;
}

/** The refusal of a voucher that does not cover a call, with the figures for a higher one. */
export function voucherTooLow(account: ProviderChannel, { least, full, payment }: Need): Refusal {
  const { price } = account;
  const status = account.status();
  const needed = (credits: bigint) => texts(payFor({ credits, quota: 0n, price }));
  const [leastDiem, fullDiem] = [needed(least).diem, needed(full).diem];
  const { most, x402 } = payment;
  const own = most === null ? "" : `, within ${HEADERS.most}`;
  const detail = `the call needs ${leastDiem} to ${fullDiem} DIEM base units${own}: sign a higher voucher, or ask for less`;
  const members = statusMembers(status);
  return new Refusal("voucher-too-low", {
    detail,
    members: {
      ...members,
      available: texts(account.available()),
      price: String(price),
      needed: {
        least: { credits: String(least), diem: leastDiem },
        full: { credits: String(full), diem: fullDiem },
      },
    },
    headers: {
      [HEADERS.usage]: writeUsage(status.usage),
      ...(x402 === null ? {} : asX402(x402, detail, members)),
    },
  });
}

/** The same for a client of x402. */
function asX402(
  { accepted }: X402Payment,
  error: string,
  { used, voucher }: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const again = { ...accepted, extra: { ...accepted.extra, used, voucher } };
  return { [X402_HEADERS.required]: writeX402Required(again, { error, path: "/v1" }) };
}

/** A channel's status as JSON has it. */
export function statusMembers({ usage, reserved, voucher }: ChannelStatus): {
  readonly [member: string]: unknown;
} {
  return {
    used: { epoch: String(usage.epoch), ...texts(usage) },
    reserved: texts(reserved),
    voucher: voucher === null ? null : vouchers.toText(voucher),
  };
}

function texts({ diem, quota }: Figures): { readonly diem: string; readonly quota: string } {
  return { diem: String(diem), quota: String(quota) };
}
