import { DIEM } from "../amounts";
import { DIEM_UNIT } from "../constants";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import { min } from "../integers";
import { mulDivFloor } from "./math/integers";
import { requirePositive } from "./positive";
import * as units from "./math/units";

/** A position's debt, the units of all debts, and all DIEM: what they are paid with. */
export interface Debtor {
  readonly market: { readonly debt: units.Units };
  /** Its units, as they were counted in `debtEra`. */
  readonly position: { readonly debtUnits: bigint; readonly debtEra: bigint };
  /** Of the DIEM mint, in base units. */
  readonly supply: bigint;
}

/** A debt as the next mint or burn finds it. */
function renewed({ market, position, supply }: Debtor) {
  const debt = units.renew({ units: market.debt, amount: supply });
  const claim = units.at({ units: debt, claim: position.debtUnits, era: position.debtEra });
  return { debt, claim };
}

/**
 * A position's bill: the DIEM base units that clear its debt, `ceil(units * supply / all units)`. It falls if anybody
 * burns DIEM without owing it.
 *
 * @example
 * const supply = await diemSupply({ connection, market });
 * const owed = quotes.billOf({ market, position, supply });
 */
export function billOf(debtor: Debtor): bigint {
  const { debt, claim } = renewed(debtor);
  return units.worthCeil({ units: debt, claim, whole: debtor.supply });
}

/**
 * What a position has locked for each whole DIEM of its bill, in VVV base units and rounded down: the rate at which a
 * burn unlocks. Null without a bill.
 */
export function averageRateFloor({
  locked,
  bill,
}: {
  readonly locked: bigint;
  readonly bill: bigint;
}): bigint | null {
  return bill === 0n ? null : mulDivFloor(locked, DIEM_UNIT, bill);
}

/** What a burn would do, in DIEM and VVV base units. */
export interface BurnQuote {
  /** At most the bill. */
  readonly diemBurned: bigint;
  /** What `burnDiem` compares with `minVvvUnlocked`. */
  readonly vvvUnlocked: bigint;
  /** What stays locked, and the bill for it. */
  readonly locked: bigint;
  readonly bill: bigint;
}

/**
 * What burning at most `amount` DIEM base units would do. It unlocks VVV at the position's own average rate, rounded
 * down, and all that is left for the last burn. If the debt is zero because others burnt DIEM, it unlocks everything
 * for free.
 *
 * @throws `NothingToBurn`, `ZeroAmount` or `BurnTooSmall`, as the program would.
 *
 * @example
 * const supply = await diemSupply({ connection, market });
 * const { vvvUnlocked } = quotes.burnQuote({ market, position, supply, amount: 5_000_000_000n });
 */
export function burnQuote({
  amount,
  ...debtor
}: Debtor & {
  readonly position: { readonly locked: bigint };
  readonly amount: bigint;
}): BurnQuote {
  const { supply: whole, position } = debtor;
  const { debt, claim } = renewed(debtor);
  if (claim === 0n) {
    if (position.locked === 0n) throw foreseen("NothingToBurn", of(DIEM, { mostPossible: 0n }));
    return { diemBurned: 0n, vvvUnlocked: position.locked, locked: 0n, bill: 0n };
  }
  requirePositive("amount", amount);
  const diemBurned = min(amount, units.worthCeil({ units: debt, claim, whole }));
  const cleared = min(claim, units.ofFloor({ units: debt, part: diemBurned, whole }));
  const vvvUnlocked = mulDivFloor(position.locked, cleared, claim);
  if (vvvUnlocked === 0n) throw foreseen("BurnTooSmall");
  const left = { total: debt.total - cleared, era: debt.era };
  return {
    diemBurned,
    vvvUnlocked,
    locked: position.locked - vvvUnlocked,
    bill: units.worthCeil({ units: left, claim: claim - cleared, whole: whole - diemBurned }),
  };
}
