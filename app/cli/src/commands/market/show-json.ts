import type { quotes } from "@diem/sdk";
import { CREDITS, DIEM, type Token } from "../../core";
import type { Figures } from "./figures";
import { changesOf } from "./params-text";

/** The figures for scripts. */
export function showJson(figures: Figures, vvv: Token): object {
  const { market, now, epoch, epochEndsTs, due, utilisation, coverage } = figures;
  const { params, proposal, vvvDecimals } = market;
  const offered = ({ current, next }: Figures["capacity"]) => ({
    current: CREDITS.json(current),
    next: CREDITS.json(next),
  });
  const each = (amount: bigint | null) => (amount === null ? null : vvv.json(amount));
  return {
    address: market.address,
    vvvMint: market.vvvMint,
    diemMint: market.diemMint,
    now,
    epoch: { running: epoch, secs: market.epochSecs, endsTs: epochEndsTs, toBeClosed: due },
    diem: {
      outstanding: DIEM.json(market.diemOutstanding),
      target: DIEM.json(figures.targetSupply),
      marginalRate: each(figures.marginalRate),
    },
    stake: {
      staked: vvv.json(market.totalStaked),
      locked: vvv.json(market.totalLocked),
      cooling: vvv.json(market.totalCooling),
      bonded: vvv.json(market.totalBonded),
    },
    yearly: {
      unlocked: yearly(figures.staker),
      locked: figures.minter && yearly(figures.minter),
    },
    streams: {
      rewards: {
        remaining: vvv.json(market.rewardStream.remaining),
        endTs: market.rewardStream.endTs,
      },
      fees: { remaining: DIEM.json(market.feeStream.remaining), endTs: market.feeStream.endTs },
    },
    treasuryOwed: DIEM.json(market.treasuryOwed),
    providerShareBps: figures.providerShareBps,
    referencePrice: DIEM.json(market.referencePrice),
    capacity: offered(figures.capacity),
    quotaCapacity: offered(figures.quotaCapacity),
    utilisation,
    coverage: {
      pool: vvv.json(coverage.pool),
      outstanding: CREDITS.json(coverage.outstanding),
      poolPerCredit: each(coverage.poolPerCredit),
      paidPerCredit: each(coverage.paidPerCredit),
    },
    paused: market.paused,
    roles: market.roles,
    pendingAuthority: market.pendingAuthority,
    proposal: proposal && {
      etaTs: proposal.etaTs,
      changes: changesOf({ before: params, after: proposal.params, vvvDecimals }),
    },
  };
}

function yearly({ rewards, diem }: quotes.Apr): object {
  return {
    rewardsBps: rewards,
    feesPerVvv: DIEM.json(diem.fees),
    quotaPerVvv: DIEM.json(diem.quota),
  };
}
