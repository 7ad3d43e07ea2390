import { expect } from "chai";
import { hashToText, type PriceList, priceListHash } from "@diem/wire";
import { PriceLists } from "../../app/gateway/src/calls/price-lists";
import { CallRecords } from "../../app/gateway/src/calls/records";
import { BadSignatures } from "../../app/gateway/src/chain/bad-signatures";

const HOUR_MS = 3_600_000;
const listAt = (input: number): PriceList => ({ version: 1, models: { small: { input } } });
const hashOf = (list: PriceList) => hashToText(priceListHash(list));

describe("a gateway whose machine's clock is set", () => {
  const real = Date.now;
  let offMs = 0;
  /** Sets the clock so far from the right time. */
  const setTo = (ms: number) => (offMs = ms);
  beforeEach(() => {
    setTo(0);
    Date.now = () => real() + offMs;
  });
  afterEach(() => {
    Date.now = real;
  });

  it("back by an hour, refuses no stranger for that hour because of a bad signature before it", () => {
    const counts = new BadSignatures({
      ...{ perMinute: 10, strangersPerMinute: 600, onBad: () => undefined },
    });
    counts.bad("192.0.2.1", "a");
    setTo(-HOUR_MS);
    expect(counts.waitSecs("192.0.2.1", "a")).to.equal(0);
    expect(counts.waitSecs("192.0.2.2", "a")).to.equal(0);
  });

  it("forward by an hour, knows a client on that has sent a good signature", () => {
    const counts = new BadSignatures({
      ...{ perMinute: 1, strangersPerMinute: 1, onBad: () => undefined },
    });
    counts.good("192.0.2.1", "a");
    counts.bad("192.0.2.2", "a");
    setTo(HOUR_MS);
    expect(counts.waitSecs("192.0.2.1", "a")).to.equal(0);
  });

  it("forward by an hour, gives an answer again instead of serving the call twice", () => {
    const records = new CallRecords();
    records.begin("a", "body");
    records.served("a", { text: "answer", headers: {} });
    setTo(HOUR_MS);
    expect(records.begin("a", "body")?.text).to.equal("answer");
  });

  it("forward by an hour, honours the price list of before for its grace", () => {
    const [before, after] = [listAt(1), listAt(2)];
    const lists = new PriceLists({ graceMs: 600_000 });
    let current = lists.add(before).hash;
    lists.add(after);
    lists.follow(() => current);
    lists.listFor(null);
    current = hashOf(after);
    lists.listFor(null);
    setTo(HOUR_MS);
    expect(lists.listFor(hashOf(before)).list).to.deep.equal(before);
  });
});
