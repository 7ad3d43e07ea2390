import { PublicKey } from "@solana/web3.js";
import { type Claim, settle as settleInstruction } from "../instructions/settle";
import { defined } from "../defined";
import { type SignedVoucher, signatureInstruction } from "../vouchers";
import { type BuildOptions, compile, MAX_COMPUTE_UNITS } from "./build";
import { fits } from "./size";

/** A signed voucher, and what is claimed of it: `vouchers.ProviderLedger` keeps both. */
export interface SettlementEntry {
  readonly signed: SignedVoucher;
  readonly claim: Claim;
}

/** See {@link settle}. */
export interface SettlementInput extends Omit<BuildOptions, "instructions" | "blockhash"> {
  readonly provider: PublicKey;
  /** The provider's operator or owner; signs. */
  readonly operator: PublicKey;
  /** Pays the fee. Default: the operator, which leaves the most room. */
  readonly payer?: PublicKey;
  /** Of this provider's channels. Two of one channel go into two transactions, the first one first. */
  readonly entries: readonly SettlementEntry[];
}

/** One transaction of a settlement, as `transactions.send` takes it. */
export interface SettlementTransaction extends BuildOptions {
  readonly entries: readonly SettlementEntry[];
}

/**
 * Settles any number of vouchers of one provider: as many in each transaction as fit its 1,232 bytes, each with
 * the ed25519 instruction that proves their signatures. Without a lookup table four fit with a compute-unit limit
 * where one part of each is claimed; with one, five fit where `computeUnitLimit` is "runtime".
 *
 * A single voucher always fits.
 *
 * @example
 * for (const { channel, entries } of ledger.due({ now, leadSecs: 3_600n })) {
 *   for (const transaction of transactions.settle({ provider, operator, entries })) {
 *     await transactions.send(anchorProvider, transaction);
 *   }
 * }
 */
export function settle({
  provider,
  operator,
  payer = operator,
  entries,
  ...options
}: SettlementInput): SettlementTransaction[] {
  const { programId, computeUnitLimit } = options;
  const transactionOf = (batch: readonly SettlementEntry[]): SettlementTransaction => ({
    ...options,
    entries: batch,
    instructions: [
      signatureInstruction(batch.map(({ signed }) => signed)),
      settleInstruction({
        provider,
        operator,
        entries: batch.map((entry) => ({ channel: channelOf(entry), claim: entry.claim })),
        ...defined({ programId }),
      }),
    ],
  });
  const units = computeUnitLimit === "runtime" ? undefined : MAX_COMPUTE_UNITS;
  const hasRoom = (batch: readonly SettlementEntry[]) =>
    fits(compile({ ...transactionOf(batch), payer, blockhash: ANY_BLOCKHASH, units }));

  const batches: SettlementEntry[][] = [];
  for (const entry of entries) {
    const last = batches.at(-1);
    const again = last?.some((other) => channelOf(other).equals(channelOf(entry)));
    if (last === undefined || again === true || !hasRoom([...last, entry])) batches.push([entry]);
    else last.push(entry);
  }
  return batches.map(transactionOf);
}

const channelOf = ({ signed }: SettlementEntry): PublicKey => signed.voucher.channel;

/** Of the length of every other. */
const ANY_BLOCKHASH = PublicKey.default.toBase58();
