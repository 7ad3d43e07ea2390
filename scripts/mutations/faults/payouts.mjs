import { QUOTA_REWARD } from "./test-files.mjs";

const REWARDS = {
  file: "state/market/rewards.rs",
  rust: ["histories::epochs", "histories::self_dealing"],
  tests: ["tests/economy/shares.test.ts", "tests/chain/provider/provider.test.ts"],
};
const EPOCHS = {
  file: "state/market/epochs.rs",
  rust: ["histories::epochs"],
  tests: ["tests/economy/quota.test.ts", ...QUOTA_REWARD],
};
const RECORD = {
  file: "state/record.rs",
  rust: ["histories::epochs", "histories::reports"],
  tests: QUOTA_REWARD,
};
const USAGE = {
  file: "state/provider/usage.rs",
  rust: ["histories::reports", "histories::epochs"],
  tests: [...QUOTA_REWARD, "tests/economy/records.test.ts"],
};
const POOL = {
  file: "math/quota.rs",
  rust: ["math::quota"],
  tests: QUOTA_REWARD,
};
const FUND = {
  file: "instructions/market/fund_quota.rs",
  tests: ["tests/economy/quota.test.ts", "tests/chain/market/market.test.ts"],
};

/** Where revenue goes, what the quota pool pays and keeps, and what a claim takes. */
export const PAYOUT_FAULTS = [
  {
    ...REWARDS,
    id: "revenue-treasury-lost",
    fault: "revenue's part for the treasury is not booked",
    find: "self.treasury_owed = add(self.treasury_owed, split.treasury)?;",
    replace: "",
  },
  {
    ...REWARDS,
    id: "revenue-stakers-lost",
    fault: "revenue's part for the stakers is not streamed",
    find: "self.stream_fees(split.stakers)?;",
    replace: "",
  },
  {
    ...REWARDS,
    id: "revenue-unaccrued",
    fault: "revenue is streamed over time that has already passed",
    find: "self.accrue(now)?;\n        let MarketParams",
    replace: "let _ = now;\n        let MarketParams",
    rust: ["histories::revenue"],
    tests: ["tests/adversarial/shares.test.ts", "tests/chain/staking/rewards.test.ts"],
  },
  {
    ...REWARDS,
    id: "stream-nothing",
    fault: "revenue without a part for the stakers is refused, which blocks the exits after it",
    find: "if amount > 0 {",
    replace: "if amount < u64::MAX {",
    tests: ["tests/chain/provider/provider.test.ts", "tests/embedded/market/self-dealing.test.ts"],
  },
  {
    ...FUND,
    id: "fund-quota-nothing",
    fault: "a gift of zero to the quota pool is accepted, with an event",
    find: "require!(amount > 0, DiemError::ZeroAmount);",
    replace: "",
  },
  {
    ...FUND,
    id: "fund-quota-covered",
    fault: "a gift to the quota pool does not check that the fee pool covers what is owed",
    find: "market.require_fees_covered(balance(&accounts.fee_pool)?)?;",
    replace: "",
    tests: ["tests/coverage/vaults.test.ts"],
  },
  {
    ...POOL,
    id: "overflow-rounding",
    fault: "the stakers' part of the quota pool is rounded up",
    find: "mul_div_floor(pool, closed.min(pool_epochs).into(), pool_epochs.into())",
    replace: "crate::math::mul_div_ceil(pool, closed.min(pool_epochs).into(), pool_epochs.into())",
  },
  {
    ...POOL,
    id: "reward-rounding",
    fault: "a provider's part of the rewards is rounded up",
    find: "mul_div_floor(pool, rewardable, total_rewardable)",
    replace: "crate::math::mul_div_ceil(pool, rewardable, total_rewardable)",
  },
  {
    ...EPOCHS,
    id: "overflow-first",
    fault: "the stakers get their part of the pool before quota is paid",
    find: "for record in records {\n            self.close_next(record, epoch)?;\n        }\n        let idle = self.due(epoch);\n        self.next_to_close = self.next_to_close.checked_add(idle).ok_or(DiemError::MathOverflow)?;\n        self.pass_idle(idle).ok_or(DiemError::MathOverflow)?;\n        let to_stakers = self.pass_on(closed)?;",
    replace:
      "let to_stakers = self.pass_on(closed)?;\n        for record in records {\n            self.close_next(record, epoch)?;\n        }\n        let idle = self.due(epoch);\n        self.next_to_close = self.next_to_close.checked_add(idle).ok_or(DiemError::MathOverflow)?;\n        self.pass_idle(idle).ok_or(DiemError::MathOverflow)?;",
  },
  {
    ...EPOCHS,
    id: "reward-pool-unowed",
    fault: "what a closed epoch's providers may claim is not booked as owed",
    find: "self.quota_rewards_owed = add(self.quota_rewards_owed, reward_pool)?;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "take-back-owed",
    fault: "unclaimed rewards stay owed after they returned to the pool",
    find: "self.quota_rewards_owed = sub(self.quota_rewards_owed, unclaimed)?;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "take-back-lost",
    fault: "unclaimed rewards do not return to the pool",
    find: "self.quota_pool = add(self.quota_pool, unclaimed)?;",
    replace: "",
  },
  {
    ...RECORD,
    id: "reward-all-quota",
    fault: "a closing pays for all quota that was served, and not for what earns a reward",
    find: "reward_pool_floor(pool, self.rewardable, self.quota_cap_bps, self.reference_price)",
    replace: "reward_pool_floor(pool, self.quota, self.quota_cap_bps, self.reference_price)",
  },
  {
    ...RECORD,
    id: "reward-by-quota",
    fault: "a reward is shared out by the quota that was served, and not by what earns it",
    find: "reward_floor(self.reward_pool, rewardable, self.rewardable)",
    replace: "reward_floor(self.reward_pool, rewardable, self.quota)",
  },
  {
    ...RECORD,
    id: "record-take-back-all",
    fault: "what was claimed returns to the pool with the rest",
    find: "sub(self.reward_pool, self.rewards_claimed)",
    replace: "Ok(self.reward_pool)",
  },
  {
    ...RECORD,
    id: "record-unclosed",
    fault: "the record of an epoch that is not closed goes away, and its use with it",
    find: "require!(self.closed == 1, DiemError::EpochNotClosed);",
    replace: "",
  },
  {
    ...USAGE,
    id: "reward-open",
    fault: "a reward is claimed before its epoch is closed",
    find: "require!(record.closed == 1, DiemError::EpochNotClosed);",
    replace: "",
  },
  {
    ...USAGE,
    id: "reward-quotaless",
    fault: "a claim without reported quota is refused for its revenue, which changes nothing",
    find: "require!(slot.reported.quota > 0, DiemError::NothingToReward);",
    replace: "",
  },
  {
    ...USAGE,
    id: "reward-served",
    fault: "quota that was served after the report is rewarded, and not what was reported",
    find: "let whole = record.measure().contribution(&self.reported, self.capacity);",
    replace:
      "let base = if record.closed == 1 { &self.served } else { &self.reported };\n        let whole = record.measure().contribution(base, self.capacity);",
  },
  {
    ...USAGE,
    id: "distributed-unpaid",
    fault: "a distribution counts for nothing: no quota ever earns a reward",
    file: "state/provider/mod.rs",
    find: "self.settled_distributed = add(self.settled_distributed, amount.min(open))?;",
    replace: "let _ = (open, amount);",
  },
  {
    ...USAGE,
    id: "distributed-use",
    fault: "use whose revenue was not distributed counts for nothing",
    find: "Contribution { rewardable: 0, ..whole }",
    replace: "Contribution::default()",
  },
];
