import type { PublicKey } from "@solana/web3.js";
import { type ChannelAccount, channel as channels } from "../accounts/channel";
import { type MarketAccount, market as markets } from "../accounts/market";
import { chainNow } from "../chain-time";
import { foreseen } from "../errors/program-errors";
import { only } from "../only";
import { epochAt } from "../quotes/epoch";
import { ata, tokenAmount } from "../tokens";
import type { PlanContext } from "./plan";

/** The market, and what the chain's own clock says. */
export async function readClock({ connection, market, programId }: PlanContext): Promise<{
  readonly state: MarketAccount;
  readonly now: bigint;
  readonly epoch: number;
}> {
  const [state, now] = await Promise.all([
    markets.fetch(connection, market.market, only({ programId })),
    chainNow({ connection }),
  ]);
  return { state, now, epoch: epochAt({ clock: state, now }) };
}

/** A channel of the context's market. Throws `WrongMarket` for another one's. */
export async function readChannel(
  { connection, market, programId }: PlanContext,
  address: PublicKey,
): Promise<ChannelAccount> {
  const channel = await channels.fetch(connection, address, only({ programId }));
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

/** DIEM base units of the owner's associated token account; null where there is none. */
export async function diemOf({
  connection,
  market: { diemMint },
  owner,
}: PlanContext): Promise<bigint | null> {
  const info = await connection.getAccountInfo(ata(diemMint, owner));
  return info === null ? null : tokenAmount(info.data);
}

/** Throws `InsufficientBalance` where the owner's associated token account has less DIEM. */
export async function requireDiem(context: PlanContext, amount: bigint): Promise<void> {
  if (((await diemOf(context)) ?? 0n) < amount) throw foreseen("InsufficientBalance");
}
