import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/provider";
import { epochAt } from "../quotes/math/epoch";
import { splitFee } from "../quotes/math/split";
import { createAtaIdempotent, tokenAmount } from "../tokens";
import type { Plan, PlanContext } from "./plan";
import { readOwnProvider } from "./read/provider";

/** What retiring starts. */
export interface NoticeQuote {
  /** From this second (unix) on the commitments have lapsed, and the bond can leave. */
  readonly noticeEndsTs: bigint;
  /** The last epoch in which quota is served. */
  readonly lastQuotaEpoch: number;
}

/**
 * Starts the notice of the owner's provider: no new channel or quota, and no capacity from the next epoch on.
 *
 * @throws `AccountNotFound`; `ProviderRetiring`.
 *
 * @example
 * const { quote } = await plans.retireProvider(context);
 */
export async function retireProvider(context: PlanContext): Promise<Plan<NoticeQuote>> {
  const { provider, state, now, on } = await readOwnProvider(context);
  if (provider.retiring) throw foreseen("ProviderRetiring");
  const noticeEndsTs = now + state.params.bondCooldownSecs;
  return {
    instructions: [instructions.retireProvider(on)],
    quote: { noticeEndsTs, lastQuotaEpoch: epochAt({ clock: state, now: noticeEndsTs }) },
  };
}

/** What closing a provider pays out, in DIEM base units. */
export interface CloseProviderQuote {
  readonly toOwner: bigint;
  /** To quota pool, treasury and stakers: their part of what was not distributed yet. */
  readonly toOthers: bigint;
}

/**
 * Closes the owner's provider once its notice is over and everything is taken out, and pays its revenue into the
 * owner's associated token account, which is created if it is missing.
 *
 * @throws `AccountNotFound`; `ProviderNotRetiring`, `NoticeNotOver`, `ProviderNotEmpty` or
 * `SlashedInEpoch`.
 *
 * @example
 * const { quote } = await plans.closeProvider(context);
 */
export async function closeProvider(context: PlanContext): Promise<Plan<CloseProviderQuote>> {
  const { connection, market, owner } = context;
  const { provider, state, now, epoch, on } = await readOwnProvider(context);
  const { revenue, rentPayer, claimable, bond, bondCooling, openChannels } = provider;
  if (!provider.retiring) throw foreseen("ProviderNotRetiring");
  if (now < provider.noticeEndsTs) {
    throw foreseen("NoticeNotOver", { now, readyTs: provider.noticeEndsTs });
  }
  if (bond > 0n || bondCooling.tickets + openChannels > 0) throw foreseen("ProviderNotEmpty");
  const slashedNow = provider.slashed > 0n && provider.slashEpoch >= epoch;
  if (slashedNow) throw foreseen("SlashedInEpoch");
  const balance = tokenAmount((await connection.getAccountInfo(revenue))?.data);
  const fresh = balance - claimable;
  const kept = splitFee({ market: state, amount: fresh }).provider;
  const create = createAtaIdempotent({ payer: owner, mint: market.diemMint, owner });
  return {
    instructions: [create, instructions.closeProvider({ ...on, revenue, rentPayer })],
    quote: { toOwner: claimable + kept, toOthers: fresh - kept },
  };
}
