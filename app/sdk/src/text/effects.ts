import type { ParamName } from "../market-file";

/** What a parameter is, and what it does to whom when it is raised and when it is lowered. */
export interface ParamEffect {
  readonly is: string;
  readonly raised: string;
  readonly lowered: string;
}

/** One line each, in the words of `docs/parameters.md`. */
export const PARAM_EFFECTS: Readonly<Record<ParamName, ParamEffect>> = {
  stakeCooldownSecs: {
    is: "time between a request to unstake and its payout",
    raised: "stakers wait longer, for requests from then on",
    lowered: "stakers leave sooner, for requests from then on",
  },
  bondCooldownSecs: {
    is: "time between a request to withdraw bond and its payout, and a retiring provider's notice",
    raised: "providers leave later, and a slash reaches their bond for longer",
    lowered: "providers leave sooner, and consumers have less time to move their stake",
  },
  channelGraceSecs: {
    is: "time that a closing channel leaves for the last voucher",
    raised:
      "providers have longer to settle; consumers of new channels wait longer for their deposit",
    lowered:
      "consumers of new channels get their deposit back sooner; providers must settle faster",
  },
  paramsDelaySecs: {
    is: "time between announcing parameters and applying them",
    raised: "everybody has longer to leave before a change, from the next announcement on",
    lowered: "changes come faster, from the next announcement on; users have less time to leave",
  },
  feeStreamSecs: {
    is: "time over which fees are released to the stakers",
    raised: "fees reach stakers later; a stake of a few days catches less of a large payment",
    lowered: "fees reach stakers sooner; a stake of a few days catches more of a large payment",
  },
  baseRate: {
    is: "VVV that a DIEM locks at supply zero",
    raised: "minters lock more VVV for new DIEM; what is minted keeps its rate",
    lowered: "minters lock less VVV for new DIEM; burning and minting again frees the difference",
  },
  targetFloor: {
    is: "minimum target supply of DIEM",
    raised: "minting is cheap before there is use; quota may exceed the machines behind it",
    lowered: "the target can fall further with use, and minting slows",
  },
  targetCap: {
    is: "maximum target supply of DIEM",
    raised: "supply can grow further with use",
    lowered: "supply stays lower, even if use grows",
  },
  creditsPerDiem: {
    is: "credits of quota that one staked DIEM gives in each epoch",
    raised: "consumers of new channels get more quota; the same use allows less DIEM",
    lowered: "consumers of new channels get less quota; the same use allows more DIEM",
  },
  referencePriceFloor: {
    is: "minimum reference price",
    raised: "credits sold below it count for less use; a lower reference price rises at once",
    lowered: "the reference price can fall further",
  },
  referencePriceCap: {
    is: "maximum reference price",
    raised: "the reference price can rise further, and the quota reward with it",
    lowered: "a higher reference price falls at once, and the maximum quota reward with it",
  },
  bondPerCredit: {
    is: "VVV of bond for each credit of capacity in an epoch",
    raised: "providers bond more when they next change their capacity, and have more to lose",
    lowered:
      "providers bond less when they next change their capacity, and new capacity is cheaper",
  },
  quotaPoolEpochs: {
    is: "epochs over which the surplus of the quota pool goes to the stakers",
    raised: "the pool keeps more for later epochs; its surplus reaches stakers later",
    lowered: "the pool keeps less for later epochs; its surplus reaches stakers sooner",
  },
  steepnessBps: {
    is: "the mint curve's k: how fast the rate rises towards the target supply",
    raised: "minters pay more near the target supply, which limits supply more strictly",
    lowered: "minters pay less near the target supply, and supply grows further",
  },
  targetShareBps: {
    is: "quota of the target supply, as a share of the average use",
    raised: "the same use allows more DIEM: the target rises, and providers serve more quota",
    lowered: "the same use allows less DIEM: the target falls, and minting costs more",
  },
  useEmaBps: {
    is: "weight of the newest epoch in the average use",
    raised: "the target supply follows use faster, and is easier to manipulate",
    lowered: "the target supply follows use more slowly, and a single epoch moves it less",
  },
  maxTargetStepBps: {
    is: "maximum move of the target supply in an epoch",
    raised: "supply follows use faster; burning and minting around a move frees more VVV",
    lowered: "supply follows use more slowly and steadily",
  },
  lockedHaircutBps: {
    is: "part of the locked stake that earns no VVV rewards; fixed for a market's life",
    raised: "in a market that opens with it, minters earn less on locked stake and the others more",
    lowered:
      "in a market that opens with it, minters earn more on locked stake and the others less",
  },
  providerBps: {
    is: "the provider's share of revenue",
    raised: "providers keep more of revenue; quota pool, treasury or stakers get less",
    lowered: "providers keep less of revenue; quota pool, treasury or stakers get more",
  },
  quotaBps: {
    is: "the quota pool's share of revenue",
    raised: "more of revenue pays for quota; providers, treasury or stakers get less",
    lowered: "less of revenue pays for quota; providers, treasury or stakers get more",
  },
  treasuryBps: {
    is: "the treasury's share of revenue",
    raised: "the treasury gets more, and self-dealing costs more",
    lowered: "the treasury gets less, and self-dealing costs less",
  },
  stakersBps: {
    is: "the stakers' share of revenue",
    raised: "stakers get more of revenue; providers, quota pool or treasury get less",
    lowered: "stakers get less of revenue; providers, quota pool or treasury get more",
  },
  quotaMatchBps: {
    is: "maximum rewarded quota, as a share of the credits that the provider sold",
    raised: "providers are paid for more quota in addition to their sales, from the same pool",
    lowered: "providers are paid for less quota in addition to their sales",
  },
  quotaCapBps: {
    is: "maximum reward of a credit of quota, as a share of the reference price",
    raised: "quota can be paid more, if the pool has enough",
    lowered: "quota is paid less, and more of the pool goes to the stakers",
  },
  utilisationEmaBps: {
    is: "weight of the newest epoch in the average utilisation, which is only shown",
    raised: "the shown average follows the newest epoch faster",
    lowered: "the shown average follows the newest epoch more slowly",
  },
  maxPriceStepBps: {
    is: "maximum move of the reference price in an epoch",
    raised: "the reference price follows sales faster, and is easier to manipulate",
    lowered: "the reference price follows sales more slowly and steadily",
  },
  maxSlashBps: {
    is: "maximum share of a bond that slashes take in an epoch",
    raised: "the arbiter can take more of the bond that is added from then on",
    lowered: "the arbiter can take less of every bond",
  },
};
