const UNITS = { file: "math/units.rs", rust: ["math::units", "histories::debts"] };
const POSITION = {
  file: "state/position.rs",
  rust: ["histories::debts"],
  tests: ["tests/economy/debt.test.ts"],
};
const WEIGHT = {
  file: "state/position.rs",
  rust: ["histories::debts"],
  tests: ["tests/rewards.test.ts"],
};

/** Debt in units, what clears it, and the weight of stake in the rewards. */
export const DEBT_FAULTS = [
  {
    ...UNITS,
    id: "debt-units-floor",
    fault: "a mint rounds the units that it owes down",
    find: "mul_div_ceil(part, self.total, whole)",
    replace: "mul_div_floor(part, self.total, whole)",
  },
  {
    ...UNITS,
    id: "debt-bill-floor",
    fault: "a bill is rounded down",
    find: "mul_div_ceil(units, whole, self.total)",
    replace: "mul_div_floor(units, whole, self.total)",
  },
  {
    ...UNITS,
    id: "debt-clears-more",
    fault: "a burn rounds the units that it clears up",
    find: "mul_div_floor(part, self.total, whole)",
    replace: "mul_div_ceil(part, self.total, whole)",
  },
  {
    ...UNITS,
    id: "debt-era-late",
    fault: "an era begins only where the units are more than twice the amount",
    find: "self.total >> 1 >= amount",
    replace: "self.total >> 1 > amount",
  },
  {
    ...UNITS,
    id: "debt-era-uncounted",
    fault: "a new era halves the units and is not counted",
    find: "self.era = self.era.saturating_add(1);",
    replace: "",
  },
  {
    ...UNITS,
    id: "debt-left-without-supply",
    fault: "units are left where no DIEM is left",
    find: "if amount == 0 && self.total > 0 {",
    replace:
      "if amount == 0 {\n            return;\n        }\n        if amount == 0 && self.total > 0 {",
  },
  {
    ...UNITS,
    id: "debt-era-of-claim",
    fault: "a claim is halved once, however many eras have begun since",
    find: "u32::try_from(self.era.saturating_sub(era)).unwrap_or(u32::MAX)",
    replace: "u32::from(self.era > era)",
  },
  {
    ...POSITION,
    id: "debt-mint-unrenewed",
    fault: "a mint counts its units before the era is renewed",
    find: "self.renew_debt(market, supply);\n        let units",
    replace: "let units",
  },
  {
    ...POSITION,
    id: "debt-burn-unrenewed",
    fault: "a burn counts its units before the era is renewed",
    find: "self.renew_debt(market, supply);\n        require!(self.locked > 0",
    replace: "require!(self.locked > 0",
  },
  {
    ...POSITION,
    id: "debt-era-kept",
    fault: "a position notes no era: its units are halved again at each touch",
    find: "self.debt_era = market.debt.era;",
    replace: "",
  },
  {
    ...POSITION,
    id: "debt-units-kept",
    fault: "a position's units stay what they were when an era halves all others",
    find: "self.debt_units = market.debt.at(self.debt_units, self.debt_era);",
    replace: "",
  },
  {
    ...POSITION,
    id: "mint-debt-total",
    fault: "minted DIEM does not join the market's debt",
    find: "market.debt.total = add(market.debt.total, units)?;",
    replace: "",
  },
  {
    ...POSITION,
    id: "burn-debt-total",
    fault: "cleared units stay in the market's debt",
    find: "market.debt.total = sub(market.debt.total, cleared)?;",
    replace: "",
  },
  {
    ...POSITION,
    id: "burn-above-bill",
    fault: "a burn takes all that was allowed, and not just the bill",
    find: "let diem = self.bill(market, supply)?.min(most);",
    replace: "let diem = most;",
  },
  {
    ...POSITION,
    id: "burn-clears-above",
    fault: "the last burn is refused where it clears a unit more than is owed",
    find: "cleared.min(self.debt_units)",
    replace: "cleared",
  },
  {
    ...POSITION,
    id: "burn-last-unit",
    fault: "a base unit of stake stays locked when the last unit is cleared",
    find: "cleared == self.debt_units {\n            self.locked\n",
    replace: "cleared == self.debt_units {\n            sub(self.locked, 1)?\n",
  },
  {
    ...POSITION,
    id: "burn-era-frees",
    fault: "stake whose debt an era took stays locked",
    find: "if cleared == self.debt_units {",
    replace: "if cleared > 0 && cleared == self.debt_units {",
  },
  {
    ...POSITION,
    id: "burn-nothing-locked",
    fault: "a burn of a position that has nothing locked is refused by another error",
    find: "require!(self.locked > 0, DiemError::NothingToBurn);",
    replace: "",
  },
  {
    file: "state/market/mod.rs",
    id: "supply-above-debt",
    fault: "more DIEM may exist than the debt covers",
    find: "require_gte!(self.debt.total, supply, DiemError::SupplyAboveDebt);",
    replace: "let _ = supply;",
    rust: ["invariant_tests"],
    tests: ["tests/coverage/vaults.test.ts"],
  },
  {
    ...WEIGHT,
    id: "weight-mint",
    fault: "a mint leaves the weight of the stake that it locks",
    find: "self.staked = staked;\n        self.locked = locked;\n        market.reward_weight = add(others, self.weight(market)?)?;",
    replace:
      "let kept = locked > self.locked;\n        let weight = market.reward_weight;\n        self.staked = staked;\n        self.locked = locked;\n        market.reward_weight = if kept { weight } else { add(others, self.weight(market)?)? };",
  },
  {
    ...WEIGHT,
    id: "weight-burn",
    fault: "a burn leaves the weight of the stake that it unlocks",
    find: "self.staked = staked;\n        self.locked = locked;\n        market.reward_weight = add(others, self.weight(market)?)?;",
    replace:
      "let kept = locked < self.locked;\n        let weight = market.reward_weight;\n        self.staked = staked;\n        self.locked = locked;\n        market.reward_weight = if kept { weight } else { add(others, self.weight(market)?)? };",
  },
  {
    ...WEIGHT,
    id: "weight-unstake",
    fault: "stake that leaves keeps its weight",
    find: "self.staked = staked;\n        self.locked = locked;\n        market.reward_weight = add(others, self.weight(market)?)?;",
    replace:
      "let kept = staked < self.staked;\n        let weight = market.reward_weight;\n        self.staked = staked;\n        self.locked = locked;\n        market.reward_weight = if kept { weight } else { add(others, self.weight(market)?)? };",
  },
  {
    ...WEIGHT,
    id: "reward-checkpoint",
    fault: "the same rewards are credited again at each settlement",
    find: "self.reward_checkpoint = rewards.per_share;",
    replace: "",
  },
];
