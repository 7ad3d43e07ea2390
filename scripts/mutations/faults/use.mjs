const MEASURE = { file: "math/usage.rs", rust: ["math::usage"], tests: ["tests/epoch.test.ts"] };
const USAGE = {
  file: "state/provider/usage.rs",
  rust: ["histories::reports", "histories::epochs"],
  tests: ["tests/epoch.test.ts"],
};
const PRICE = {
  file: "math/price.rs",
  rust: ["math::price"],
  tests: ["tests/economy/reference-price.test.ts"],
};
const TARGET = {
  file: "math/target.rs",
  rust: ["math::target"],
  tests: ["tests/economy/target.test.ts"],
};

/** Counted use, records, and what follows use: the reference price and the target supply. */
export const USE_FAULTS = [
  {
    ...MEASURE,
    id: "use-below-reference",
    fault: "a credit that was paid below the reference price counts for a whole one",
    find: "let worth = paid_credits_floor(diem, reference_price).min(bought);",
    replace: "let worth = bought;",
  },
  {
    ...MEASURE,
    id: "use-above-reference",
    fault: "a credit that was paid above the reference price counts for more than one",
    find: "let worth = paid_credits_floor(diem, reference_price).min(bought);",
    replace: "let worth = paid_credits_floor(diem, reference_price);",
  },
  {
    ...MEASURE,
    id: "use-above-capacity",
    fault: "use counts above the capacity that was offered",
    find: "worth.saturating_add(quota.min(worth)).min(capacity)",
    replace: "worth.saturating_add(quota.min(worth))",
  },
  {
    ...MEASURE,
    id: "paid-above-capacity",
    fault: "a price weighs more than the capacity that was offered",
    find: "let paid = worth.min(capacity);",
    replace: "let paid = worth;",
  },
  {
    ...MEASURE,
    id: "price-unclamped-high",
    fault: "a price far above the reference price counts whole",
    find: ".clamp(lowest, highest)",
    replace: ".max(lowest)",
  },
  {
    ...MEASURE,
    id: "price-unclamped-low",
    fault: "a price far below the reference price counts whole",
    find: ".clamp(lowest, highest)",
    replace: ".min(highest)",
  },
  {
    ...MEASURE,
    id: "step-zero",
    fault: "the smallest reference prices cannot move: their step is nothing",
    find: "Some(mul_div_floor(reference, max_step_bps.into(), BPS.into())?.max(1))",
    replace: "mul_div_floor(reference, max_step_bps.into(), BPS.into())",
  },
  {
    ...USAGE,
    id: "report-adds",
    fault: "a report adds to what the record has, and does not take its place",
    find: "record.replace(before,",
    replace: "record.replace((0, Contribution::default()),",
  },
  {
    ...USAGE,
    id: "use-bought",
    fault: "bought credits are not booked as use",
    find: "slot.served.bought = slot.served.bought.saturating_add(more.bought);",
    replace: "",
  },
  {
    ...PRICE,
    id: "reference-weight",
    fault: "the least use moves the price all the way to its mean",
    find: "mul_div_floor(mean.abs_diff(reference), paid.min(whole), whole)?",
    replace: "mul_div_floor(mean.abs_diff(reference), whole, whole)?",
  },
  {
    ...PRICE,
    id: "reference-use",
    fault: "a price moves by the capacity alone, whatever use there was",
    find: "(served >> 2).max(capacity.checked_div(100)?)",
    replace: "capacity.checked_div(100)?",
  },
  {
    ...PRICE,
    id: "reference-capacity",
    fault: "where there was no use, the least payment moves the price",
    find: ".max(capacity.checked_div(100)?)",
    replace: "",
  },
  {
    ...PRICE,
    id: "reference-mean",
    fault: "the mean price is rounded down",
    find: "let half = u128::from(paid >> 1);",
    replace: "let half = 0;",
  },
  {
    ...TARGET,
    id: "target-capacity",
    fault: "the target passes what the capacity can serve",
    find: "carried.min(wanted).clamp",
    replace: "wanted.clamp",
  },
  {
    ...TARGET,
    id: "target-share",
    fault: "quota may take all of the smoothed use",
    find: "UNITS_PER_BPS.wrapping_mul(target_share_bps.into())",
    replace: "UNITS_PER_BPS.wrapping_mul(BPS.into())",
  },
  {
    ...TARGET,
    id: "target-floor",
    fault: "the target passes its floor",
    find: "carried.min(wanted).clamp(floor, cap)",
    replace: "carried.min(wanted).min(cap)",
  },
  {
    ...TARGET,
    id: "target-cap",
    fault: "the target passes its cap",
    find: "carried.min(wanted).clamp(floor, cap)",
    replace: "carried.min(wanted).max(floor)",
  },
];
