import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { channel as channelOf, type MarketKeys, type ProgramOption, revenue } from "../pda";
import { defined } from "../defined";
import { ata } from "../tokens";
import { build } from "./build";

/** See {@link openChannel}. */
export interface OpenChannelInput extends ProgramOption {
  readonly market: MarketKeys;
  readonly provider: PublicKey;
  /** Signs and pays the deposit. */
  readonly consumer: PublicKey;
  /** A slot within the last 150: part of the channel's address, so that it is never opened again. */
  readonly openedSlot: bigint;
  /** DIEM base units; zero for a channel that is to use quota only. */
  readonly deposit: bigint;
  /** Maximum DIEM base units per whole credit. */
  readonly maxPrice: bigint;
  /** The key that will sign the vouchers; default: the consumer. */
  readonly voucherSigner?: PublicKey;
  /** Pays the rent and signs; default: the consumer. */
  readonly payer?: PublicKey;
  /** Default: the channel of `openedSlot`. */
  readonly channel?: PublicKey;
  /** Default: the consumer's associated token account. */
  readonly consumerDiem?: PublicKey;
}

/**
 * Opens a consumer's channel with a provider, at the provider's price of now.
 *
 * @example
 * const openedSlot = BigInt(await connection.getSlot());
 * const opening = { market, provider, consumer, openedSlot, deposit: 5_000_000_000n, maxPrice };
 * const instruction = instructions.openChannel(opening);
 * const channel = pda.channel({ provider, consumer, openedSlot });
 */
export function openChannel(input: OpenChannelInput): TransactionInstruction {
  const { provider, consumer, openedSlot, deposit, maxPrice, programId } = input;
  const { payer = consumer, voucherSigner = consumer } = input;
  const { market, diemMint, escrow } = input.market;
  const address = { provider, consumer, openedSlot, ...defined({ programId }) };
  return build("openChannel", {
    accounts: {
      payer,
      consumer,
      market,
      provider,
      channel: input.channel ?? channelOf(address),
      consumerDiem: input.consumerDiem ?? ata(diemMint, consumer),
      escrow,
    },
    args: { args: { openedSlot, deposit, maxPrice, voucherSigner } },
    programId,
  });
}

/** See {@link deposit}. */
export interface DepositInput extends ProgramOption {
  readonly market: MarketKeys;
  readonly channel: PublicKey;
  /** Signs and pays; what is not spent goes to the consumer all the same. */
  readonly funder: PublicKey;
  /** DIEM base units. */
  readonly amount: bigint;
  /** Default: the funder's associated token account. */
  readonly funderDiem?: PublicKey;
}

/** Adds DIEM to a channel's deposit. Anyone may. */
export function deposit({
  market: { market, diemMint, escrow },
  channel,
  funder,
  amount,
  funderDiem = ata(diemMint, funder),
  programId,
}: DepositInput): TransactionInstruction {
  return build("deposit", {
    accounts: { funder, market, channel, funderDiem, escrow },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link collect}. */
export interface CollectInput extends ProgramOption {
  readonly market: MarketKeys;
  readonly provider: PublicKey;
  readonly channel: PublicKey;
  /** Default: the provider's associated token account for DIEM. */
  readonly revenue?: PublicKey;
}

/** Moves a channel's settled DIEM into the provider's revenue account. Anyone may. */
export function collect(input: CollectInput): TransactionInstruction {
  const { provider, channel, programId } = input;
  const { market, diemMint, escrow } = input.market;
  const accounts = {
    market,
    provider,
    channel,
    escrow,
    revenue: input.revenue ?? revenue({ provider, diemMint }),
  };
  return build("collect", { accounts, args: {}, programId });
}
