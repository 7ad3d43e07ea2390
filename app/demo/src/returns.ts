import {
  accounts,
  constants,
  type EpochRecordAccount,
  type MarketAccount,
  quotes,
} from "@diem/sdk";

import { chapter, credits, percent, price, say, share, table, tokens } from "./format";
import type { DemoMarket } from "./demo-market";

/** The market as it was late in an epoch. */
export interface Moment {
  readonly epoch: number;
  readonly demand: string;
  readonly market: MarketAccount;
  /** DIEM in existence. */
  readonly supply: bigint;
  /** Unix seconds. */
  readonly now: bigint;
}

const DAY_SECS = 86_400n;

export async function momentOf(demo: DemoMarket, epoch: number, demand: string): Promise<Moment> {
  const market = await demo.marketAccount();
  const [supply, now] = [await demo.supply(), await demo.network.now()];
  return { epoch, demand, market, supply, now };
}

/** How use moved the supply, the price and the rewards for quota, and what each party earns. */
export async function showReturns(demo: DemoMarket, moments: readonly Moment[]): Promise<void> {
  const { connection } = demo.network;
  const { market } = demo.market;
  const records = await accounts.epochRecord.fetchAll(connection, { market });
  const recordOf = (moment: Moment) => records.find(({ epoch }) => epoch === moment.epoch);
  chapter(
    "10. How the market answered",
    "An epoch stays open for late reports while the next one runs; then it is closed. So the use of one line works two\n" +
      "lines below. The target supply moves towards 40 % of the average use, and each move is known an epoch before. The\n" +
      "reference price follows what was paid. A tenth of all revenue goes to the quota pool, which pays for the quota of the\n" +
      "epochs that are closed: as far as it reaches, and at most 75 % of the reference price for each credit.",
  );
  table(
    REACTION,
    moments.map((moment) => reaction(moment, recordOf(moment))),
  );
  const days = demo.clock.epochSecs === DAY_SECS ? "" : ", if an epoch were a day";
  say(
    `\nWhat a year of such epochs would return on VVV${days}. Fees follow use; a DIEM counts as the\n` +
      "VVV that is locked for one on average. Rewards are the foundation's; locked VVV earns a fifth less, and the others\n" +
      "more. A minter's DIEM gives quota besides: counted as if all of it were used, at the reference price.",
  );
  table(YIELDS, moments.map(yields));
}

const REACTION = [
  ...["epoch", "counted use", "average use", "target supply", "next epoch"],
  ...["DIEM per credit", "quota rewarded", "paid for it", "of the price"],
];
const YIELDS = [
  ...["epoch", "staker: fees", "rewards", "all"],
  ...["minter: fees", "rewards", "quota", "all"],
];

const label = ({ epoch, demand }: Moment) => `${epoch} ${demand}`;

function reaction(moment: Moment, record: EpochRecordAccount | undefined): string[] {
  const { market, now, epoch } = moment;
  return [
    label(moment),
    credits(record?.used ?? 0n),
    credits(market.served),
    tokens(quotes.targetSupply({ market, now })),
    tokens(quotes.targetInEpoch({ market, epoch: epoch + 1 })),
    price(quotes.referencePrice({ market, now })),
    ...quotaPay(record),
  ];
}

/** What an epoch's quota was paid: credits, DIEM, and the part of the reference price for each credit. */
function quotaPay(record: EpochRecordAccount | undefined): string[] {
  if (record === undefined || !record.closed) return ["-", "-", "-"];
  const { rewardable, rewardPool, referencePrice } = record;
  const face = (rewardable * referencePrice) / constants.CREDIT_UNIT;
  return [credits(rewardable), tokens(rewardPool), share(rewardPool, face)];
}

function yields(moment: Moment): string[] {
  const { market, supply, now } = moment;
  const vvvPerDiem = { numerator: market.totalLocked, denominator: supply };
  const minted = { locked: market.totalLocked, bill: supply };
  const perYear = (bps: bigint | null) =>
    bps === null ? "-" : percent((bps * market.epochSecs) / DAY_SECS);
  const staker = quotes.stakerApr({ market, vvvPerDiem, now });
  const minter = quotes.minterApr({ market, supply, minted, vvvPerDiem, now });
  return [
    label(moment),
    ...[staker.fees, staker.rewards, staker.total].map(perYear),
    ...[minter.fees, minter.rewards, minter.quota, minter.total].map(perYear),
  ];
}
