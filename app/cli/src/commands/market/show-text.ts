import { quotes } from "@diem/sdk";
import { paramChanges } from "@diem/sdk/text";
import {
  CREDITS,
  DIEM,
  type Fact,
  formatBps,
  formatDue,
  formatDuration,
  shareBps,
  type Text,
  type Token,
} from "../../core";
import type { Figures } from "./figures";
import { changesTable } from "./params-text";
import { roleFacts } from "./roles-text";

/** The figures in words, each with its unit. */
export function showText(figures: Figures, vvv: Token): Text {
  const { market } = figures;
  return [
    ["market", market.address.toBase58()],
    ["VVV mint", market.vvvMint.toBase58()],
    ["DIEM mint", market.diemMint.toBase58()],
    ...epochFacts(figures),
    "",
    ...supplyFacts(figures, vvv),
    "",
    ...returnFacts(figures, vvv),
    "",
    ...computeFacts(figures),
    "",
    ["paused", market.paused.join(", ") || "nothing"],
    ...roleFacts(market.roles),
    ["proposed authority", market.pendingAuthority?.toBase58() ?? "nobody"],
    ...proposalText(figures),
  ];
}

function epochFacts({ epoch, epochEndsTs, due, market, now }: Figures): Fact[] {
  const length = formatDuration(market.epochSecs);
  const waiting: Fact = ["to close", `${due} epochs; the figures assume that they are closed`];
  return [
    ["epoch", `${epoch} of ${length}, ends ${formatDue(epochEndsTs, now)}`],
    ...(due === 0 ? [] : [waiting]),
  ];
}

function supplyFacts(
  { market, supply, targetSupply, nextTarget, marginalRate }: Figures,
  vvv: Token,
): Fact[] {
  const { totalStaked, totalLocked } = market;
  const ofTarget = formatBps(shareBps(supply, targetSupply));
  const locked = formatBps(shareBps(totalLocked, totalStaked));
  return [
    ["DIEM in existence", `${DIEM.format(supply)}, ${ofTarget} of the target`],
    ["target supply", `${DIEM.format(targetSupply)}, next epoch ${DIEM.format(nextTarget)}`],
    [
      "marginal mint rate",
      marginalRate === null ? "minting is not possible now" : vvv.format(marginalRate),
    ],
    ["staked", vvv.format(totalStaked)],
    ["of which locked", `${vvv.format(totalLocked)}, ${locked}`],
    ["cooling down", vvv.format(market.totalCooling)],
    ["bonded", vvv.format(market.totalBonded)],
  ];
}

function returnFacts({ market, staker, minter, now }: Figures, vvv: Token): Text {
  const { providerBps, quotaBps, treasuryBps, stakersBps } = market.params;
  const stream = (of: quotes.stream.Stream, token: Token) =>
    of.remaining === 0n
      ? "empty"
      : `${token.format(of.remaining)} until ${formatDue(quotes.stream.endTs(of), now)}`;
  const yearly = ({ rewards, diem }: quotes.Apr) =>
    `${formatBps(rewards)} in VVV, and ${DIEM.format(diem.fees)} of fees per VVV`;
  return [
    "APR at current rates, not a promise:",
    ["unlocked stake", yearly(staker)],
    [
      "locked stake",
      minter === null
        ? "minting is not possible now"
        : `${yearly(minter)}, and quota worth ${DIEM.format(minter.diem.quota)} per VVV`,
    ],
    ["reward stream", stream(market.rewardStream, vvv)],
    ["fee stream", stream(market.feeStream, DIEM)],
    ["treasury is owed", DIEM.format(market.treasuryOwed)],
    [
      "revenue split",
      `${formatBps(providerBps)} provider, ${formatBps(quotaBps)} quota pool, ${formatBps(treasuryBps)} treasury, ${formatBps(stakersBps)} stakers`,
    ],
  ];
}

function computeFacts({
  market,
  utilisation,
  capacity,
  quotaCapacity,
  referencePrice,
  coverage,
}: Figures): Fact[] {
  const { referencePriceFloor: floor, referencePriceCap: cap } = market.params;
  const { pool, outstanding, poolPerCredit, poolBps, paidPerCredit, paidBps } = coverage;
  const offered = ({ current, next }: Figures["capacity"]) =>
    `${CREDITS.format(current)}, next epoch ${CREDITS.format(next)}`;
  const each = (amount: bigint | null, bps: bigint | null) =>
    amount === null || bps === null
      ? "nothing yet"
      : `${DIEM.format(amount)}, ${formatBps(bps)} of the reference price`;
  const { current, next } = referencePrice;
  return [
    ["reference price", `${DIEM.format(current)} per credit, next epoch ${DIEM.format(next)}`],
    ["within", `${DIEM.format(floor)} and ${DIEM.format(cap)}`],
    ["capacity", offered(capacity)],
    ["offered as quota", offered(quotaCapacity)],
    ["average use", `${CREDITS.format(market.served)} an epoch; the target supply follows it`],
    [
      "used",
      `${formatBps(utilisation.emaBps)} smoothed, ${formatBps(utilisation.epochBps)} reported this epoch`,
    ],
    ["quota pool", DIEM.format(pool)],
    ["quota owed", `${CREDITS.format(outstanding)} an epoch`],
    ["pool per credit", each(poolPerCredit, poolBps)],
    ["paid per credit", each(paidPerCredit, paidBps)],
  ];
}

function proposalText({ market: { proposal, params, vvvDecimals }, now }: Figures): Text {
  if (proposal === null) return [["announced", "no parameters"]];
  const changes = paramChanges({ before: params, after: proposal.params, vvvDecimals });
  const from = formatDue(proposal.etaTs, now);
  return [["announced", `to be applied from ${from} on:`], changesTable(changes)];
}
