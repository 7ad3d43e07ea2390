import { type AccountInfo, type PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { type ChannelAccount, channel as channels } from "../../accounts/channel";
import { type MarketAccount, market as markets } from "../../accounts/market";
import { timeOf } from "../../chain-time";
import { foreseen } from "../../errors/program-errors";
import { defined } from "../../defined";
import { epochAt } from "../../quotes/epoch";
import type { PlanContext } from "../plan";

/** The market, what the chain's own clock says, and further accounts, all as they were at one moment. */
export async function readClock(
  { connection, market: { market }, programId }: PlanContext,
  further: readonly PublicKey[] = [],
): Promise<{
  readonly state: MarketAccount;
  readonly now: bigint;
  readonly epoch: number;
  /** In the order in which they were asked for. */
  readonly further: readonly (AccountInfo<Uint8Array> | null)[];
}> {
  const [info, clock, ...others] = await connection.getMultipleAccountsInfo([
    market,
    SYSVAR_CLOCK_PUBKEY,
    ...further,
  ]);
  const state = markets.fromInfo(market, info, defined({ programId }));
  const now = timeOf(clock);
  return { state, now, epoch: epochAt({ clock: state, now }), further: others };
}

/** A channel of the context's market. Throws `WrongMarket` for another one's. */
export async function readChannel(
  { connection, market, programId }: PlanContext,
  address: PublicKey,
): Promise<ChannelAccount> {
  const channel = await channels.fetch(connection, address, defined({ programId }));
  if (!channel.market.equals(market.market)) throw foreseen("WrongMarket");
  return channel;
}

/** A channel whose consumer acts. Throws `WrongConsumer` for somebody else's. */
export async function readOwnChannel(
  context: PlanContext,
  address: PublicKey,
): Promise<ChannelAccount> {
  const channel = await readChannel(context, address);
  if (!channel.consumer.equals(context.owner)) throw foreseen("WrongConsumer");
  return channel;
}
