import type { PublicKey } from "@solana/web3.js";
import { type ProviderAccount, provider as providers } from "../../accounts/provider";
import { foreseen } from "../../errors/program-errors";
import type { Revenue } from "../../keepers/distribute-revenue";
import { defined } from "../../defined";
import { provider as providerOf } from "../../pda";
import { tokenAmount } from "../../tokens";
import { readClock } from "./clock";
import type { PlanContext } from "../plan";

/** A provider of the context's market (default: the owner's). Throws `WrongMarket` for another one's. */
export async function readProvider(
  { connection, market: { market }, owner, programId }: PlanContext,
  address?: PublicKey,
): Promise<ProviderAccount> {
  const options = defined({ programId });
  const found = address ?? providerOf({ market, owner, ...options });
  const provider = await providers.fetch(connection, found, options);
  if (!provider.market.equals(market)) throw foreseen("WrongMarket");
  return provider;
}

/** What a provider's revenue account holds. */
export async function readRevenue(
  { connection }: PlanContext,
  provider: ProviderAccount,
): Promise<Revenue> {
  const info = await connection.getAccountInfo(provider.revenue);
  return { provider, balance: tokenAmount(info?.data) };
}

/** The owner's provider, the market, and what the chain's own clock says. */
export async function readOwnProvider(context: PlanContext) {
  const [provider, clock] = await Promise.all([readProvider(context), readClock(context)]);
  const { owner, market, programId } = context;
  return { provider, ...clock, on: { owner, market, ...defined({ programId }) } };
}
