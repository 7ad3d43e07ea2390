import type { quotes } from "@diem/sdk";
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
import { changesOf, changesTable } from "./params-text";
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
    ...computeFacts(figures, vvv),
    "",
    ["paused", market.paused.join(", ") || "nothing"],
    ...roleFacts(market.roles),
    ["proposed authority", market.pendingAuthority?.toBase58() ?? "nobody"],
    ...proposalText(figures),
  ];
}

function epochFacts({ epoch, epochEndsTs, due, market, now }: Figures): Fact[] {
  const length = formatDuration(market.epochSecs);
  const waiting: Fact = ["to be closed", `${due} epochs; figures are as if they were`];
  return [
    ["epoch", `${epoch} of ${length}, ends ${formatDue(epochEndsTs, now)}`],
    ...(due === 0 ? [] : [waiting]),
  ];
}

function supplyFacts({ market, targetSupply, marginalRate }: Figures, vvv: Token): Fact[] {
  const { diemOutstanding: supply, totalStaked, totalLocked } = market;
  const ofTarget = formatBps(shareBps(supply, targetSupply));
  const locked = formatBps(shareBps(totalLocked, totalStaked));
  return [
    ["DIEM outstanding", `${DIEM.format(supply)}, ${ofTarget} of the target`],
    ["target supply", DIEM.format(targetSupply)],
    [
      "the next DIEM locks",
      marginalRate === null ? "nobody can mint now" : vvv.format(marginalRate),
    ],
    ["staked", vvv.format(totalStaked)],
    ["of it locked", `${vvv.format(totalLocked)}, ${locked}`],
    ["cooling down", vvv.format(market.totalCooling)],
    ["bonded", vvv.format(market.totalBonded)],
  ];
}

function returnFacts({ market, staker, minter, providerShareBps, now }: Figures, vvv: Token): Text {
  const stream = ({ remaining, endTs }: quotes.stream.Stream, token: Token) =>
    remaining === 0n ? "empty" : `${token.format(remaining)} until ${formatDue(endTs, now)}`;
  const yearly = ({ rewards, diem }: quotes.Apr) =>
    `${formatBps(rewards)} in VVV, and ${DIEM.format(diem.fees)} of fees per VVV`;
  return [
    "a year at the rates of now, which is no promise:",
    ["unlocked stake", yearly(staker)],
    [
      "locked stake",
      minter === null
        ? "nobody can mint now"
        : `${yearly(minter)}, and quota worth ${DIEM.format(minter.diem.quota)} per VVV`,
    ],
    ["reward stream", stream(market.rewardStream, vvv)],
    ["fee stream", stream(market.feeStream, DIEM)],
    ["treasury is owed", DIEM.format(market.treasuryOwed)],
    ["provider's share", `${formatBps(providerShareBps)} of revenue`],
  ];
}

function computeFacts(
  { market, utilisation, capacity, quotaCapacity, coverage }: Figures,
  vvv: Token,
): Fact[] {
  const { referencePriceFloor: floor, referencePriceCap: cap } = market.params;
  const { pool, outstanding, poolPerCredit, paidPerCredit } = coverage;
  const offered = ({ current, next }: Figures["capacity"]) =>
    `${CREDITS.format(current)}, next epoch ${CREDITS.format(next)}`;
  const each = (amount: bigint | null) => (amount === null ? "nothing yet" : vvv.format(amount));
  return [
    ["reference price", `${DIEM.format(market.referencePrice)} per credit`],
    ["within", `${DIEM.format(floor)} and ${DIEM.format(cap)}`],
    ["capacity", offered(capacity)],
    ["offered as quota", offered(quotaCapacity)],
    [
      "used",
      `${formatBps(utilisation.emaBps)} smoothed, ${formatBps(utilisation.epochBps)} reported this epoch`,
    ],
    ["quota pool", vvv.format(pool)],
    ["quota owed", `${CREDITS.format(outstanding)} an epoch`],
    ["pool per credit", each(poolPerCredit)],
    ["paid per credit", each(paidPerCredit)],
  ];
}

function proposalText({ market: { proposal, params, vvvDecimals }, now }: Figures): Text {
  if (proposal === null) return [["announced", "no parameters"]];
  const changes = changesOf({ before: params, after: proposal.params, vvvDecimals });
  const from = formatDue(proposal.etaTs, now);
  return [["announced", `to be applied from ${from} on:`], changesTable(changes)];
}
