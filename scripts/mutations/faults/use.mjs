const MEASURE = {
  file: "math/usage.rs",
  rust: ["math::usage"],
  tests: ["tests/chain/epoch/epoch.test.ts"],
};
const USAGE = {
  file: "state/provider/usage.rs",
  rust: ["histories::reports", "histories::epochs"],
  tests: ["tests/chain/epoch/epoch.test.ts"],
};
const EPOCHS = {
  file: "state/market/epochs.rs",
  rust: ["histories::epochs", "histories::governance"],
  tests: ["tests/economy/records.test.ts"],
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
    id: "use-capacity-next",
    fault: "what a provider offers from the next epoch on bounds the use of this one",
    find: "self.capacity.in_epoch(epoch).unwrap_or_default()",
    replace: "self.capacity.next",
  },
  {
    ...USAGE,
    id: "use-capacity-rewritten",
    fault: "the capacity that bounds the use of an epoch follows later offers",
    find: "slot.served.quota = add(slot.served.quota, more.quota)?;",
    replace:
      "slot.capacity = self.capacity.next;\n        slot.served.quota = add(slot.served.quota, more.quota)?;",
  },
  {
    ...USAGE,
    id: "use-bought",
    fault: "bought credits are not booked as use",
    find: "slot.served.bought = slot.served.bought.saturating_add(more.bought);",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "record-newest-price",
    fault: "a record's use is measured by the newest reference price, and not by its epoch's",
    find: "record.reference_price = in_epoch(&self.reference_price)?;",
    replace: "record.reference_price = self.reference_price.next;",
  },
  {
    ...EPOCHS,
    id: "record-newest-capacity",
    fault: "a record has the newest capacity, and not its epoch's",
    find: "record.capacity = in_epoch(&self.capacity)?;",
    replace: "record.capacity = self.capacity.next;",
  },
  {
    ...EPOCHS,
    id: "record-match",
    fault: "a record fixes no match",
    find: "record.quota_match_bps = self.params.quota_match_bps;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "record-step",
    fault: "a record fixes no step",
    find: "record.max_price_step_bps = self.params.max_price_step_bps;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "record-cap-of-closing",
    fault: "rewards are capped by the parameters of the closing",
    find: "let reward_pool = record.close(self.quota_pool);",
    replace:
      "record.quota_cap_bps = self.params.quota_cap_bps;\n                let reward_pool = record.close(self.quota_pool);",
  },
  {
    ...EPOCHS,
    id: "reference-of-closing",
    fault:
      "the price moves from today's reference price, and not from the one that the use was measured by",
    find: "record.reference_price,\n            (record.price_sum",
    replace: "self.reference_price.current,\n            (record.price_sum",
  },
  {
    ...EPOCHS,
    id: "reference-at-once",
    fault: "a new reference price applies in the epoch in which it is found",
    find: "if record.paid > 0 {",
    replace:
      "if record.paid > 0 {\n                    self.reference_price.current = self.reference_after(record).ok_or(DiemError::MathOverflow)?;",
  },
  {
    ...EPOCHS,
    id: "reference-unadvanced",
    fault: "a reference price that waited is lost when the next one is found",
    find: "self.reference_price.advance(epoch);",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "reference-use-before",
    fault: "the price moves by the smoothed use before the epoch",
    find: "self.average(record.used, record.utilisation_bps)?;\n                if record.paid > 0 {\n                    self.reference_price.next =\n                        self.reference_after(record).ok_or(DiemError::MathOverflow)?;\n                }",
    replace:
      "if record.paid > 0 {\n                    self.reference_price.next =\n                        self.reference_after(record).ok_or(DiemError::MathOverflow)?;\n                }\n                self.average(record.used, record.utilisation_bps)?;",
  },
  {
    ...EPOCHS,
    id: "average-unrecorded",
    fault: "an epoch without a record leaves the averages where they were",
    find: "self.average(0, 0)?;",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "idle-use",
    fault: "missed epochs leave the smoothed use where it was",
    find: "self.served = ema_after_idle_floor(self.served, use_ema_bps, epochs)?;",
    replace: "let _ = use_ema_bps;",
  },
  {
    ...EPOCHS,
    id: "use-weight",
    fault: "use is smoothed with the weight of utilisation",
    find: "ema_floor(self.served, used, use_ema_bps)",
    replace: "ema_floor(self.served, used, utilisation_ema_bps)",
  },
  {
    ...EPOCHS,
    id: "target-of-quota",
    fault: "the target follows what is offered to staked DIEM alone",
    find: "supply_floor(self.capacity.current, self.served)",
    replace: "supply_floor(self.quota_capacity.current, self.served)",
    tests: ["tests/economy/target.test.ts"],
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
