/** A bound that the one validation function of a market's parameters checks; the tests stand on both sides of each. */
const bound = (id, fault, find, replace) => ({
  file: "state/params.rs",
  rust: ["invariant_tests::params"],
  tests: ["tests/chain/market/params.test.ts"],
  id: `bound-${id}`,
  fault,
  find,
  replace,
});

/** A law that is left out. */
const without = (id, fault, law) => bound(id, fault, law, "");

/** Each bound of the parameters moved by one, or left out. */
export const BOUND_FAULTS = [
  bound(
    "cooldown-longest",
    "a cool-down may be a second longer",
    "epoch_secs..=MAX_COOLDOWN_SECS",
    "epoch_secs..=MAX_COOLDOWN_SECS + 1",
  ),
  without(
    "stake-cooldown",
    "the stake cool-down has no bounds",
    "(cooldown.contains(&self.stake_cooldown_secs), StakeCooldownOutOfRange),",
  ),
  without(
    "bond-cooldown",
    "the bond cool-down has no bounds",
    "(cooldown.contains(&self.bond_cooldown_secs), BondCooldownOutOfRange),",
  ),
  bound(
    "grace-longest",
    "the grace of a closing may be a second longer",
    "(0..=MAX_CHANNEL_GRACE_SECS)",
    "(0..=MAX_CHANNEL_GRACE_SECS + 1)",
  ),
  bound(
    "grace-negative",
    "the grace of a closing may be negative",
    "(0..=MAX_CHANNEL_GRACE_SECS)",
    "(-1..=MAX_CHANNEL_GRACE_SECS)",
  ),
  bound(
    "delay-longest",
    "parameters may wait a second longer",
    "longest_cooldown..=MAX_PARAMS_DELAY_SECS",
    "longest_cooldown..=MAX_PARAMS_DELAY_SECS + 1",
  ),
  bound(
    "delay-stake",
    "parameters may change before stake can leave",
    "let longest_cooldown = self.stake_cooldown_secs.max(self.bond_cooldown_secs);",
    "let longest_cooldown = self.bond_cooldown_secs;",
  ),
  bound(
    "fee-stream-longest",
    "fees may be streamed over a second more than a year",
    "(shortest_stream..=MAX_FEE_STREAM_SECS)",
    "(shortest_stream..=MAX_FEE_STREAM_SECS + 1)",
  ),
  bound(
    "fee-stream-shortest",
    "fees may be streamed over a second less than two cool-downs",
    "(shortest_stream..=MAX_FEE_STREAM_SECS)",
    "(shortest_stream - 1..=MAX_FEE_STREAM_SECS)",
  ),
  without("base-rate", "the mint rate may be zero", "(self.base_rate > 0, BaseRateOutOfRange),"),
  bound(
    "steepness-lowest",
    "the curve may be a basis point flatter",
    "(MIN_STEEPNESS_BPS..=",
    "(MIN_STEEPNESS_BPS - 1..=",
  ),
  bound(
    "steepness-highest",
    "the curve may be a basis point steeper",
    "..=MAX_STEEPNESS_BPS)",
    "..=MAX_STEEPNESS_BPS + 1)",
  ),
  bound(
    "target-floor",
    "the target's floor may be a base unit less than a DIEM",
    "self.target_floor >= MIN_TARGET &&",
    "self.target_floor >= MIN_TARGET - 1 &&",
  ),
  without(
    "target-cap",
    "the target's cap may be so high that the curve's domain passes 64 bits",
    "(self.target_cap.checked_mul(3).is_some(), TargetCapOutOfRange),",
  ),
  bound(
    "target-share-lowest",
    "the target may follow a basis point less of the use",
    "(MIN_TARGET_SHARE_BPS..=BPS)",
    "(MIN_TARGET_SHARE_BPS - 1..=BPS)",
  ),
  bound(
    "target-share-highest",
    "the target may follow more than all of the use",
    "(MIN_TARGET_SHARE_BPS..=BPS)",
    "(MIN_TARGET_SHARE_BPS..=BPS + 1)",
  ),
  bound(
    "use-weight-lowest",
    "the smoothed use may stand still",
    "(1..=MAX_USE_EMA_BPS)",
    "(0..=MAX_USE_EMA_BPS)",
  ),
  bound(
    "use-weight-highest",
    "the newest epoch may weigh a basis point more in the smoothed use",
    "(1..=MAX_USE_EMA_BPS)",
    "(1..=MAX_USE_EMA_BPS + 1)",
  ),
  bound(
    "target-step-lowest",
    "the target may stand still",
    "(1..=MAX_TARGET_STEP_BPS)",
    "(0..=MAX_TARGET_STEP_BPS)",
  ),
  bound(
    "haircut-lowest",
    "the haircut may be a basis point lower",
    "MIN_LOCKED_HAIRCUT_BPS..=MAX_LOCKED_HAIRCUT_BPS",
    "MIN_LOCKED_HAIRCUT_BPS - 1..=MAX_LOCKED_HAIRCUT_BPS",
  ),
  without(
    "credits-per-diem",
    "staked DIEM may give no quota",
    "(self.credits_per_diem > 0, CreditsPerDiemOutOfRange),",
  ),
  without(
    "bond-per-credit",
    "capacity may need no bond",
    "(self.bond_per_credit > 0, BondPerCreditOutOfRange),",
  ),
  bound(
    "slash-lowest",
    "a slash may be capped at a basis point less",
    "(MIN_SLASH_BPS..=MAX_SLASH_BPS)",
    "(MIN_SLASH_BPS - 1..=MAX_SLASH_BPS)",
  ),
  without(
    "curve-cost",
    "the largest supply may cost more than there can be",
    "require!(widest.cost(widest.largest_supply()).is_some(), DiemError::CurveTooExpensive);",
  ),
  bound(
    "provider-lowest",
    "the provider may get a basis point less",
    "(MIN_PROVIDER_BPS..=",
    "(MIN_PROVIDER_BPS - 1..=",
  ),
  bound(
    "provider-highest",
    "the provider may get a basis point more",
    "..=MAX_PROVIDER_BPS)",
    "..=MAX_PROVIDER_BPS + 1)",
  ),
  bound(
    "treasury-lowest",
    "the treasury may get a basis point less",
    "(MIN_TREASURY_BPS..=",
    "(MIN_TREASURY_BPS - 1..=",
  ),
  bound(
    "treasury-highest",
    "the treasury may get a basis point more",
    "..=MAX_TREASURY_BPS)",
    "..=MAX_TREASURY_BPS + 1)",
  ),
  without(
    "match",
    "more quota may be rewarded than was paid for",
    "(self.quota_match_bps <= BPS, QuotaMatchOutOfRange),",
  ),
  without(
    "cap",
    "quota may be rewarded above the reference price",
    "(self.quota_cap_bps <= BPS, QuotaCapOutOfRange),",
  ),
  bound(
    "reward",
    "the highest legal reward of quota is refused",
    "(reward <= lost, QuotaRewardTooHigh)",
    "(reward < lost, QuotaRewardTooHigh)",
  ),
  bound(
    "reward-treasury",
    "the treasury's part does not count as lost to a self-dealer",
    "let lost = quota.saturating_add(treasury)",
    "let lost = quota",
  ),
  bound(
    "utilisation-lowest",
    "the smoothed utilisation may stand still",
    "(1..=MAX_UTILISATION_EMA_BPS)",
    "(0..=MAX_UTILISATION_EMA_BPS)",
  ),
  bound(
    "utilisation-highest",
    "the newest epoch may weigh a basis point more in the utilisation",
    "(1..=MAX_UTILISATION_EMA_BPS)",
    "(1..=MAX_UTILISATION_EMA_BPS + 1)",
  ),
  bound(
    "price-step-lowest",
    "the reference price may move by a basis point less",
    "(MIN_PRICE_STEP_BPS..=",
    "(MIN_PRICE_STEP_BPS - 1..=",
  ),
  bound(
    "price-step-highest",
    "the reference price may move by a basis point more",
    "..=MAX_PRICE_STEP_BPS)",
    "..=MAX_PRICE_STEP_BPS + 1)",
  ),
  without(
    "price-cap",
    "the reference price has no highest cap",
    "(cap <= MAX_REFERENCE_PRICE, ReferencePriceCapOutOfRange),",
  ),
  bound(
    "price-range",
    "the cap of the reference price may be three times its floor",
    "floor.checked_mul(MIN_REFERENCE_PRICE_RANGE)",
    "floor.checked_mul(MIN_REFERENCE_PRICE_RANGE - 1)",
  ),
  {
    file: "instructions/market/create_market.rs",
    id: "bound-epoch-longest",
    fault: "an epoch may be a second longer than thirty days",
    find: "let epochs = 1..=MAX_EPOCH_SECS;",
    replace: "let epochs = 1..=MAX_EPOCH_SECS + 1;",
    tests: ["tests/chain/market/params.test.ts"],
  },
  {
    file: "instructions/market/create_market.rs",
    id: "bound-epoch-shortest",
    fault: "an epoch may have no second",
    find: "let epochs = 1..=MAX_EPOCH_SECS;",
    replace: "let epochs = 0..=MAX_EPOCH_SECS;",
    tests: ["tests/chain/market/params.test.ts"],
  },
];
