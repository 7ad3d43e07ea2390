import { expect } from "chai";
import fc from "fast-check";
import { quotes, U64_MAX } from "@diem/sdk";
import { attempt, expectTwins, type Twin } from "./vectors";

/** Of the era of a market's beginning. */
const units = (total: bigint) => ({ total, era: 0n });

/** The program's methods of `Units`. */
const twins: Readonly<Record<string, Twin>> = {
  units_renew_total: ({ big }) =>
    quotes.units.renew({ units: { total: big("a"), era: big("b") }, amount: big("c") }).total,
  units_renew_era: ({ big }) =>
    quotes.units.renew({ units: { total: big("a"), era: big("b") }, amount: big("c") }).era,
  units_at: ({ big }) =>
    quotes.units.at({ units: { total: 0n, era: big("c") }, claim: big("a"), era: big("b") }),
  units_of_ceil: ({ big }) =>
    quotes.units.ofCeil({ units: units(big("a")), part: big("b"), whole: big("c") }),
  units_of_floor: ({ big }) =>
    quotes.units.ofFloor({ units: units(big("a")), part: big("b"), whole: big("c") }),
  units_worth_ceil: ({ big }) =>
    quotes.units.worthCeil({ units: units(big("a")), claim: big("b"), whole: big("c") }),
  units_worth_floor: ({ big }) =>
    quotes.units.worthFloor({ units: units(big("a")), claim: big("b"), whole: big("c") }),
};

