import type { marketFile } from "@diem/sdk";

/** What a parameter is, and what it does to whom when it is raised and when it is lowered. */
export interface Effect {
  readonly is: string;
  readonly raised: string;
  readonly lowered: string;
}

/** One line each, in the words of `docs/parameters.md`. */
export const EFFECTS: Readonly<Record<marketFile.ParamName, Effect>> = {
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
  baseRate: {
    is: "VVV that a DIEM locks at supply zero",
    raised: "minters lock more VVV for new DIEM; what is minted keeps its rate",
    lowered:
      "minters lock less VVV for new DIEM; whoever burns and mints again frees the difference",
  },
  steepnessBps: {
    is: "the mint curve's k: how fast the rate rises towards the target supply",
    raised: "minters pay more near the target supply, and supply is held more tightly",
    lowered: "minters pay less near the target supply, and supply grows further",
  },
  targetFloor: {
    is: "least target supply of DIEM",
    raised: "minters find room even when providers leave; quota may be short of machines",
    lowered: "the target follows capacity further down, and minting slows when providers leave",
  },
  targetCap: {
    is: "greatest target supply of DIEM",
    raised: "supply may follow capacity further up",
    lowered: "supply is held down, however much capacity is offered",
  },
  creditsPerDiem: {
    is: "credits of quota that one staked DIEM gives in each epoch",
    raised:
      "consumers of new channels get more quota; providers serve more for the same reward pool",
    lowered: "consumers of new channels get less quota; capacity carries more DIEM",
  },
  headroomBps: {
    is: "target supply, of the DIEM that the quota capacity could carry",
    raised: "the target rises, so minters find room before machines are there",
    lowered: "the target falls, and more capacity stands behind each DIEM",
  },
  maxTargetStepBps: {
    is: "most that the target supply moves in an epoch",
    raised: "supply follows capacity faster; whoever burns and mints around a move frees more VVV",
    lowered: "supply follows capacity more slowly and steadily",
  },
  lockedHaircutBps: {
    is: "part of the locked stake's VVV rewards that goes to the quota reward pool",
    raised: "minters earn less on locked stake; providers are paid more for quota",
    lowered: "minters earn more on locked stake; providers are paid less for quota",
  },
  rewardCap: {
    is: "most VVV that a credit of served quota may earn",
    raised: "providers may be paid more for a credit of quota, as far as the pool reaches",
    lowered: "providers are paid less for a credit of quota, and the pool lasts longer",
  },
  providerIdleBps: {
    is: "the provider's share of revenue while nothing is used",
    raised: "providers keep more of revenue in a quiet market; stakers get less",
    lowered: "stakers get more of revenue in a quiet market; providers keep less",
  },
  providerKinkBps: {
    is: "the provider's share of revenue at the kink",
    raised: "providers keep more around the kink; stakers get less",
    lowered: "stakers get more around the kink; providers keep less",
  },
  providerFullBps: {
    is: "the provider's share of revenue when all capacity is used",
    raised: "providers keep more of revenue in a busy market; stakers get less",
    lowered:
      "stakers get more of revenue in a busy market, which draws in stake; providers keep less",
  },
  utilisationKinkBps: {
    is: "utilisation at which the provider's share bends",
    raised: "the share falls to that of the kink over a wider range of utilisation",
    lowered: "the share reaches that of the kink at a lower utilisation",
  },
  treasuryBps: {
    is: "the treasury's share of revenue",
    raised: "the treasury gets more; stakers get less, and trading with oneself loses more",
    lowered: "stakers get more; the treasury gets less, and trading with oneself loses less",
  },
  utilisationEmaBps: {
    is: "weight of the newest epoch in the smoothed utilisation",
    raised: "price and split follow the newest demand faster, and jump more",
    lowered: "price and split follow demand more slowly, and a single epoch moves them less",
  },
  referencePriceFloor: {
    is: "lowest reference price",
    raised: "providers that follow the reference never sell below it; a lower price rises at once",
    lowered: "the reference may fall further when capacity is idle, to the good of consumers",
  },
  referencePriceCap: {
    is: "highest reference price",
    raised: "the reference may rise further when capacity is short, to the good of providers",
    lowered: "consumers never pay more than it by the reference; a higher price falls at once",
  },
  maxPriceStepBps: {
    is: "most that the reference price moves in an epoch",
    raised: "the price follows utilisation faster, and is easier to push",
    lowered: "the price follows utilisation more slowly and steadily",
  },
  bondPerCredit: {
    is: "VVV of bond for each credit of capacity in an epoch",
    raised: "providers bond more when they next change their capacity, and have more to lose",
    lowered:
      "providers bond less when they next change their capacity, and capacity comes in more easily",
  },
  maxSlashBps: {
    is: "most of a bond that slashes take in an epoch",
    raised: "the arbiter can take more of bond that is added from then on",
    lowered: "the arbiter can take less of every bond",
  },
};
