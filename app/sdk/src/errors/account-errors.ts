import type { PublicKey } from "@solana/web3.js";
import { DiemError } from "./diem-error";

/** Contexts of errors about accounts. */
export interface Contexts {
  /** There is no account at the address. */
  AccountNotFound: { readonly kind: string; readonly address: PublicKey };
  /** There is an account, but of another type. The address is unknown if bare data was decoded. */
  WrongAccountType: { readonly kind: string; readonly address: PublicKey | undefined };
}

/** `AccountNotFound`: there is no account of that kind at the address. */
export function accountNotFound(context: Contexts["AccountNotFound"]) {
  return new DiemError("AccountNotFound", {
    reason: `there is no ${context.kind} at ${context.address.toBase58()}`,
    next: "check the address and the cluster, or create it first",
    context,
  });
}

export function wrongAccountType({
  why,
  next,
  ...context
}: Contexts["WrongAccountType"] & { readonly why: string; readonly next: string }) {
  const { kind, address } = context;
  const reason = `${address?.toBase58() ?? "the data"} is not an account of the type ${kind}, as ${why}`;
  return new DiemError("WrongAccountType", { reason, next, context });
}
