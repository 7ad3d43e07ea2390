const MEASURE = {
  file: "math/usage.rs",
  rust: ["math::usage"],
  tests: [
    "tests/chain/epoch/epoch.test.ts",
    "tests/chain/epoch/figures.test.ts",
    "tests/economy/reference-price.test.ts",
  ],
};
const USAGE = {
  file: "state/provider/usage.rs",
  rust: ["histories::reports", "histories::epochs"],
  tests: [
    "tests/chain/epoch/epoch.test.ts",
    "tests/chain/epoch/figures.test.ts",
    "tests/economy/records.test.ts",
  ],
};
const SETTLEMENT = {
  file: "state/channel/settlement.rs",
  rust: ["histories::reports", "histories::quota_once"],
  tests: ["tests/embedded/channel/settle-metering.test.ts", "tests/chain/channel/settle.test.ts"],
};

/** What a settlement counts for, and what of it a report takes into its epoch's record. */
export const COUNTING_FAULTS = [
  {
    ...MEASURE,
    id: "match-within-capacity",
    fault: "what was paid for beyond the capacity matches no quota",
    find: "mul_div_floor(worth, quota_match_bps.into(), BPS.into())",
    replace: "mul_div_floor(worth.min(capacity), quota_match_bps.into(), BPS.into())",
  },
  {
    ...MEASURE,
    id: "match-rounding",
    fault: "the quota that a payment matches is rounded up",
    find: "mul_div_floor(worth, quota_match_bps.into(), BPS.into())",
    replace: "crate::math::mul_div_ceil(worth, quota_match_bps.into(), BPS.into())",
  },
  {
    ...MEASURE,
    id: "match-of-bought",
    fault: "credits that were sold below the reference price match as much quota as all others",
    find: "mul_div_floor(worth, quota_match_bps.into(), BPS.into())",
    replace: "mul_div_floor(bought, quota_match_bps.into(), BPS.into())",
  },
  {
    ...MEASURE,
    id: "match-wraps",
    fault: "a match past 64 bits earns nothing",
    find: "mul_div_floor(worth, quota_match_bps.into(), BPS.into()).unwrap_or(u64::MAX)",
    replace: "mul_div_floor(worth, quota_match_bps.into(), BPS.into()).unwrap_or(0)",
  },
  {
    ...MEASURE,
    id: "price-of-worth",
    fault:
      "the price is taken over what was worth the reference price, and not over what was bought",
    find: "mul_div_floor(diem, CREDIT_UNIT, bought).unwrap_or(u64::MAX)",
    replace: "mul_div_floor(diem, CREDIT_UNIT, worth).unwrap_or(u64::MAX)",
  },
  {
    ...MEASURE,
    id: "price-weight",
    fault: "a price is weighted with the counted use, quota and all",
    find: "price_sum: product(paid, price)",
    replace: "price_sum: product(used, price)",
  },
  {
    ...MEASURE,
    id: "price-rounding",
    fault: "the price that was paid is rounded up",
    find: "mul_div_floor(diem, CREDIT_UNIT, bought).unwrap_or(u64::MAX)",
    replace: "crate::math::mul_div_ceil(diem, CREDIT_UNIT, bought).unwrap_or(u64::MAX)",
  },
  {
    ...MEASURE,
    id: "price-wraps",
    fault: "a price past 64 bits counts as none",
    find: "mul_div_floor(diem, CREDIT_UNIT, bought).unwrap_or(u64::MAX)",
    replace: "mul_div_floor(diem, CREDIT_UNIT, bought).unwrap_or(0)",
  },
  {
    ...USAGE,
    id: "use-diem",
    fault: "paid DIEM is not booked as use",
    find: "slot.served.diem = slot.served.diem.saturating_add(more.diem);",
    replace: "",
  },
  {
    ...USAGE,
    id: "use-quota",
    fault: "served quota is not booked as use",
    find: "slot.served.quota = add(slot.served.quota, more.quota)?;",
    replace: "",
  },
  {
    ...USAGE,
    id: "use-capacity-none",
    fault: "use counts above the capacity, which no slot notes",
    find: "*slot = UsageSlot { epoch, capacity, ..UsageSlot::default() };",
    replace:
      "*slot = UsageSlot { epoch, capacity: capacity.max(u64::MAX), ..UsageSlot::default() };",
  },
  {
    ...USAGE,
    id: "report-served-alone",
    fault: "what was reported is not noted, and can be reported again",
    find: "slot.reported = slot.served;",
    replace: "",
  },
  {
    ...USAGE,
    id: "report-of-another-epoch",
    fault: "an epoch's record gets what was served eight epochs earlier",
    find: ".filter(|slot| slot.epoch == epoch)",
    replace: ".filter(|slot| slot.epoch <= epoch)",
  },
  {
    ...SETTLEMENT,
    id: "bought-piecewise",
    fault: "credits are bought payment by payment, each rounded down",
    find: "let bought = paid_credits_floor(diem, self.price);",
    replace:
      "let bought = self.bought.saturating_add(paid_credits_floor(diem.saturating_sub(self.settled), self.price));",
  },
  {
    ...SETTLEMENT,
    id: "bought-unnoted",
    fault: "a channel does not note what its payments bought",
    find: "self.bought = bought;",
    replace: "",
  },
  {
    ...SETTLEMENT,
    id: "progress-bought",
    fault: "of several vouchers in a call only the last one's credits count as bought",
    find: "self.bought = self.bought.saturating_add(other.bought);",
    replace: "self.bought = other.bought;",
    tests: [
      "tests/embedded/channel/settle-batch.test.ts",
      "tests/embedded/channel/settle-metering.test.ts",
    ],
  },
  {
    ...SETTLEMENT,
    id: "progress-quota",
    fault: "of several vouchers in a call only the last one's quota counts as served",
    find: "self.quota = add(self.quota, other.quota)?;",
    replace: "self.quota = other.quota;",
    tests: [
      "tests/embedded/channel/settle-batch.test.ts",
      "tests/embedded/channel/settle-metering.test.ts",
    ],
  },
];
