import { vouchers } from "@diem/sdk";
import { PROBLEM_TYPE, type Problem, readProblem, type Usage } from "@diem/wire";
import { DiemClientError } from "../errors";

/** What a gateway says in a refusal that a client can act upon; null for any other answer. */
export async function problemOf(response: Response): Promise<Problem | null> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok || !type.startsWith(PROBLEM_TYPE)) return null;
  try {
    return readProblem(await response.clone().json());
  } catch {
    return null; // of a proxy, or of a gateway that knows other refusals: the app's to read
  }
}

/** The newest voucher that a gateway has, and what it says was used. */
export interface HeldVoucher {
  readonly signed: vouchers.SignedVoucher;
  readonly usage: Usage;
}

/**
 * What a gateway shows of a channel, in a refusal or in what x402 has of it; null where it shows no voucher.
 *
 * @throws DiemClientError `GatewayLies` for what cannot be read.
 */
export function heldIn({ voucher, used }: Readonly<Record<string, unknown>>): HeldVoucher | null {
  if (typeof voucher !== "string") return null;
  try {
    const { epoch, quota, diem } = used as Readonly<Record<string, string>>;
    const usage = { epoch: Number(epoch), quota: BigInt(quota ?? ""), diem: BigInt(diem ?? "") };
    return { signed: vouchers.fromText(voucher), usage };
  } catch (cause) {
    const message =
      "the gateway shows a voucher that cannot be read: check the address, and sign no more for it";
    throw new DiemClientError("GatewayLies", { message, cause });
  }
}
