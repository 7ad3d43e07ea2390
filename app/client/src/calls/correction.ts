import { vouchers } from "@diem/sdk";
import { PROBLEM_TYPE, type Problem, readProblem, type Usage } from "@diem/wire";

/** What a gateway says in a refusal that a client can act upon; null for any other answer. */
export async function problemOf(response: Response): Promise<Problem | null> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok || !type.startsWith(PROBLEM_TYPE)) return null;
  return readProblem(await response.clone().json());
}

/** The newest voucher that a gateway holds, and what it says was used; null where it shows none. */
export function heldBy({
  voucher,
  used,
}: Problem): { readonly signed: vouchers.SignedVoucher; readonly usage: Usage } | null {
  if (typeof voucher !== "string") return null;
  const { epoch, quota, diem } = used as Readonly<Record<string, string>>;
  const usage = { epoch: Number(epoch), quota: BigInt(quota ?? ""), diem: BigInt(diem ?? "") };
  return { signed: vouchers.fromText(voucher), usage };
}
