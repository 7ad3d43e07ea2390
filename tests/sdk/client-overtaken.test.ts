import { expect } from "chai";
import { DiemClient, keypairWallet, type Wallet } from "@diem/sdk";
import { startChain } from "../support/chain";
import { nextEpoch, rollEpoch } from "../support/epochs";
import { World } from "../support/world";
import { thrownBy } from "./support";

describe("sdk: actions that a keeper overtakes", () => {
  let world: World;
  /** Done once before the next signature. */
  let meanwhile: (() => Promise<unknown>) | undefined;
  let signed = 0;
  let client: DiemClient;

  before(async () => {
    world = await World.create(await startChain(74));
    const own = keypairWallet(world.creator);
    const wallet: Wallet = {
      publicKey: own.publicKey,
      signTransaction: async (transaction) => {
        const first = meanwhile;
        meanwhile = undefined;
        await first?.();
        signed += 1;
        return own.signTransaction(transaction);
      },
    };
    const { connection } = world.chain;
    const { market } = world.market;
    client = await DiemClient.connect({ connection, market, wallet });
  });

  beforeEach(() => {
    signed = 0;
  });

  /** Announces parameters, whose delay is over when epochs wait for being closed. */
  const announce = async (quotaPoolEpochs: number) => {
    const { params } = await client.read.market();
    await client.act.proposeParams({ params: { ...params, quotaPoolEpochs } });
    const { proposal, epochSecs } = await client.read.market();
    const left = (proposal?.etaTs ?? 0n) - (await world.chain.now());
    await world.chain.advance(left + 3n * epochSecs);
    signed = 0;
  };

  it("are planned again where the epochs that they close are closed already", async () => {
    await announce(31);
    meanwhile = () => rollEpoch(world);
    const { quote } = await client.act.applyParams();
    expect(quote.closed).to.equal(0);
    expect(signed).to.equal(2);
    expect((await client.read.market()).params.quotaPoolEpochs).to.equal(31);
  });

  it("are planned again where another epoch ended", async () => {
    await announce(32);
    await rollEpoch(world);
    meanwhile = () => nextEpoch(world);
    const { quote } = await client.act.applyParams();
    expect(quote.closed).to.equal(1);
    expect(signed).to.equal(2);
    expect((await client.read.market()).params.quotaPoolEpochs).to.equal(32);
  });

  it("are refused where there is nothing left to do", async () => {
    await announce(33);
    meanwhile = () => rollEpoch(world);
    expect((await thrownBy(() => client.act.rollEpoch())).name).to.equal("NothingToRoll");
    expect(signed).to.equal(1);
  });
});
