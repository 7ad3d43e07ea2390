import { quotes } from "@diem/sdk";
import { paramChanges } from "@diem/sdk/text";
import { CREDITS, DIEM, type Token } from "../../core";
import type { Figures } from "./figures";

/** The figures for scripts. */
export function showJson(figures: Figures, vvv: Token): object {
  const { market, now, epoch, epochEndsTs, due, utilisation, coverage } = figures;
  const { params, proposal, vvvDecimals } = market;
  const offered = ({ current, next }: Figures["capacity"]) => ({
    current: CREDITS.json(current),
    next: CREDITS.json(next),
  });
  const each = (amount: bigint | null, token: Token) =>
    amount === null ? null : token.json(amount);
  return {
    address: market.address,
    vvvMint: market.vvvMint,
    diemMint: market.diemMint,
    now,
    epoch: { running: epoch, secs: market.epochSecs, endsTs: epochEndsTs, toBeClosed: due },
    diem: {
      supply: DIEM.json(figures.supply),
      target: DIEM.json(figures.targetSupply),
      nextTarget: DIEM.json(figures.nextTarget),
      marginalRate: each(figures.marginalRate, vvv),
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
        endTs: quotes.stream.endTs(market.rewardStream),
      },
      fees: {
        remaining: DIEM.json(market.feeStream.remaining),
        endTs: quotes.stream.endTs(market.feeStream),
      },
    },
    treasuryOwed: DIEM.json(market.treasuryOwed),
    revenueSplit: {
      providerBps: params.providerBps,
      quotaBps: params.quotaBps,
      treasuryBps: params.treasuryBps,
      stakersBps: params.stakersBps,
    },
    referencePrice: {
      current: DIEM.json(figures.referencePrice.current),
      next: DIEM.json(figures.referencePrice.next),
    },
    averageUse: CREDITS.json(market.served),
    capacity: offered(figures.capacity),
    quotaCapacity: offered(figures.quotaCapacity),
    utilisation,
    coverage: {
      pool: DIEM.json(coverage.pool),
      outstanding: CREDITS.json(coverage.outstanding),
      poolPerCredit: each(coverage.poolPerCredit, DIEM),
      poolBps: coverage.poolBps,
      paidPerCredit: each(coverage.paidPerCredit, DIEM),
      paidBps: coverage.paidBps,
    },
    paused: market.paused,
    roles: market.roles,
    pendingAuthority: market.pendingAuthority,
    proposal: proposal && {
      etaTs: proposal.etaTs,
      changes: paramChanges({ before: params, after: proposal.params, vvvDecimals }),
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
