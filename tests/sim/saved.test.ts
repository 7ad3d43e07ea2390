import { expect } from "chai";
import { markets, rules, studies, world } from "@diem/sim";
import { refusal } from "./refusal";

const chain = studies.defaultChainParams(20_000);
const settled = studies.randomMarket(3);

describe("sim: markets that were saved", () => {
  const text = markets.format({ world: { ...settled, params: rules.paramsOf(chain) }, chain });
  const edited = (edit: (saved: Saved) => void) => {
    const saved = JSON.parse(text) as Saved;
    edit(saved);
    return refusal(() => markets.parse(JSON.stringify(saved)));
  };
  interface Saved {
    format: string;
    epochSecs: unknown;
    params: { [name: string]: string };
    world: {
      diemPrice: unknown;
      market: {
        supply: number;
        staked: number;
        quotaPool: number;
        before: unknown;
        running: unknown;
        hope?: number;
      };
      minters: unknown;
      beliefs: { lockCost: number[]; holderReturn: number };
    };
  }

  it("come back to the last digit", () => {
    const read = markets.parse(text);
    expect(read.world).to.deep.equal({ ...settled, params: rules.paramsOf(chain) });
    expect(read.chain).to.deep.equal(chain);
    expect(markets.format(read)).to.equal(text);
  });

  it("may have no open records, and no people", () => {
    const empty = world.beginWorld(
      rules.paramsOf(chain),
      world.beliefsOf({ minters: 0, providers: 0, demand: 0 }),
    );
    empty.market.running = null;
    expect(markets.parse(markets.format({ world: empty, chain })).world).to.deep.equal(empty);
  });

  it("are refused where they are none", () => {
    expect(refusal(() => markets.parse("{"))).to.match(
      /^SavedMarketWrong: this is not a saved market: it is not JSON; save the market again/,
    );
    expect(refusal(() => markets.parse("[]"))).to.match(/it is not an object/);
    expect(edited((saved) => (saved.format = "other"))).to.match(/not one that the lab saved/);
    expect(edited((saved) => (saved.epochSecs = 1))).to.match(/epochSecs is not a whole number/);
    expect(edited(({ world: of }) => (of.diemPrice = "1"))).to.match(
      /world.diemPrice is no number/,
    );
    expect(edited(({ world: of }) => (of.diemPrice = null))).to.match(/diemPrice is no number/);
    expect(edited(({ world: of }) => (of.minters = {}))).to.match(/world.minters is no list/);
    expect(edited(({ world: of }) => (of.market.hope = 1))).to.match(/market.hope is unknown/);
    expect(edited(({ world: of }) => (of.market.running = 1))).to.match(/running is no object/);
    expect(edited(({ world: of }) => (of.beliefs.lockCost = [1]))).to.match(/lockCost has 1 fig/);
    expect(edited(({ world: of }) => (of.market.supply = 1e9))).to.match(
      /^MarketNotSimulated: its supply of 1000000000 DIEM is beyond the curve/,
    );
    expect(edited(({ world: of }) => (of.diemPrice = 0))).to.match(/^MarketNotSimulated/);
    expect(edited(({ world: of }) => (of.beliefs.holderReturn = 0))).to.match(
      /^BeliefWrong: belief holderReturn is 0/,
    );
    expect(edited(({ world: of }) => (of.market.quotaPool = -1))).to.match(
      /^SavedMarketWrong: .*world\.market\.quotaPool is below zero/,
    );
    expect(edited(({ world: of }) => (of.market.staked *= 2))).to.match(
      /^SavedMarketWrong: .*it breaks the law that stakes sum up to all stake/,
    );
  });

  it("are refused with parameters beyond the program's laws", () => {
    const saved = JSON.parse(text) as Saved;
    saved.params.maxTargetStep = "2%";
    expect(refusal(() => markets.parse(JSON.stringify(saved)))).to.match(
      /^InvalidMarketFile: .*params\.maxTargetStep is 2%/,
    );
  });
});

describe("sim: other parameters", () => {
  it("are written as in a market file, and held to the program's laws", () => {
    const { params } = markets.paramsWith(chain, { quotaCap: "50%", feeStream: "30d" });
    expect(params).to.include({ quotaCapBps: 5_000, feeStreamSecs: 2_592_000n });
    expect(markets.paramsWith(chain, {})).to.equal(chain);
    const refused = (changes: { readonly [name: string]: string }) =>
      refusal(() => markets.paramsWith(chain, changes));
    expect(refused({ quotaCap: "80%" })).to.match(/^InvalidMarketFile: .*params\.quotaCap is 80%/);
    expect(refused({ lockedHaircut: "30%" })).to.match(
      /^QuestionWrong: lockedHaircut is fixed for a market's life/,
    );
    expect(refused({ hope: "1" })).to.match(/^InvalidMarketFile: .*hope/);
    expect(refused({ steepness: "NaN" })).to.match(/^InvalidMarketFile: .*params\.steepness/);
  });
});
