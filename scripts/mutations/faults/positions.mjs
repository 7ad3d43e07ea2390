const POSITION = {
  file: "state/position.rs",
  rust: ["histories::debts"],
  tests: ["tests/economy/debt.test.ts", "tests/chain/diem/diem.test.ts"],
};
const STREAM = {
  file: "math/stream.rs",
  rust: ["math::stream"],
  tests: ["tests/embedded/market/boundaries.test.ts"],
};
const SHARES = {
  file: "state/position.rs",
  rust: ["histories::debts"],
  tests: [
    "tests/chain/staking/rewards.test.ts",
    "tests/chain/staking/staking.test.ts",
    "tests/adversarial/shares.test.ts",
  ],
};

/** Debts, the weight of stake, and the streams and indexes that pay it. */
export const POSITION_FAULTS = [
  {
    ...POSITION,
    id: "mint-units-after",
    fault: "a mint's units are counted by the supply that it makes",
    find: "market.debt.of_ceil(amount, supply)",
    replace: "market.debt.of_ceil(amount, add(supply, amount)?)",
  },
  {
    ...POSITION,
    id: "mint-units-uncounted",
    fault: "minted DIEM is owed by nobody",
    find: "self.debt_units = add(self.debt_units, units)?;\n        market.debt.total = add(market.debt.total, units)?;",
    replace: "market.debt.total = add(market.debt.total, units)?;",
  },
  {
    ...POSITION,
    id: "burn-units-uncleared",
    fault: "burnt DIEM clears nothing of the position",
    find: "self.debt_units = sub(self.debt_units, cleared)?;",
    replace: "",
  },
  {
    ...POSITION,
    id: "burn-all-unlocked",
    fault: "a partial burn unlocks all that is locked",
    find: "mul_div_floor(self.locked, cleared, self.debt_units).ok_or(DiemError::MathOverflow)?",
    replace: "self.locked",
  },
  {
    ...POSITION,
    id: "burn-dust",
    fault: "a burn that frees nothing is accepted",
    find: "require!(unlocked > 0, DiemError::BurnTooSmall);",
    replace: "",
  },
  {
    ...POSITION,
    id: "burn-locked-kept",
    fault: "what a burn unlocks stays locked",
    find: "self.restake(market, self.staked, sub(self.locked, unlocked)?)?;",
    replace: "",
  },
  {
    ...SHARES,
    id: "compound-unstaked",
    fault: "compounded rewards do not become stake",
    find: "self.stake(market, rewards, now)?;",
    replace: "let _ = now;",
  },
  {
    ...SHARES,
    id: "cancel-cooling-total",
    fault: "VVV on tickets is not counted in the market's cooling total",
    find: "market.total_cooling = add(market.total_cooling, amount)?;",
    replace: "",
  },
  {
    file: "state/market/rewards.rs",
    rust: ["histories::debts", "histories::revenue"],
    tests: ["tests/chain/staking/rewards.test.ts", "tests/adversarial/shares.test.ts"],
    id: "fees-by-weight",
    fault: "fees are shared out by weight and earned by stake: more is owed than was released",
    find: "self.fee_index.spread(fees, self.total_staked)?;",
    replace: "self.fee_index.spread(fees, self.reward_weight)?;",
  },
  {
    file: "state/market/rewards.rs",
    tests: ["tests/chain/staking/rewards.test.ts"],
    id: "fees-owed-unbooked",
    fault: "released fees are not booked as owed",
    find: "self.fees_owed = self.fees_owed.checked_add(fees)?;",
    replace: "",
  },
  {
    file: "state/market/rewards.rs",
    tests: ["tests/chain/staking/rewards.test.ts"],
    id: "rewards-owed-unbooked",
    fault: "released rewards are not booked as owed",
    find: "self.rewards_owed = self.rewards_owed.checked_add(rewards)?;",
    replace: "",
  },
  {
    ...STREAM,
    id: "stream-release-rounding",
    fault: "a release is rounded up",
    find: "mul_div_floor(self.remaining, self.left_q32.checked_sub(left)?, self.left_q32)?",
    replace:
      "crate::math::mul_div_ceil(self.remaining, self.left_q32.checked_sub(left)?, self.left_q32)?",
  },
  {
    ...STREAM,
    id: "stream-end-kept",
    fault: "a stream releases evenly over its first length, and never ends",
    find: "self.left_q32 = left;",
    replace: "",
  },
  {
    ...STREAM,
    id: "stream-end-rest",
    fault: "what a stream has left at its end stays there",
    find: "0 => self.remaining,",
    replace: "0 => 0,",
  },
  {
    ...STREAM,
    id: "stream-released-twice",
    fault: "what a stream released stays in it",
    find: "self.remaining = self.remaining.checked_sub(released)?;",
    replace: "",
  },
  {
    ...STREAM,
    id: "stream-rate",
    fault: "a stream in its last second reports a release of more than it holds",
    find: "rate.unwrap_or(most).min(most)",
    replace: "rate.unwrap_or(most)",
    tests: ["tests/embedded/views/history.test.ts"],
  },
];