describe("sdk: quotes of a debt", () => {
  it("count units as the program does", () => {
    expectTwins("units-golden.csv", twins);
  });

  /** 100 units of debt, of which a position has 40 with 1,000 locked. */
  const market = { debt: { total: 100n, era: 7n } };
  const position = { debtUnits: 40n, debtEra: 7n, locked: 1_000n };
  const debtor = { market, position, supply: 100n };

  describe("billOf", () => {
    const bill = (supply: bigint) => quotes.billOf({ ...debtor, supply });

    it("is the part of all DIEM that the units are of all units, rounded up", () => {
      expect([100n, 99n, 60n, 51n].map(bill)).to.deep.equal([40n, 40n, 24n, 21n]);
    });

    it("is the same on both sides of an era, but for a unit that the era takes", () => {
      // at half of the units a new era halves them: 20 of 50
      expect(bill(50n)).to.equal(20n);
      expect(bill(25n)).to.equal(10n);
      const odd = { ...debtor, position: { ...position, debtUnits: 41n } };
      // 41 of 100 units are 20 of 50: the era took a half
      expect(quotes.billOf({ ...odd, supply: 50n })).to.equal(20n);
      expect(quotes.billOf({ ...odd, supply: 51n })).to.equal(21n);
    });

    it("counts the eras since the position was touched", () => {
      const later = { debt: { total: 100n, era: 9n } };
      expect(quotes.billOf({ ...debtor, market: later })).to.equal(10n);
      const longAgo = { debt: { total: 100n, era: 71n } };
      expect(quotes.billOf({ ...debtor, market: longAgo })).to.equal(0n);
    });

    it("is nothing without units, or without DIEM", () => {
      const free = { ...position, debtUnits: 0n };
      expect(quotes.billOf({ ...debtor, position: free })).to.equal(0n);
      expect(bill(0n)).to.equal(0n);
    });
  });

  describe("burnQuote", () => {
    const quote = (amount: bigint, changes: Partial<typeof debtor> = {}) =>
      quotes.burnQuote({ ...debtor, ...changes, amount });
    const refusal = (amount: bigint, changes: Partial<typeof debtor> = {}) =>
      attempt(() => quote(amount, changes));

    it("unlocks at the position's own average rate, and all of it for the whole bill", () => {
      expect(quote(10n)).to.deep.equal({
        diemBurned: 10n,
        vvvUnlocked: 250n,
        locked: 750n,
        bill: 30n,
      });
      expect(quote(40n)).to.deep.equal({
        diemBurned: 40n,
        vvvUnlocked: 1_000n,
        locked: 0n,
        bill: 0n,
      });
    });

    it("burns no more than the bill, whatever is asked for", () => {
      expect(quote(41n)).to.deep.equal(quote(40n));
      expect(quote(U64_MAX)).to.deep.equal(quote(40n));
    });

    it("burns less for the same stake once others have burnt without owing", () => {
      // 60 of 100 DIEM are left: a bill of 24, and 6 clear 10 units
      expect(quote(6n, { supply: 60n })).to.deep.equal({
        diemBurned: 6n,
        vvvUnlocked: 250n,
        locked: 750n,
        bill: 18n,
      });
      expect(quote(U64_MAX, { supply: 60n }).diemBurned).to.equal(24n);
    });

    it("frees what is locked for nothing where others' burns took all of the debt", () => {
      const free = { diemBurned: 0n, vvvUnlocked: 1_000n, locked: 0n, bill: 0n };
      const longAgo = { market: { debt: { total: 100n, era: 71n } } };
      expect(quote(0n, longAgo)).to.deep.equal(free);
      expect(quote(5n, longAgo)).to.deep.equal(free);
      expect(quote(0n, { supply: 0n })).to.deep.equal(free);
    });

    it("refuses what the program refuses", () => {
      expect(refusal(0n)).to.equal("ZeroAmount");
      const nothing = { position: { ...position, debtUnits: 0n, locked: 0n } };
      expect(refusal(5n, nothing)).to.equal("NothingToBurn");
      expect(refusal(0n, nothing)).to.equal("NothingToBurn");
      expect(refusal(1n, { position: { ...position, locked: 39n } })).to.equal("BurnTooSmall");
      expect(quote(1n, { position: { ...position, locked: 40n } }).vvvUnlocked).to.equal(1n);
    });
  });

  it("lets everybody leave, in pieces and in any order, whatever others burn", () => {
    const steps = fc.array(
      fc.record({
        who: fc.nat({ max: 2 }),
        part: fc.bigInt({ min: 1n, max: 4n }),
        gift: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      }),
      { maxLength: 30 },
    );
    const minted = fc.tuple(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
    );
    fc.assert(
      fc.property(minted, steps, (amounts, list) => {
        const parties = amounts.map((amount) => ({
          debtUnits: amount,
          debtEra: 0n,
          locked: 90n * amount,
        }));
        let supply = amounts.reduce((sum, amount) => sum + amount, 0n);
        let debt = { total: supply, era: 0n };
        const burn = (who: number, amount: bigint) => {
          const before = parties[who] ?? expect.fail("there are three");
          if (before.locked === 0n) return;
          const after = quotes.burnQuote({
            market: { debt },
            position: before,
            supply,
            amount,
          });
          debt = quotes.units.renew({ units: debt, amount: supply });
          const claim = quotes.units.at({
            units: debt,
            claim: before.debtUnits,
            era: before.debtEra,
          });
          const cleared =
            after.locked === 0n
              ? claim
              : quotes.units.ofFloor({ units: debt, part: after.diemBurned, whole: supply });
          debt = { ...debt, total: debt.total - cleared };
          supply -= after.diemBurned;
          parties[who] = {
            debtUnits: claim - cleared,
            debtEra: debt.era,
            locked: after.locked,
          };
        };
        for (const { who, part, gift } of list) {
          supply -= gift < supply ? gift : supply;
          const party = parties[who] ?? expect.fail("there are three");
          const bill = quotes.billOf({ market: { debt }, position: party, supply });
          expect(bill <= supply, "a bill can be paid").to.equal(true);
          try {
            burn(who, bill / part);
          } catch (error) {
            expect(error).to.have.property("name").that.is.oneOf(["ZeroAmount", "BurnTooSmall"]);
          }
        }
        for (const who of [0, 1, 2]) burn(who, U64_MAX);
        expect(parties.map(({ locked, debtUnits }) => [locked, debtUnits])).to.deep.equal(
          Array(3).fill([0n, 0n]),
        );
      }),
      { numRuns: 300 },
    );
  });
});
