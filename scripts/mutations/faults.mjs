// Every fault: in which file which text, that occurs there once, is replaced by which, and what is wrong then.
// `tests` names the test files that are tried first, `rust` the tests of the program itself that are.
import { BOUND_FAULTS } from "./faults/bounds.mjs";
import { CHANNEL_FAULTS } from "./faults/channel.mjs";
import { COMMITMENT_FAULTS } from "./faults/commitments.mjs";
import { COUNTING_FAULTS } from "./faults/counting.mjs";
import { DEBT_FAULTS } from "./faults/debt.mjs";
import { DIEM_FAULTS } from "./faults/diem.mjs";
import { EPOCH_FAULTS } from "./faults/epoch.mjs";
import { EVENT_FIELD_FAULTS } from "./faults/event-fields.mjs";
import { EVENT_FAULTS } from "./faults/events.mjs";
import { GOVERNANCE_FAULTS } from "./faults/governance.mjs";
import { INVARIANT_FAULTS } from "./faults/invariants.mjs";
import { LAW_FAULTS } from "./faults/laws.mjs";
import { MARKET_FAULTS } from "./faults/market.mjs";
import { MATHS_FAULTS } from "./faults/maths.mjs";
import { METADATA_FAULTS } from "./faults/metadata.mjs";
import { PAYOUT_FAULTS } from "./faults/payouts.mjs";
import { POOL_FAULTS } from "./faults/pool.mjs";
import { POSITION_FAULTS } from "./faults/positions.mjs";
import { PROVIDER_FAULTS } from "./faults/provider.mjs";
import { QUOTA_FAULTS } from "./faults/quota.mjs";
import { ROLLING_FAULTS } from "./faults/rolling.mjs";
import { SLASH_FAULTS } from "./faults/slashes.mjs";
import { STAKING_FAULTS } from "./faults/staking.mjs";
import { TERMS_FAULTS } from "./faults/terms.mjs";
import { USE_FAULTS } from "./faults/use.mjs";
import { VIEW_FAULTS } from "./faults/views.mjs";
import { VOUCHER_FAULTS } from "./faults/voucher.mjs";

export const FAULTS = [
  ...MARKET_FAULTS,
  ...LAW_FAULTS,
  ...BOUND_FAULTS,
  ...GOVERNANCE_FAULTS,
  ...METADATA_FAULTS,
  ...STAKING_FAULTS,
  ...DIEM_FAULTS,
  ...DEBT_FAULTS,
  ...POSITION_FAULTS,
  ...PROVIDER_FAULTS,
  ...SLASH_FAULTS,
  ...CHANNEL_FAULTS,
  ...QUOTA_FAULTS,
  ...TERMS_FAULTS,
  ...COMMITMENT_FAULTS,
  ...VOUCHER_FAULTS,
  ...EPOCH_FAULTS,
  ...USE_FAULTS,
  ...COUNTING_FAULTS,
  ...ROLLING_FAULTS,
  ...POOL_FAULTS,
  ...PAYOUT_FAULTS,
  ...MATHS_FAULTS,
  ...EVENT_FAULTS,
  ...EVENT_FIELD_FAULTS,
  ...VIEW_FAULTS,
  ...INVARIANT_FAULTS,
];
