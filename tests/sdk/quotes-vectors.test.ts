import { expect } from "chai";
import { quotes } from "@diem/sdk";
import { attempt, cell, integer, readVectors, type Row } from "./vectors";

const curveOf = (row: Row) => ({
  baseRate: integer(row, "base_rate"),
  steepnessBps: Number(cell(row, "steepness_bps")),
  target: integer(row, "target"),
});

describe("sdk: quotes against the shared vectors", () => {
  it("curve.cost returns the program's integers", () => {
    const rows = readVectors("curve-golden.csv");
    expect(rows.length).to.be.greaterThan(1_000);
    for (const row of rows) {
      const supply = integer(row, "supply");
      const cost = attempt(() => quotes.curve.cost({ ...curveOf(row), supply }));
      const expected = cell(row, "cost");
      expect(String(cost), JSON.stringify(row)).to.equal(
        expected === "" ? "OutsideMintCurve" : expected,
      );
    }
  });

  it("curve.cost is within 1 + C / 2^54 of the exact integral", () => {
    const rows = readVectors("mint-curve.csv");
    expect(rows.length).to.be.greaterThan(300);
    const DIGITS = 40;
    const scale = 10n ** BigInt(DIGITS);
    for (const row of rows) {
      const [whole = "", fraction = ""] = cell(row, "cost").split(".");
      const exact = BigInt(whole + fraction.slice(0, DIGITS).padEnd(DIGITS, "0"));
      const supply = integer(row, "supply");
      const cost = quotes.curve.cost({ ...curveOf(row), supply }) * scale;
      const distance = cost > exact ? cost - exact : exact - cost;
      expect(distance <= scale + exact / 2n ** 54n, JSON.stringify(row)).to.equal(true);
    }
  });

  it("stream.releaseFloor, hold and topUp do what the program does", () => {
    const rows = readVectors("stream-golden.csv");
    expect(rows.length).to.be.greaterThan(500);
    const operations = new Set<string>();
    for (const row of rows) {
      const operation = cell(row, "operation");
      operations.add(operation);
      const result = attempt(() => runStream(operation, row));
      expect(result, JSON.stringify(row)).to.deep.equal(
        cell(row, "remaining_after") === "" ? "MathOverflow" : streamAfter(operation, row),
      );
    }
    expect([...operations]).to.have.members(["release", "hold", "top_up"]);
  });

  it("index.spread and earnedFloor do what the program does", () => {
    const rows = readVectors("index-golden.csv");
    expect(rows.length).to.be.greaterThan(300);
    for (const row of rows) {
      const before = indexOf(row, "");
      const amount = integer(row, "amount");
      const total = integer(row, "total");
      const result = attempt(() => quotes.index.spread({ index: before, amount, total }));
      if (cell(row, "per_share_after") === "") {
        expect(result, JSON.stringify(row)).to.equal("MathOverflow");
        continue;
      }
      const after = indexOf(row, "_after");
      expect(result, JSON.stringify(row)).to.deep.equal(after);
      const earned = attempt(() =>
        quotes.index.earnedFloor({
          index: after,
          checkpoint: before.perShare,
          shares: integer(row, "shares"),
        }),
      );
      const expected = cell(row, "earned");
      expect(String(earned), JSON.stringify(row)).to.equal(
        expected === "" ? "MathOverflow" : expected,
      );
    }
  });

  it("splitFee does what the program does", () => {
    const rows = readVectors("split-golden.csv");
    expect(rows.length).to.be.greaterThan(300);
    for (const row of rows) {
      const params = {
        providerBps: Number(cell(row, "provider_bps")),
        quotaBps: Number(cell(row, "quota_bps")),
        treasuryBps: Number(cell(row, "treasury_bps")),
      };
      const amount = integer(row, "amount");
      const split = attempt(() => quotes.splitFee({ market: { params }, amount }));
      expect(split, JSON.stringify(row)).to.deep.equal(
        cell(row, "provider") === ""
          ? "MathOverflow"
          : {
              provider: integer(row, "provider"),
              quota: integer(row, "quota"),
              treasury: integer(row, "treasury"),
              stakers: integer(row, "stakers"),
            },
      );
    }
  });

  it("coolingBond.join, leave and slash do what the program does", () => {
    const rows = readVectors("bond-golden.csv");
    expect(rows.length).to.be.greaterThan(300);
    const operations = new Set<string>();
    for (const row of rows) {
      const operation = cell(row, "operation");
      operations.add(operation);
      const result = attempt(() => runBond(operation, row));
      expect(result, JSON.stringify(row)).to.deep.equal(
        cell(row, "result") === ""
          ? "MathOverflow"
          : { bond: bondOf(row, "_after"), result: integer(row, "result") },
      );
    }
    expect([...operations]).to.have.members(["join", "leave", "slash"]);
  });
});

function indexOf(row: Row, suffix: string) {
  return {
    perShare: integer(row, `per_share${suffix}`),
    carry: integer(row, `carry${suffix}`),
  };
}

function streamOf(row: Row, suffix: string) {
  return {
    remaining: integer(row, `remaining${suffix}`),
    lastTs: integer(row, `last_ts${suffix}`),
    leftQ32: integer(row, `left_q32${suffix}`),
  };
}

/** What a line of the streams has after an operation that succeeds; the end is a refusal where it passes 63 bits. */
function streamAfter(operation: string, row: Row) {
  const end = cell(row, "end_ts_after");
  return {
    stream: streamOf(row, "_after"),
    endTs: end === "" ? "MathOverflow" : BigInt(end),
    perSecond: integer(row, "per_second_after"),
    ...(operation === "release" ? { released: integer(row, "released") } : {}),
  };
}

function runStream(operation: string, row: Row) {
  const { stream, ...rest } = stepStream(operation, row);
  return {
    stream,
    endTs: attempt(() => quotes.stream.endTs(stream)),
    perSecond: quotes.stream.perSecondFloor(stream),
    ...rest,
  };
}

function stepStream(operation: string, row: Row) {
  const stream = streamOf(row, "");
  if (operation === "top_up") {
    const amount = integer(row, "amount");
    const durationSecs = integer(row, "duration_secs");
    return { stream: quotes.stream.topUp({ stream, amount, durationSecs }) };
  }
  const now = integer(row, "now");
  return operation === "release"
    ? quotes.stream.releaseFloor({ stream, now })
    : { stream: quotes.stream.hold({ stream, now }) };
}

function bondOf(row: Row, suffix: string) {
  return {
    amount: integer(row, `amount${suffix}`),
    shares: { total: integer(row, `shares${suffix}`), era: integer(row, `era${suffix}`) },
    tickets: Number(cell(row, `tickets${suffix}`)),
  };
}

function runBond(operation: string, row: Row) {
  const bond = bondOf(row, "");
  const by = integer(row, "by");
  if (operation === "slash") {
    return { bond: quotes.coolingBond.slash({ bond, amount: by }), result: by };
  }
  if (operation === "join") {
    const { bond: joined, shares } = quotes.coolingBond.join({ bond, amount: by });
    return { bond: joined, result: shares };
  }
  const ticket = { shares: by, era: integer(row, "by_era") };
  const { bond: left, paid } = quotes.coolingBond.leave({ bond, ticket });
  return { bond: left, result: paid };
}
