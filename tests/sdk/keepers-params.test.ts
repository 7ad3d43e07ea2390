import { expect } from "chai";
import { constants, instructions, keepers, type MarketAccount, transactions } from "@diem/sdk";
import * as epochs from "../support/epochs";
import { EPOCH_SECS, openMarket } from "./keepers-support";
import { now, Samples } from "./keepers-samples";
import { key } from "./support";

describe("sdk: keepers of announced parameters", () => {
  const ETA = now(9);
  let samples: Samples;
  before(async () => {
    samples = await Samples.read();
  });

  const announced = (changes: Partial<MarketAccount> = {}): MarketAccount => ({
    ...samples.market,
    nextToClose: 8,
    proposal: { params: samples.market.params, etaTs: ETA },
    ...changes,
  });
  const plan = (at: bigint, market = announced(), rollsFirst = false) =>
    keepers.planApplyParams({ market, now: at, rollsFirst });

  it("apply them from their time on, and until their window ends", () => {
    const last = ETA + constants.PARAMS_WINDOW_SECS;
    const rolled = announced({ nextToClose: 1_000_000 });
    const found = [ETA - 1n, ETA, last, last + 1n].map((at) => plan(at, rolled) !== null);
    expect(found).to.deep.equal([false, true, true, false]);
    expect(plan(ETA)).to.deep.equal({
      kind: "applyParams",
      reason: "apply the announced parameters",
      instructions: [instructions.applyParams({ market: samples.keys })],
    });
    expect(plan(ETA, announced({ proposal: null }))).to.equal(null);
  });

  it("wait for the roll, or come after it", () => {
    const late = announced({ nextToClose: 7 });
    expect(plan(ETA, late)).to.equal(null);
    expect(plan(ETA, late, true)).not.to.equal(null);
    const due = keepers.planDue({
      market: late,
      payer: key(1),
      now: ETA,
      providers: [],
      records: [],
      channels: [],
      revenues: [],
    });
    expect(due.map(({ kind }) => kind)).to.deep.equal(["rollEpoch", "applyParams"]);
  });

  it("do so on a chain, once", async () => {
    const { world } = await openMarket();
    const { chain, payer } = world;
    const { params } = await world.marketAccount();
    const authority = world.creator.publicKey;
    const changed = { ...params, paramsDelaySecs: EPOCH_SECS };
    const propose = instructions.proposeParams({
      market: world.market,
      authority,
      params: changed,
    });
    await world.send([propose], [world.creator]);
    const from = { connection: chain.connection, market: world.market.market, payer };
    expect(await keepers.due.applyParams(from)).to.equal(null);
    await chain.advance(params.paramsDelaySecs);
    expect(await keepers.due.applyParams(from)).to.equal(null); // the roll comes first
    await epochs.rollEpoch(world);
    const task = await keepers.due.applyParams(from);
    if (task === null) throw new Error("nothing is due");
    await transactions.send(chain.provider, { instructions: task.instructions });
    expect((await world.marketAccount()).params).to.deep.equal(changed);
    expect(await keepers.due.applyParams(from)).to.equal(null);
  });
});
