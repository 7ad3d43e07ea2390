import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type MarketKeys, type ProgramOption, revenue } from "../pda";
import { ata } from "../tokens";
import { build } from "./build";

/** See {@link requestClose}. */
export interface RequestCloseInput extends ProgramOption {
  readonly provider: PublicKey;
  readonly channel: PublicKey;
  /** Signs: the consumer, or the provider's owner or operator. */
  readonly closer: PublicKey;
}

/**
 * Asks for a channel's closing. The consumer's request starts the grace for the last voucher, and takes all DIEM out of
 * the quota stake. The provider's leaves at least the rest of this epoch and the next one, in which the staked DIEM
 * still gives its quota; the consumer may then still ask for an earlier end.
 */
export function requestClose({
  provider,
  channel,
  closer,
  programId,
}: RequestCloseInput): TransactionInstruction {
  const accounts = { closer, provider, channel };
  return build("requestClose", { accounts, args: {}, programId });
}

/** See {@link closeChannel}. */
export interface CloseChannelInput extends ProgramOption {
  readonly market: MarketKeys;
  readonly provider: PublicKey;
  readonly channel: PublicKey;
  /** The channel's consumer; need not sign. */
  readonly consumer: PublicKey;
  /** The provider's operator or owner, who signs to give up the grace where the consumer asked for the closing. */
  readonly operator?: PublicKey;
  /** The account that paid the channel's rent, and gets it back; default: the consumer. */
  readonly rentPayer?: PublicKey;
  /** Default: the provider's associated token account for DIEM. */
  readonly revenue?: PublicKey;
  /** A DIEM account that the consumer owns, which must exist; default: the associated one. */
  readonly consumerDiem?: PublicKey;
}

/** Closes a channel: pays the provider what is settled and the consumer the rest. Anyone may. */
export function closeChannel(input: CloseChannelInput): TransactionInstruction {
  const { operator, provider, channel, consumer, rentPayer = consumer, programId } = input;
  const { market, diemMint, escrow } = input.market;
  return build("closeChannel", {
    accounts: {
      operator,
      market,
      provider,
      channel,
      rentPayer,
      escrow,
      revenue: input.revenue ?? revenue({ provider, diemMint }),
      consumerDiem: input.consumerDiem ?? ata(diemMint, consumer),
    },
    args: {},
    programId,
  });
}
