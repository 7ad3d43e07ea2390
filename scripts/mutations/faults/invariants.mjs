/** A clause of the laws that an account keeps after every change. */
const law = (file, id, fault, find, replace = "") => ({
  file,
  rust: ["invariant_tests"],
  tests: ["tests/coverage/invariants.test.ts"],
  id: `invariant-${id}`,
  fault,
  find,
  replace,
});

const record = (...rest) => law("state/record.rs", ...rest);
const slot = (...rest) => law("state/provider/usage.rs", ...rest);
const provider = (...rest) => law("state/provider/mod.rs", ...rest);
const channel = (...rest) => law("state/channel/mod.rs", ...rest);
const position = (...rest) => law("state/position.rs", ...rest);
const market = (...rest) => law("state/market/mod.rs", ...rest);

/** Each law of the accounts of the rules of use, quota and debt left out. */
export const INVARIANT_FAULTS = [
  record("record-paid", "a record may count more paid than used", "&& paid <= used"),
  record(
    "record-used",
    "a record may count more quota as use than was served",
    "&& *used <= paid.saturating_add(*quota.min(paid))",
  ),
  record(
    "record-rewardable",
    "a record may reward quota that was not served",
    "&& rewardable <= quota",
  ),
  record(
    "record-rewarded",
    "a record may reward more quota than earns it",
    "&& rewarded <= rewardable",
  ),
  record(
    "record-claimed",
    "a record may pay more than its pool",
    "&& rewards_claimed <= reward_pool",
  ),
  record(
    "record-open",
    "a record may pay before its epoch is closed",
    "&& (*closed == 1 || (*rewarded == 0 && *reward_pool == 0));",
    ";",
  ),
  slot(
    "slot-diem",
    "more payments may be reported than there were",
    "&& reported.diem <= served.diem",
  ),
  slot(
    "slot-bought",
    "more credits may be reported than were bought",
    "&& reported.bought <= served.bought",
  ),
  slot(
    "slot-quota",
    "more quota may be reported than was served",
    "&& reported.quota <= served.quota",
  ),
  slot(
    "slot-rewarded",
    "quota may be rewarded that was not reported",
    "&& *rewarded <= reported.quota;",
    "&& *rewarded <= u64::MAX;",
  ),
  provider(
    "provider-distributed",
    "more may be distributed as paid than was paid",
    "&& settled_distributed <= total_settled",
  ),
  provider(
    "provider-claimable",
    "more may be withdrawn than ever came in",
    "&& claimable <= total_revenue",
  ),
  provider(
    "provider-price",
    "a provider's price may be zero",
    "&& terms.current.price > 0\n            && terms.next.price > 0",
  ),
  provider(
    "provider-committed",
    "more quota may be taken of an epoch than is offered in it",
    "(committed.current <= quota_capacity.current\n                    && ",
    "(",
  ),
  provider(
    "provider-committed-ahead",
    "more quota may be taken from the next epoch on than is offered",
    "\n                    && committed.next <= quota_capacity.next",
  ),
  provider(
    "provider-quota-capacity",
    "more quota may be offered than capacity",
    "\n                    && quota_capacity.current <= capacity.current\n                    && quota_capacity.next <= capacity.next",
  ),
  provider(
    "provider-bonded",
    "capacity may stand without its bond, unmarked",
    "&& (*underbonded == 1 || self.is_bonded())",
  ),
  provider(
    "provider-cooling",
    "bond may cool on no ticket",
    "&& (bond_cooling.tickets > 0 || bond_cooling.amount == 0)",
  ),
  provider(
    "provider-shares",
    "a share of cooling bond may be worth more than a base unit",
    "&& bond_cooling.amount <= bond_cooling.shares.total;",
    ";",
  ),
  channel(
    "channel-collected",
    "more may be collected than was paid",
    "&& collected <= settled\n",
    "\n",
  ),
  channel(
    "channel-quota",
    "more quota may be used of an epoch than was given",
    "&& quota.used <= quota.allowance",
  ),
  channel(
    "channel-last-quota",
    "more quota may be used of the last epoch than was given",
    "&& last_quota.used <= last_quota.allowance",
  ),
  channel(
    "channel-allowance",
    "quota may be given without a stake",
    "&& (*staked > 0 || *next_allowance == 0 || quota.epoch > *last_quota_epoch)",
  ),
  channel(
    "channel-closing",
    "a channel may close without a request, or be requested without an end",
    "&& (*closing == 0) == (*closes_ts == 0)",
  ),
  channel(
    "channel-last-epoch",
    "an open channel may have a last quota epoch",
    "&& (*closing > 0 || *last_quota_epoch == u32::MAX)",
  ),
  position(
    "position-unbacked",
    "a position may owe without stake behind it",
    "&& (*debt_units == 0 || *locked > 0)",
  ),
  position("position-locked", "more may be locked than staked", "&& locked <= staked"),
  market(
    "market-weight",
    "stake may weigh more than it is",
    "&& reward_weight <= total_staked\n",
    "\n",
  ),
  market(
    "market-weightless",
    "stake may weigh nothing",
    "&& (*reward_weight == 0) == (*total_staked == 0)",
  ),
  market(
    "market-fee-stream",
    "what is left of the fee stream may have no time left",
    "&& (fee_stream.remaining == 0 || fee_stream.left_q32 > 0)",
  ),
  market(
    "market-reward-stream",
    "what is left of the reward stream may have no time left",
    "&& (reward_stream.remaining == 0 || reward_stream.left_q32 > 0)",
  ),
  market(
    "market-target",
    "the target may be zero",
    "&& *target_supply > 0\n            && *next_target > 0",
  ),
  market(
    "market-reference",
    "the reference price may be zero",
    "&& reference_price.current > 0\n            && reference_price.next > 0",
  ),
  market(
    "market-utilisation",
    "the smoothed utilisation may pass the whole",
    "&& *utilisation_ema <= u64::from(BPS) << 32",
  ),
  market(
    "market-quota-capacity",
    "a market may have more quota offered than capacity",
    "&& quota_capacity.current <= capacity.current\n            && quota_capacity.next <= capacity.next",
  ),
];
