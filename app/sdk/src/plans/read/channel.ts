import type { PublicKey } from "@solana/web3.js";
import { type ChannelAccount, channel as channels } from "../../accounts/channel";
import { foreseen } from "../../errors/program-errors";
import { defined } from "../../defined";
import type { PlanContext } from "../plan";

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
