import { expect } from "chai";
import { errors, quotes } from "@diem/sdk";
import { cell, integer, readVectors, type Row } from "./vectors";

/** What a call returns, or the name of the refusal. */
function attempt<Result>(call: () => Result): Result | string {
  try {
    return call();
  } catch (error) {
    if (error instanceof errors.QuoteError) return error.name;
    throw error;
  }
}

const curveOf = (row: Row) => ({
  baseRate: integer(row, "base_rate"),
  steepnessBps: Number(cell(row, "steepness_bps")),
  target: integer(row, "target"),
});

describe("sdk: quotes against the shared vectors", () => {
  it("curve.costCeil returns the program's integers", () => {
    const rows = readVectors("curve-golden.csv");
    expect(rows.length).to.be.greaterThan(1_000);
    for (const row of rows) {
      const supply = integer(row, "supply");
      const cost = attempt(() => quotes.curve.costCeil({ ...curveOf(row), supply }));
      const expected = cell(row, "cost");
      expect(String(cost), JSON.stringify(row)).to.equal(
        expected === "" ? "OutsideMintCurve" : expected,
      );
    }
  });

  it("curve.costCeil is within 1 + C / 2^54 of the exact integral", () => {
    const rows = readVectors("mint-curve.csv");
    expect(rows.length).to.be.greaterThan(300);
    const DIGITS = 40;
    const scale = 10n ** BigInt(DIGITS);
    for (const row of rows) {
      const [whole = "", fraction = ""] = cell(row, "cost").split(".");
      const exact = BigInt(whole + fraction.slice(0, DIGITS).padEnd(DIGITS, "0"));
      const supply = integer(row, "supply");
      const cost = quotes.curve.costCeil({ ...curveOf(row), supply }) * scale;
      const distance = cost > exact ? cost - exact : exact - cost;
      expect(distance <= scale + exact / 2n ** 54n, JSON.stringify(row)).to.equal(true);
    }
  });

  it("stream.release, hold and topUp do what the program does", () => {
    const rows = readVectors("stream-golden.csv");
    const operations = new Set<string>();
    for (const row of rows) {
      const operation = cell(row, "operation");
      operations.add(operation);
      const result = attempt(() => runStream(operation, row));
      const refused = cell(row, "remaining_after") === "";
      const expected = refused
        ? "MathOverflow"
        : {
            stream: {
              remaining: integer(row, "remaining_after"),
              lastTs: integer(row, "last_ts_after"),
              endTs: integer(row, "end_ts_after"),
            },
            ...(operation === "release" ? { released: integer(row, "released") } : {}),
          };
      expect(result, JSON.stringify(row)).to.deep.equal(expected);
    }
    expect([...operations]).to.have.members(["release", "hold", "top_up"]);
  });

  it("index.spreadRewards and earnedFloor do what the program does", () => {
    const rows = readVectors("index-golden.csv");
    expect(rows.length).to.be.greaterThan(300);
    for (const row of rows) {
      const before = indexesOf(row, "");
      const result = attempt(() =>
        quotes.index.spreadRewards({
          indexes: before,
          amount: integer(row, "amount"),
          total: integer(row, "total"),
          locked: integer(row, "locked"),
          haircutBps: Number(cell(row, "haircut_bps")),
        }),
      );
      if (cell(row, "haircut") === "") {
        expect(result, JSON.stringify(row)).to.equal("MathOverflow");
        continue;
      }
      const after = indexesOf(row, "_after");
      expect(result, JSON.stringify(row)).to.deep.equal({
        indexes: after,
        haircut: integer(row, "haircut"),
      });
      for (const part of ["unlocked", "locked"] as const) {
        const earned = attempt(() =>
          quotes.index.earnedFloor({
            index: after[part],
            checkpoint: before[part].perShare,
            shares: integer(row, "shares"),
          }),
        );
        const expected = cell(row, `${part}_earned`);
        expect(String(earned), JSON.stringify(row)).to.equal(
          expected === "" ? "MathOverflow" : expected,
        );
      }
    }
  });

  it("feeSplit and providerShareBps do what the program does", () => {
    const rows = readVectors("split-golden.csv");
    expect(rows.length).to.be.greaterThan(300);
    for (const row of rows) {
      const market = {
        utilisationEma: integer(row, "utilisation_bps") << 32n,
        params: {
          providerIdleBps: Number(cell(row, "idle_bps")),
          providerKinkBps: Number(cell(row, "kink_bps")),
          providerFullBps: Number(cell(row, "full_bps")),
          utilisationKinkBps: Number(cell(row, "kink_at_bps")),
          treasuryBps: Number(cell(row, "treasury_bps")),
        },
      };
      const refusedShare = cell(row, "provider_bps") === "";
      const share = attempt(() => quotes.providerShareBps(market));
      expect(share, JSON.stringify(row)).to.equal(
        refusedShare ? "MathOverflow" : Number(cell(row, "provider_bps")),
      );
      const split = attempt(() => quotes.feeSplit({ market, amount: integer(row, "amount") }));
      expect(split, JSON.stringify(row)).to.deep.equal(
        cell(row, "provider") === ""
          ? "MathOverflow"
          : {
              provider: integer(row, "provider"),
              treasury: integer(row, "treasury"),
              stakers: integer(row, "stakers"),
            },
      );
    }
  });
});

function indexesOf(row: Row, suffix: string) {
  const index = (part: string) => ({
    perShare: integer(row, `${part}_per_share${suffix}`),
    carry: integer(row, `${part}_carry${suffix}`),
  });
  return { unlocked: index("unlocked"), locked: index("locked") };
}

function runStream(operation: string, row: Row) {
  const stream = {
    remaining: integer(row, "remaining"),
    lastTs: integer(row, "last_ts"),
    endTs: integer(row, "end_ts"),
  };
  if (operation === "top_up") {
    const amount = integer(row, "amount");
    const durationSecs = integer(row, "duration_secs");
    return { stream: quotes.stream.topUp({ stream, amount, durationSecs }) };
  }
  const now = integer(row, "now");
  return operation === "release"
    ? quotes.stream.release({ stream, now })
    : { stream: quotes.stream.hold({ stream, now }) };
}
