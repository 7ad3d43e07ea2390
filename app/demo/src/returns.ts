import { accounts, type EpochRecordAccount, type MarketAccount, quotes } from "@diem/sdk";

import { chapter, percent, price, say, table, tokens } from "./format";
import { type Stage, UNIT } from "./stage";

/** The market as it was late in an epoch. */
export interface Moment {
  readonly epoch: number;
  readonly demand: string;
  readonly market: MarketAccount;
  /** Unix seconds. */
  readonly now: bigint;
}

const DAY_SECS = 86_400n;

export async function momentOf(stage: Stage, epoch: number, demand: string): Promise<Moment> {
  const [market, now] = [await stage.marketAccount(), await stage.network.now()];
  return { epoch, demand, market, now };
}

/** How use moved the price, the supply, the split and what everybody earns. */
export async function showReturns(stage: Stage, moments: readonly Moment[]): Promise<void> {
  const { connection } = stage.network;
  const { market } = stage.market;
  const records = await accounts.epochRecord.fetchAll(connection, { market });
  const recordOf = (moment: Moment) => records.find(({ epoch }) => epoch === moment.epoch);
  chapter(
    "10. How the market answered",
    "An epoch stays open for late reports while the next one runs; then it is closed and moves the average. So the use\n" +
      "of one line works two lines below, and nobody bought anything before the first. Below an average of 40 % the price\n" +
      "falls, above 60 % it rises. When compute is scarce the stakers' share grows, which draws in the stake that new\n" +
      "DIEM and bonds come from. The target supply follows the quota that providers offer: more of it makes minting cheaper.",
  );
  table(
    REACTION,
    moments.map((moment) => reaction(moment, recordOf(moment))),
  );
  const { referencePrice } = await stage.marketAccount();
  say(
    `A provider that follows the market asks ${price(referencePrice)} DIEM for a credit now; channels opened before keep their price.`,
  );
  const days = stage.clock.epochSecs === DAY_SECS ? "" : ", if an epoch were a day";
  say(
    `\nWhat a year of such epochs would return on VVV${days}. Fees follow use; a DIEM counts as the\n` +
      "VVV that is locked for one on average. Rewards are the foundation's; locked VVV earns a fifth less, which goes to\n" +
      "a pool that pays providers for serving quota. A minter's DIEM gives quota besides: counted as if all of it were\n" +
      'used, at the reference price. "Quota paid" is what the pool paid for an epoch\'s quota, in per cent of that price.',
  );
  table(
    YIELDS,
    moments.map((moment) => yields(moment, recordOf(moment))),
  );
}

const REACTION = [
  ...["epoch", "its use", "average", "DIEM per credit", "target supply"],
  ...["provider", "treasury", "stakers"],
];
const YIELDS = [
  ...["epoch", "staker: fees", "rewards", "all"],
  ...["minter: fees", "rewards", "quota", "all", "quota paid"],
];

const label = ({ epoch, demand }: Moment) => `${epoch} ${demand}`;

function reaction(moment: Moment, record: EpochRecordAccount | undefined): string[] {
  const { market, now } = moment;
  const used = quotes.utilisation({ market, record: record ?? null }).epochBps;
  const { provider, treasury, stakers } = quotes.feeSplit({ market, amount: UNIT });
  return [
    label(moment),
    percent(used),
    percent(market.utilisationEmaBps),
    price(market.referencePrice),
    tokens(quotes.targetSupply({ market, now })),
    ...[provider, treasury, stakers].map((part) => percent((part * 10_000n) / UNIT)),
  ];
}

function yields(moment: Moment, record: EpochRecordAccount | undefined): string[] {
  const { market, now } = moment;
  const vvvPerDiem = { numerator: market.totalLocked, denominator: market.diemOutstanding };
  const minted = { locked: market.totalLocked, outstanding: market.diemOutstanding };
  const perYear = (bps: bigint | null) =>
    bps === null ? "-" : percent((bps * market.epochSecs) / DAY_SECS);
  const staker = quotes.stakerApr({ market, vvvPerDiem, now });
  const minter = quotes.minterApr({ market, minted, vvvPerDiem, now });
  const records = record === undefined ? [] : [record];
  const { paidBps } = quotes.coverage({ market, records, providers: [], vvvPerDiem, now });
  return [
    label(moment),
    ...[staker.fees, staker.rewards, staker.total].map(perYear),
    ...[minter.fees, minter.rewards, minter.quota, minter.total].map(perYear),
    paidBps === null ? "-" : percent(paidBps),
  ];
}
