import { expect } from "chai";
import { CallRecords, type CallRecordsOptions } from "../../app/gateway/src/calls/records";
import { Refusal } from "../../app/gateway/src/refusal";

const MINUTES = 60 * 1_000;
const answer = (text: string) => ({ text, headers: {} });

/** What comes of a call that is asked for: it begins, or its answer, or the code of a refusal. */
function asked(records: CallRecords, key: string, body = "body"): string {
  try {
    return records.begin(key, body)?.text ?? "begins";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** Records in which calls of these keys were served, with their keys as answers. */
function servedOf(keys: readonly string[], options: CallRecordsOptions = {}): CallRecords {
  const records = new CallRecords(options);
  for (const key of keys) {
    records.begin(key, "body");
    records.served(key, answer(key));
  }
  return records;
}

describe("which calls are remembered", () => {
  it("repeats an answer, and distinguishes a running call from another body", () => {
    const records = servedOf(["a"]);
    records.begin("b", "body");
    expect(["a", "b", "c"].map((key) => asked(records, key))).to.deep.equal([
      ...["a", "call-in-progress", "begins"],
    ]);
    expect(["a", "b"].map((key) => asked(records, key, "other"))).to.deep.equal([
      ...["call-id-reused", "call-id-reused"],
    ]);
  });

  it("lets a call that was not charged be asked again", () => {
    const records = new CallRecords();
    records.begin("a", "body");
    records.dropped("a");
    expect(asked(records, "a", "other")).to.equal("begins");
  });

  it("forgets a served call after ten minutes, and one that runs never", () => {
    let now = 0;
    const records = servedOf(["a"], { now: () => now });
    records.begin("b", "body");
    now = 10 * MINUTES - 1;
    expect(asked(records, "a")).to.equal("a");
    now = 10 * MINUTES;
    expect(["a", "b"].map((key) => asked(records, key))).to.deep.equal([
      ...["begins", "call-in-progress"],
    ]);
  });

  it("forgets the oldest beyond a number of calls", () => {
    const records = servedOf(["a", "b", "c"], { most: 2 });
    expect(["c", "b", "a"].map((key) => asked(records, key))).to.deep.equal(["c", "b", "begins"]);
  });

  it("drops the oldest answers beyond a size of all, and keeps no long one", () => {
    const records = servedOf(["aa", "bb", "cc"], { mostKept: 4 });
    const long = "x".repeat(64 * 1024 + 1);
    records.begin("long", "body");
    records.served("long", answer(long));
    expect(["aa", "bb", "cc", "long"].map((key) => asked(records, key))).to.deep.equal([
      ...["call-served", "bb", "cc", "call-served"],
    ]);
  });
});
