import type * as marketFile from "@diem/sdk/market-file";

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
    is: "least target supply of DIEM",
    raised: "minters find room before there is use for it; quota may be short of machines",
    lowered: "the target follows use further down, and minting slows when use falls",
  },
  targetCap: {
    is: "greatest target supply of DIEM",
    raised: "supply may follow use further up",
    lowered: "supply is held down, however much is used",
  },
  creditsPerDiem: {
    is: "credits of quota that one staked DIEM gives in each epoch",
    raised: "consumers of new channels get more quota; the same use carries less DIEM",
    lowered: "consumers of new channels get less quota; the same use carries more DIEM",
  },
  referencePriceFloor: {
    is: "lowest reference price",
    raised: "credits sold below it count for less use; a lower reference rises at once",
    lowered: "the reference can follow what is paid further down",
  },
  referencePriceCap: {
    is: "highest reference price",
    raised: "the reference can follow what is paid further up, and with it the reward of quota",
    lowered: "a higher reference falls at once, and with it the most that quota earns",
  },
  bondPerCredit: {
    is: "VVV of bond for each credit of capacity in an epoch",
    raised: "providers bond more when they next change their capacity, and have more to lose",
    lowered:
      "providers bond less when they next change their capacity, and capacity comes in more easily",
  },
  quotaPoolEpochs: {
    is: "epochs over which what quota does not need of its pool goes to the stakers",
    raised: "the pool keeps more for lean epochs; its surplus reaches stakers later",
    lowered: "the pool keeps less for lean epochs; its surplus reaches stakers sooner",
  },
  steepnessBps: {
    is: "the mint curve's k: how fast the rate rises towards the target supply",
    raised: "minters pay more near the target supply, and supply is held more tightly",
    lowered: "minters pay less near the target supply, and supply grows further",
  },
  targetShareBps: {
    is: "quota of the target supply, as a share of the average use",
    raised: "the same use carries more DIEM: the target rises, and more quota is to be served",
    lowered: "the same use carries less DIEM: the target falls, and minting gets dearer",
  },
  useEmaBps: {
    is: "weight of the newest epoch in the average use",
    raised: "the target supply follows use faster, and is easier to push",
    lowered: "the target supply follows use more slowly, and a single epoch moves it less",
  },
  maxTargetStepBps: {
    is: "most that the target supply moves in an epoch",
    raised: "supply follows use faster; burning and minting around a move frees more VVV",
    lowered: "supply follows use more slowly and steadily",
  },
  lockedHaircutBps: {
    is: "part of the locked stake that earns no VVV rewards; fixed for a market's life",
    raised: "in a market that opens so, minters earn less on locked stake and the others more",
    lowered: "in a market that opens so, minters earn more on locked stake and the others less",
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
    raised: "the treasury gets more, and trading with oneself loses more",
    lowered: "the treasury gets less, and trading with oneself loses less",
  },
  stakersBps: {
    is: "the stakers' share of revenue",
    raised: "stakers get more of revenue; providers, quota pool or treasury get less",
    lowered: "stakers get less of revenue; providers, quota pool or treasury get more",
  },
  quotaMatchBps: {
    is: "most quota that is rewarded, of the credits that the provider was paid for",
    raised: "providers are paid for more quota beside what they sell, out of the same pool",
    lowered: "providers are paid for less quota beside what they sell",
  },
  quotaCapBps: {
    is: "most that a credit of rewarded quota earns, of the reference price",
    raised: "quota may be paid more, as far as the pool reaches",
    lowered: "quota is paid less, and more of the pool goes to the stakers",
  },
  utilisationEmaBps: {
    is: "weight of the newest epoch in the average utilisation, which is shown and moves nothing",
    raised: "what is shown follows the newest epoch faster",
    lowered: "what is shown follows the newest epoch more slowly",
  },
  maxPriceStepBps: {
    is: "most that the reference price moves in an epoch",
    raised: "the reference follows what is paid faster, and is easier to push",
    lowered: "the reference follows what is paid more slowly and steadily",
  },
  maxSlashBps: {
    is: "most of a bond that slashes take in an epoch",
    raised: "the arbiter can take more of bond that is added from then on",
    lowered: "the arbiter can take less of every bond",
  },
};
