const PARAMS = {
  file: "state/params.rs",
  rust: ["invariant_tests::params"],
  tests: ["tests/chain/market/params.test.ts"],
};

const APPLIED = {
  file: "state/market/governance.rs",
  tests: ["tests/embedded/governance/applied-params.test.ts"],
};

/** Bounds of a market's parameters, and what applying others moves. */
export const LAW_FAULTS = [
  {
    ...PARAMS,
    id: "cap-target-step",
    fault: "the target may move by a basis point more",
    find: "(1..=MAX_TARGET_STEP_BPS)",
    replace: "(1..=MAX_TARGET_STEP_BPS + 1)",
  },
  {
    ...PARAMS,
    id: "cap-haircut",
    fault: "the haircut may be a basis point higher",
    find: "MIN_LOCKED_HAIRCUT_BPS..=MAX_LOCKED_HAIRCUT_BPS",
    replace: "MIN_LOCKED_HAIRCUT_BPS..=MAX_LOCKED_HAIRCUT_BPS + 1",
  },
  {
    ...PARAMS,
    id: "cap-stakers",
    fault: "the stakers may get a basis point less",
    find: "stakers_bps >= MIN_STAKERS_BPS",
    replace: "stakers_bps >= MIN_STAKERS_BPS - 1",
  },
  {
    ...PARAMS,
    id: "cap-quota-share",
    fault: "the quota pool may get a basis point more",
    find: "quota_bps <= MAX_QUOTA_BPS",
    replace: "quota_bps <= MAX_QUOTA_BPS + 1",
  },
  {
    ...PARAMS,
    id: "cap-pool-epochs",
    fault: "the quota pool may empty an epoch sooner",
    find: "self.quota_pool_epochs >= MIN_QUOTA_POOL_EPOCHS",
    replace: "self.quota_pool_epochs >= MIN_QUOTA_POOL_EPOCHS - 1",
  },
  {
    ...PARAMS,
    id: "cap-target-range",
    fault: "the cap of the target may be nine times its floor",
    find: "checked_mul(MIN_TARGET_RANGE)",
    replace: "checked_mul(MIN_TARGET_RANGE - 1)",
  },
  {
    ...PARAMS,
    id: "cap-fee-stream",
    fault: "fees may stream over a single cool-down",
    find: "saturating_mul(FEE_STREAM_COOLDOWNS)",
    replace: "saturating_mul(1)",
  },
  {
    ...PARAMS,
    id: "law-quota-reward",
    fault: "quota may be rewarded with more than a self-dealer pays for it",
    find: "(reward <= lost, QuotaRewardTooHigh),",
    replace: "",
  },
  {
    ...PARAMS,
    id: "law-bond-per-diem",
    fault: "the bond behind the quota of a DIEM may be less than its part of the rate",
    find: "(bond_per_diem >= least_bond_per_diem, BondPerDiemOutOfRange),",
    replace: "",
  },
  {
    ...PARAMS,
    id: "law-coarse-price",
    fault: "a step at the price floor may be less than a base unit",
    find: "(step_at_floor >= BPS.into(), ReferencePriceTooCoarse),",
    replace: "",
  },
  {
    ...PARAMS,
    id: "law-delay",
    fault: "parameters may change before bond can leave",
    find: "self.stake_cooldown_secs.max(self.bond_cooldown_secs)",
    replace: "self.stake_cooldown_secs",
  },
  {
    ...PARAMS,
    id: "law-cooldown-epoch",
    fault: "a cool-down may be shorter than an epoch",
    find: "epoch_secs..=MAX_COOLDOWN_SECS",
    replace: "1..=MAX_COOLDOWN_SECS",
  },
  {
    ...APPLIED,
    id: "params-price-next",
    fault: "the reference price that waits for the next epoch stays out of its new bounds",
    find: "price.next = price.next.clamp(params.reference_price_floor, params.reference_price_cap);",
    replace: "",
    rust: ["histories::governance"],
    tests: ["tests/embedded/governance/applied-params.test.ts"],
  },
  {
    ...APPLIED,
    id: "params-haircut",
    fault: "the haircut changes under the reward index",
    find: "require!(fixed, DiemError::LockedHaircutFixed);",
    replace: "let _ = fixed;",
    rust: ["histories::governance"],
  },
];
