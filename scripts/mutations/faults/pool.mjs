import { QUOTA_REWARD } from "./test-files.mjs";

const STREAM = { file: "math/stream.rs", rust: ["math::stream"] };
const SPLIT = {
  file: "math/split.rs",
  rust: ["math::split"],
  tests: ["tests/chain/provider/provider.test.ts"],
};
const REWARDS = {
  file: "state/market/rewards.rs",
  rust: ["histories::epochs", "histories::self_dealing"],
  tests: ["tests/economy/shares.test.ts"],
};
const POOL = {
  file: "math/quota.rs",
  rust: ["math::quota"],
  tests: QUOTA_REWARD,
};
const EPOCHS = {
  file: "state/market/epochs.rs",
  rust: ["histories::epochs"],
  tests: ["tests/economy/quota.test.ts"],
};
const USAGE = {
  file: "state/provider/usage.rs",
  rust: ["histories::reports", "histories::epochs", "histories::self_dealing"],
  tests: QUOTA_REWARD,
};
const CLAIM = {
  file: "instructions/epoch/claim_quota_reward.rs",
  tests: QUOTA_REWARD,
};
const LAWS = { file: "state/market/mod.rs", rust: ["invariant_tests"] };

/** Streams, the split of revenue, and the quota pool: what comes in, what it pays, what it passes on. */
export const POOL_FAULTS = [
  {
    ...STREAM,
    id: "stream-whole-seconds",
    fault: "the time left is rounded to whole seconds",
    find: "self.left_q32 = u64::try_from(mean).ok()?.max(1);",
    replace:
      "self.left_q32 = (u64::try_from(mean).ok()? >> FRACTION_BITS << FRACTION_BITS).max(1);",
  },
  {
    ...STREAM,
    id: "stream-restart",
    fault: "a top-up stretches all that streams over its own time",
    find: "let mean = div_floor(weighted.checked_add(half)?, total)?;",
    replace: "let _ = (weighted, half);\n        let mean = u128::from(duration);",
  },
  {
    ...STREAM,
    id: "stream-end-early",
    fault: "the second in which a stream ends is rounded down",
    find: ".checked_add((1 << FRACTION_BITS) - 1)?",
    replace: ".checked_add(0)?",
  },
  {
    ...STREAM,
    id: "stream-back",
    fault: "a paused stream goes back if the clock goes back",
    find: "self.last_ts = self.last_ts.max(now);",
    replace: "self.last_ts = now;",
  },
  {
    file: "state/market/rewards.rs",
    id: "fund-shortest",
    fault: "rewards may end before a stake that came for them can leave",
    find: "self.params.stake_cooldown_secs..=MAX_REWARD_DURATION_SECS",
    replace: "1..=MAX_REWARD_DURATION_SECS",
    tests: ["tests/chain/market/market.test.ts"],
  },
  {
    ...SPLIT,
    id: "split-quota-lost",
    fault: "the part of the quota pool is lost",
    find: "let quota = shared.checked_sub(treasury)?;",
    replace: "let quota = 0;",
  },
  {
    ...SPLIT,
    id: "split-shared-rounding",
    fault: "the part of treasury and quota pool together is rounded down",
    find: "let shared = mul_div_ceil(",
    replace: "let shared = mul_div_floor(",
  },
  {
    ...SPLIT,
    id: "split-provider-rounding",
    fault: "the provider's part is rounded up",
    find: "let provider = mul_div_floor(",
    replace: "let provider = mul_div_ceil(",
  },
  {
    ...REWARDS,
    id: "revenue-quota-lost",
    fault: "revenue's part for the quota pool is not booked",
    find: "self.quota_pool = add(self.quota_pool, split.quota)?;",
    replace: "",
  },
  {
    ...REWARDS,
    id: "fund-quota-lost",
    fault: "DIEM that is given to the quota pool is not booked",
    find: "self.quota_pool = add(self.quota_pool, amount)?;",
    replace: "let _ = amount;",
  },
  {
    file: "math/usage.rs",
    id: "match-ignored",
    fault: "quota earns a reward however little its provider was paid",
    find: "rewardable: quota.min(matched)",
    replace: "rewardable: quota",
    rust: ["math::usage"],
    tests: QUOTA_REWARD,
  },
  {
    ...POOL,
    id: "cap-ignored",
    fault: "a credit of quota earns up to the whole reference price",
    find: "let most = u64::from(quota_cap_bps)",
    replace: "let most = u64::from(BPS)",
  },
  {
    ...POOL,
    id: "overflow-uncapped",
    fault: "a roll of many epochs passes on more than is there",
    find: "closed.min(pool_epochs).into()",
    replace: "closed.into()",
  },
  {
    ...EPOCHS,
    id: "overflow-twice",
    fault: "what goes to the stakers stays in the pool, and goes to them again",
    find: "self.quota_pool = sub(self.quota_pool, overflow)?;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "overflow-none",
    fault: "what leaves the pool reaches nobody",
    find: "self.stream_fees(overflow)?;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "overflow-per-call",
    fault: "a roll passes on one epoch's part, however many it closes",
    find: "pool_overflow_floor(self.quota_pool, closed,",
    replace: "pool_overflow_floor(self.quota_pool, 1,",
  },
  {
    ...CLAIM,
    id: "reward-from-pool",
    fault: "a reward is paid out of the pool, and stays owed",
    find: "market.quota_rewards_owed = sub(market.quota_rewards_owed, amount)?;",
    replace: "market.quota_pool = sub(market.quota_pool, amount)?;",
  },
  {
    ...CLAIM,
    id: "reward-covered",
    fault: "a claim does not check that the fee pool covers the rest",
    find: "market.require_fees_covered(balance(&accounts.fee_pool)?)?;",
    replace: "",
    tests: ["tests/coverage/short-vaults.test.ts"],
  },
  {
    ...CLAIM,
    id: "reward-delegate",
    fault: "a reward goes to an account with another party's delegate",
    find: "constraint = is_safe_payee(&owner_diem, &owner_diem.key()) @ DiemError::PayeeDelegated,",
    replace: "",
    tests: QUOTA_REWARD,
  },
  {
    file: "state/record.rs",
    id: "reward-credits",
    fault: "claimed credits are not noted, so that a record can never be closed",
    find: "self.rewarded = add(self.rewarded, rewardable)?;",
    replace: "",
    rust: ["histories::epochs"],
    tests: QUOTA_REWARD,
  },
  {
    ...USAGE,
    id: "reward-lapsed",
    fault: "a reward is claimed after it has lapsed",
    find: "require!(!record.has_lapsed(epoch), DiemError::RewardLapsed);",
    replace: "let _ = epoch;",
  },
  {
    ...USAGE,
    id: "reward-undistributed",
    fault: "a claim for revenue that was not distributed is refused by another error",
    find: "require!(slot.distributed == 1, DiemError::RevenueNotDistributed);",
    replace: "",
  },
  {
    ...USAGE,
    id: "report-undistributed",
    fault: "quota earns a reward whose revenue was not distributed before the report",
    find: "let distributed = u8::from(self.settled_distributed >= self.settled_by_end_of(record.epoch));",
    replace: "let distributed = 1;",
  },
  {
    ...USAGE,
    id: "report-distributed-before",
    fault: "revenue that was distributed before vouchers paid as much counts as distributed",
    find: "let distributed = u8::from(self.settled_distributed >= self.settled_by_end_of(record.epoch));",
    replace:
      "let distributed = u8::from(self.total_revenue >= self.settled_by_end_of(record.epoch));",
  },
  {
    ...USAGE,
    file: "state/provider/mod.rs",
    id: "distributed-above-settled",
    fault: "revenue that no voucher paid counts as distributed",
    find: "amount.min(open)",
    replace: "amount",
  },
  {
    ...USAGE,
    id: "reward-late-distribution",
    fault: "a distribution after the closing counts for its reward",
    find: "let slot = self.slot_mut(record.epoch).ok_or(DiemError::NothingToReward)?;",
    replace:
      "let distributed = u8::from(self.settled_distributed >= self.settled_by_end_of(record.epoch));\n        let slot = self.slot_mut(record.epoch).ok_or(DiemError::NothingToReward)?;\n        slot.distributed = distributed;",
  },
  {
    ...USAGE,
    id: "report-distribution-only",
    fault: "a report that would only tell of a distribution is refused",
    find: "slot.served != slot.reported || counts_now",
    replace: "slot.served != slot.reported",
  },
  {
    ...USAGE,
    id: "report-distribution-quotaless",
    fault: "a report that would only tell of a distribution is taken where no quota was served",
    find: "let counts_now = slot.served.quota > 0 && ",
    replace: "let counts_now = ",
  },
  {
    ...USAGE,
    id: "report-distribution-kept",
    fault: "a report keeps what an earlier one said of the distribution",
    find: "slot.distributed = distributed;",
    replace: "",
  },
  {
    ...USAGE,
    id: "distributed-later-too",
    fault: "what was settled after the epoch must be distributed too",
    find: "filter(|slot| slot.epoch > epoch)",
    replace: "take(0)",
  },
  {
    ...USAGE,
    id: "distributed-own-not",
    fault: "what was settled in the epoch itself need not be distributed",
    find: "filter(|slot| slot.epoch > epoch)",
    replace: "filter(|slot| slot.epoch >= epoch)",
  },
  {
    ...USAGE,
    id: "settled-total",
    fault: "what vouchers paid is not summed up",
    find: "self.total_settled = self.total_settled.saturating_add(diem);",
    replace: "let _ = self.total_settled;",
  },
  {
    ...LAWS,
    id: "coverage-quota-pool",
    fault: "the fee pool need not cover the quota pool",
    find: "*treasury_owed, *quota_pool, *quota_rewards_owed];",
    replace: "*treasury_owed, *quota_rewards_owed];",
  },
  {
    ...LAWS,
    id: "coverage-quota-rewards",
    fault: "the fee pool need not cover what closed epochs owe",
    find: "*treasury_owed, *quota_pool, *quota_rewards_owed];",
    replace: "*treasury_owed, *quota_pool];",
  },
];
