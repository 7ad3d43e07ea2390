/** Substitutions that rightly succeed, in each of the calls in which there is such a one. */
export interface Acceptance {
  /** Call and account. */
  readonly accounts: readonly string[];
  readonly kinds: readonly string[];
  readonly why: string;
}

/** With a market. */
const CREATED = [
  ...["market", "diem_mint", "stake_vault", "bond_vault", "reward_vault", "escrow", "fee_pool"],
];
export const WALLETS = [
  ...["the creator", "the authority", "the guardian", "the arbiter", "the treasury"],
  ...["the holder", "the vendor", "the operator", "the voucher signer", "the newcomer"],
  ...["another owner's", "another market's"],
];
const SECONDS = ["a second one", "a second one with a close authority"];
const DELEGATED = "a second one with a delegate";

export const ACCEPTED: readonly Acceptance[] = [
  {
    accounts: [
      ...CREATED.map((account) => `create_market.${account}`),
      "open_position.position",
      "request_unstake.ticket",
      "register_provider.provider",
      "register_provider.revenue",
      "request_bond_withdrawal.ticket",
      "open_channel.channel",
      "open_epoch_record.record",
    ],
    kinds: ["dusted"],
    why: "lamports sent to an address cannot keep it from being created",
  },
  {
    accounts: [
      "open_position.payer",
      "register_provider.payer",
      "request_unstake.payer",
      "request_bond_withdrawal.payer",
      "open_channel.payer",
      "open_epoch_record.payer",
    ],
    kinds: [...WALLETS, "the same as owner", "the same as consumer"],
    why: "any signer may pay a rent: the account stores the payer, which gets it back",
  },
  {
    accounts: [
      "fund_rewards.funder_vvv",
      "fund_quota.funder_diem",
      "stake.owner_vvv",
      "burn_diem.owner_diem",
      "register_provider.owner_vvv",
      "add_bond.owner_vvv",
      "open_channel.consumer_diem",
      "deposit.funder_diem",
      "stake_quota.consumer_diem",
    ],
    kinds: [...SECONDS, DELEGATED],
    why: "the payer signs, and may pay out of any account of the right mint that it owns",
  },
  {
    accounts: [
      "mint_diem.owner_diem",
      "claim_rewards.owner_diem",
      "claim_rewards.owner_vvv",
      "withdraw_unstaked.owner_vvv",
      "withdraw_bond.owner_vvv",
      "withdraw_revenue.owner_diem",
      "close_provider.owner_diem",
      "withdraw_quota.consumer_diem",
    ],
    kinds: [...SECONDS, DELEGATED],
    why: "the payee signs, and may be paid into any account of the right mint that it owns",
  },
  {
    accounts: [
      "claim_quota_reward.owner_diem",
      "close_channel (after the grace).consumer_diem",
      "close_channel (by both).consumer_diem",
    ],
    kinds: SECONDS,
    why: "anybody may call, but into no account from which a delegate can spend; a close authority can only close an empty one",
  },
  {
    accounts: ["slash_provider.treasury_vvv"],
    kinds: SECONDS,
    why: "the arbiter chooses among the treasury's accounts, but none from which a delegate can spend",
  },
  {
    accounts: ["slash_provider.provider"],
    kinds: ["another owner's"],
    why: "the arbiter may slash any provider of the market",
  },
  {
    accounts: ["report_usage.provider"],
    kinds: ["another owner's"],
    why: "anybody reports what any provider of the market has served",
  },
  {
    accounts: ["collect.channel"],
    kinds: ["another consumer's"],
    why: "anybody collects what any channel of the provider has settled",
  },
  {
    accounts: ["deposit.channel"],
    kinds: ["another owner's", "another consumer's", "another provider's"],
    why: "anybody may pay for any consumer: what is not spent is the consumer's",
  },
  {
    accounts: ["withdraw_quota.channel"],
    kinds: ["another provider's"],
    why: "the channel is the consumer's own, with another provider",
  },
  {
    accounts: ["apply_params.market", "roll_epoch (no record).market"],
    kinds: ["another market's"],
    why: "the market is all that there is: this is the same call for the other market, and anybody may make it",
  },
  {
    accounts: ["quote_burn.position", "view_position.position"],
    kinds: ["another owner's"],
    why: "anybody may ask about anybody's position",
  },
  {
    accounts: ["update_provider.provider"],
    kinds: ["the same owner's in another market"],
    why: "no market takes part: this is the same call for the other provider of its owner",
  },
  {
    accounts: ["pause.pauser"],
    kinds: ["the authority"],
    why: "the authority may pause too: it alone can end the pause",
  },
  {
    accounts: [
      "settle (one channel).operator",
      "settle (two channels).operator",
      "close_channel (by both).operator",
      "request_close (by the provider).closer",
    ],
    kinds: ["the vendor"],
    why: "the provider's owner may do what its operator may",
  },
  {
    accounts: ["request_close (by the provider).channel"],
    kinds: ["another consumer's"],
    why: "the provider may ask for the closing of every channel that it has",
  },
  {
    accounts: ["request_close (by the provider).closer"],
    kinds: ["the holder"],
    why: "the consumer may ask for it too",
  },
  {
    accounts: ["request_close (by the consumer).closer"],
    kinds: ["the vendor", "the operator"],
    why: "the provider may ask for it too",
  },
];
