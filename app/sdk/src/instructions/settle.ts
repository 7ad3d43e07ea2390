import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { ProgramOption } from "../pda";
import { build } from "./build";

/** What is claimed of one voucher, each part counted from its start; a part left out claims nothing. */
export interface Claim {
  /** DIEM base units over the channel's life. */
  readonly diem?: bigint | undefined;
  /** Micro-credits of quota over the voucher's epoch. */
  readonly quota?: bigint | undefined;
}

/** See {@link settle}. */
export interface SettleInput extends ProgramOption {
  readonly provider: PublicKey;
  /** The provider's operator or owner; signs. */
  readonly operator: PublicKey;
  /** One per voucher, in the order of the ed25519 instruction; each channel once. */
  readonly entries: readonly { readonly channel: PublicKey; readonly claim: Claim }[];
}

/**
 * Settles vouchers of one provider's channels. The ed25519 instruction that `vouchers.signatureInstruction` makes
 * must stand directly before it.
 *
 * @example
 * const list = [
 *   vouchers.signatureInstruction(entries.map(({ signed }) => signed)),
 *   instructions.settle({
 *     provider,
 *     operator,
 *     entries: entries.map(({ signed, claim }) => ({ channel: signed.voucher.channel, claim })),
 *   }),
 * ];
 */
export function settle({
  provider,
  operator,
  entries,
  programId,
}: SettleInput): TransactionInstruction {
  const claims = entries.map(({ claim: { diem = null, quota = null } }) => ({ diem, quota }));
  return build("settle", {
    accounts: { operator, provider },
    remainingAccounts: entries.map(({ channel: pubkey }) => ({
      pubkey,
      isSigner: false,
      isWritable: true,
    })),
    args: { args: { claims } },
    programId,
  });
}
