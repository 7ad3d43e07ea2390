import type { PublicKey } from "@solana/web3.js";
import { provider as providers } from "../accounts/provider";
import { foreseen } from "../errors/program-errors";
import { defined } from "../defined";
import { settle as split, type SettlementEntry } from "../transactions/settle";
import type { Plan, PlanContext } from "./plan";

/** See {@link settle}. */
export interface SettlePlanInput {
  readonly provider: PublicKey;
  /** Of this provider's channels. Two of one channel go into two transactions, the first one first. */
  readonly entries: readonly SettlementEntry[];
}

/** What one transaction of a settlement claims. */
export interface SettlementQuote {
  readonly entries: readonly SettlementEntry[];
}

/**
 * Settles any number of vouchers of one provider, in as many transactions as they need. The owner of the context is
 * the provider's operator or owner.
 *
 * @throws `AccountNotFound` if there is no such provider; `WrongMarket` or `NotOperator`.
 *
 * @example
 * const entries = ledger.due({ now, leadSecs: 3_600n }).flatMap((due) => due.entries);
 * for (const plan of await plans.settle(context, { provider, entries })) await client.send(plan);
 */
export async function settle(
  { connection, market, owner: operator, programId }: PlanContext,
  { provider, entries }: SettlePlanInput,
): Promise<Plan<SettlementQuote>[]> {
  const options = defined({ programId });
  const seller = await providers.fetch(connection, provider, options);
  if (!seller.market.equals(market.market)) throw foreseen("WrongMarket");
  const may = [seller.operator, seller.owner].some((key) => key.equals(operator));
  if (!may) throw foreseen("NotOperator");
  return split({ provider, operator, entries, ...options }).map((transaction) => ({
    instructions: [...transaction.instructions],
    quote: { entries: transaction.entries },
  }));
}
