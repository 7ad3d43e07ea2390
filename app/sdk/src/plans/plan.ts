import type { Connection, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { MarketKeys, ProgramOption } from "../pda";

/** What a plan is made from: the chain, the market, and the key that acts. */
export interface PlanContext extends ProgramOption {
  readonly connection: Connection;
  readonly market: MarketKeys;
  /** Acts, signs and pays: staker, consumer, provider's owner or authority. */
  readonly owner: PublicKey;
}

/** Instructions of one transaction that do one thing, to be looked at, simulated or sent. */
export interface Plan<Quote = undefined> {
  readonly instructions: TransactionInstruction[];
  /** What the transaction will do, by the program's own maths, where it does something that can be computed. */
  readonly quote: Quote;
}
