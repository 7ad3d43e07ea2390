import { expect } from "chai";
import fc from "fast-check";
import { U64_MAX } from "@diem/sdk";
import { CREDITS, DIEM, formatDuration, parseDuration, Token } from "../../app/cli/dist/core";
import { changeBps, formatBps, formatDue, formatTime, parseBps } from "../../app/cli/dist/core";
import { parseAddress, parseChoice, parsePort, parseWhole } from "../../app/cli/dist/core";
import { UsageError } from "../../app/cli/dist/core";

const amounts = fc.bigInt({ min: 0n, max: U64_MAX });

/** What a call throws; it must be a refusal with a next step. */
function refusalOf(call: () => unknown): UsageError {
  try {
    call();
  } catch (error) {
    if (error instanceof UsageError && error.exitCode === 2 && error.next !== undefined) {
      return error;
    }
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("cli: amounts", () => {
  it("reads back what it writes, to the last base unit, for any decimals", () => {
    const tokens = fc
      .integer({ min: 0, max: 18 })
      .map((decimals) => new Token({ symbol: "T", decimals }));
    fc.assert(
      fc.property(tokens, amounts, (token, amount) => {
        expect(token.parse(token.plain(amount))).to.equal(amount);
        expect(token.format(amount)).to.equal(`${token.plain(amount)} T`);
        const baseUnits = amount.toString();
        expect(token.json(amount)).to.deep.equal({ amount: token.plain(amount), baseUnits });
      }),
    );
  });

  const read: [text: string, baseUnits: bigint][] = [
    ["0", 0n],
    ["1", 1_000_000_000n],
    ["0.1", 100_000_000n],
    ["0.000000001", 1n],
    ["1.500000000", 1_500_000_000n],
    ["007.5", 7_500_000_000n],
    ["18446744073.709551615", U64_MAX],
  ];
  for (const [text, baseUnits] of read) {
    it(`reads ${text}`, () => {
      expect(DIEM.parse(text)).to.equal(baseUnits);
    });
  }

  const FORM =
    "use digits and at most one point, such as 12.5; the minimum is 0.000000001 DIEM and the maximum 18446744073.709551615 DIEM";
  const refused: [text: string, name: string, message: string][] = [
    ["", "AmountUnreadable", 'invalid DIEM amount ""'],
    ["-1", "AmountNegative", 'the DIEM amount "-1" is negative'],
    ["+1", "AmountUnreadable", 'invalid DIEM amount "+1"'],
    ["1e3", "AmountUnreadable", 'invalid DIEM amount "1e3"'],
    ["1,000", "AmountUnreadable", 'invalid DIEM amount "1,000"'],
    ["1_000", "AmountUnreadable", 'invalid DIEM amount "1_000"'],
    [".5", "AmountUnreadable", 'invalid DIEM amount ".5"'],
    ["5.", "AmountUnreadable", 'invalid DIEM amount "5."'],
    ["0x10", "AmountUnreadable", 'invalid DIEM amount "0x10"'],
    [" 1", "AmountUnreadable", 'invalid DIEM amount " 1"'],
    ["NaN", "AmountUnreadable", 'invalid DIEM amount "NaN"'],
    ["٣", "AmountUnreadable", 'invalid DIEM amount "٣"'],
    ["0.0000000001", "AmountTooFine", 'the DIEM amount "0.0000000001" has more than 9 decimals'],
    ["1.0000000000", "AmountTooFine", 'the DIEM amount "1.0000000000" has more than 9 decimals'],
    [
      "18446744073.709551616",
      "AmountTooLarge",
      'the DIEM amount "18446744073.709551616" does not fit in 64 bits',
    ],
  ];
  for (const [text, name, message] of refused) {
    it(`refuses ${JSON.stringify(text)} by name, and says what to give`, () => {
      expect(refusalOf(() => DIEM.parse(text))).to.include({ name, message, next: FORM });
    });
  }

  it("refuses zero where an amount must be above zero", () => {
    const error = refusalOf(() => CREDITS.parsePositive("0.000000"));
    expect(error).to.include({ name: "AmountZero", message: "the amount of credits is zero" });
    expect(error.next).to.contain("the minimum is 0.000001 credits");
    expect(CREDITS.parsePositive("0.000001")).to.equal(1n);
  });

  it("writes what is below zero with its sign", () => {
    expect(CREDITS.format(-1_500_000n)).to.equal("-1.5 credits");
    expect(CREDITS.plain(-1n)).to.equal("-0.000001");
  });
});

describe("cli: times, shares and addresses", () => {
  const spans: [text: string, secs: bigint][] = [
    ["30d", 2_592_000n],
    ["12h", 43_200n],
    ["90s", 90n],
    ["1d12h30m5s", 131_405n],
    ["0s", 0n],
  ];
  for (const [text, secs] of spans) {
    it(`reads ${text}`, () => {
      expect(parseDuration(text)).to.equal(secs);
    });
  }

  it("reads back every span of time that it writes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (secs) => {
        expect(parseDuration(formatDuration(secs))).to.equal(secs);
      }),
    );
  });

  for (const text of ["", "30", "d", "5s3m", "-1d", "1.5h", "1w", `${2n ** 63n}s`]) {
    it(`refuses "${text}" as a span of time`, () => {
      expect(refusalOf(() => parseDuration(text))).to.include({
        name: "DurationInvalid",
        message: `invalid duration "${text}"`,
      });
    });
  }

  it("writes moments in UTC, and how far they are", () => {
    expect(formatTime(1_700_000_000n)).to.equal("2023-11-14T22:13:20Z");
    expect(formatDue(1_700_000_090n, 1_700_000_000n)).to.equal("2023-11-14T22:14:50Z (in 1m30s)");
    expect(formatDue(1_700_000_000n, 1_700_000_000n)).to.equal("2023-11-14T22:13:20Z (since 0s)");
  });

  it("writes basis points as a percentage", () => {
    expect([0n, 5, 123n, -50n, 10_000].map(formatBps)).to.deep.equal([
      "0%",
      "0.05%",
      "1.23%",
      "-0.5%",
      "100%",
    ]);
    expect(changeBps(200n, 205n)).to.equal(250n);
    expect(changeBps(200n, 190n)).to.equal(-500n);
  });

  it("reads basis points from 0 to 10,000 and nothing else", () => {
    expect([parseBps("0"), parseBps("10000")]).to.deep.equal([0, 10_000]);
    for (const text of ["10001", "-1", "1.5", "", "99999999"]) {
      expect(refusalOf(() => parseBps(text)).name).to.equal("BasisPointsInvalid");
    }
  });

  const percentages: [text: string, bps: number][] = [
    ["0%", 0],
    ["0.5%", 50],
    ["0.05%", 5],
    ["1%", 100],
    ["12.34%", 1_234],
    ["100%", 10_000],
    ["100.00%", 10_000],
  ];
  for (const [text, bps] of percentages) {
    it(`reads ${text} as ${bps} basis points`, () => {
      expect(parseBps(text)).to.equal(bps);
    });
  }

  it("refuses other percentages, and says how they are written", () => {
    for (const text of ["100.01%", "101%", "-1%", "0.005%", ".5%", "0,5%", "%", "5 %", "5%%"]) {
      expect(refusalOf(() => parseBps(text))).to.include({
        name: "BasisPointsInvalid",
        message: `invalid percentage "${text}"`,
        next: "give 0% to 100% with at most two decimals, such as 0.5%, or a whole number of basis points, such as 50",
      });
    }
  });

  it("reads ports from 0 to 65,535 and nothing else", () => {
    expect([parsePort("0"), parsePort("65535")]).to.deep.equal([0, 65_535]);
    for (const text of ["65536", "-1", "1.5", "", "http"]) {
      expect(refusalOf(() => parsePort(text))).to.include({
        name: "PortInvalid",
        message: `invalid port "${text}"`,
        next: "give 1 to 65535, or 0 for any that is free",
      });
    }
  });

  it("reads whole numbers of 64 bits, addresses and choices, and refuses others by name", () => {
    expect(parseWhole(U64_MAX.toString(), "ticket")).to.equal(U64_MAX);
    for (const text of [`${U64_MAX + 1n}`, "-1", "1.0", "", "one"]) {
      expect(refusalOf(() => parseWhole(text, "ticket"))).to.include({
        name: "NumberInvalid",
        message: `invalid ticket number "${text}"`,
      });
    }
    const address = "11111111111111111111111111111111";
    expect(parseAddress(address, "market").toBase58()).to.equal(address);
    expect(refusalOf(() => parseAddress("0OIl", "market"))).to.include({
      name: "AddressInvalid",
      message: 'invalid market address "0OIl"',
    });
    expect(parseChoice("b", { what: "letter", choices: ["a", "b"] })).to.equal("b");
    expect(refusalOf(() => parseChoice("c", { what: "letter", choices: ["a", "b"] }))).to.include({
      name: "ChoiceInvalid",
      message: 'invalid letter "c"',
      next: "give one of a, b",
    });
  });
});
