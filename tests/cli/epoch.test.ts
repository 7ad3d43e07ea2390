import { Keypair } from "@solana/web3.js";
import { expect } from "chai";
import { nextEpoch, recordAccount } from "../support/epochs";
import { World } from "../support/world";
import {
  CREDIT,
  open,
  createChannelFixture,
  type Paid,
  type ChannelFixture,
} from "./channel-fixture";
import { nobody } from "./proxies";
import { expectError, WIDE } from "./support";

interface Shown {
  readonly running: number;
  readonly settling: number | null;
  readonly due: number;
  readonly nextToClose: number;
  readonly endsTs: string;
  readonly records: readonly { readonly epoch: number; readonly state: string }[];
}

describe("cli: epochs", () => {
  let fixture: ChannelFixture;
  before(async () => {
    fixture = await createChannelFixture();
  });
  after(() => fixture.cli.close());

  const shown = async () => (await fixture.buy("epoch", "show")).json<Shown>();
  const serve = async () => {
    const channel = await open(fixture, "2");
    const { voucher } = (await fixture.buy("channel", "pay", channel, "2")).json<Paid>();
    (await fixture.sell("channel", "settle", voucher)).json();
  };

  it("are shown, reported and closed", async () => {
    const { cli, buy, seller } = fixture;
    expect(await shown()).to.deep.include({ running: 1, settling: 0, due: 0, nextToClose: 0 });
    const idle = { signature: null, message: "no epoch can be closed now" };
    expect((await buy("epoch", "roll")).json()).to.deep.equal(idle);
    expect((await buy("epoch", "report")).json()).to.deep.equal({ sent: [] });
    await serve();
    expect((await buy("epoch", "report", "--dry-run")).json().dryRun).to.equal(true);
    const provider = seller.provider.toBase58();
    const { sent } = (await buy("epoch", "report", provider)).json<{
      sent: { task: string; reason: string }[];
    }>();
    expect(sent.map(({ task, reason }) => [task, reason])).to.deep.equal([
      ["reportUsage", "report the use of 1 provider in epoch 1"],
    ]);
    expect((await recordAccount(cli.world, 1)).paid).to.equal(2n * CREDIT);
    const state = (epoch: number, of: string) => [{ epoch, state: of }];
    const records = async () =>
      (await shown()).records.map(({ epoch, state: of }) => ({ epoch, state: of }));
    expect(await records()).to.deep.equal(state(1, "running"));
    await nextEpoch(cli.world);
    expect(await records()).to.deep.equal(state(1, "settling"));
    expect(await shown()).to.deep.include({ due: 1, nextToClose: 0 });
    await nextEpoch(cli.world);
    const price = (await buy("epoch", "show")).json<{ referencePrice: unknown }>().referencePrice;
    const ofMarket = (await buy("market", "show")).json<{ referencePrice: { current: unknown } }>();
    expect(price).to.deep.equal(ofMarket.referencePrice.current);
    const text = await cli.run(["epoch", "show"]);
    expect(text.stdout)
      .to.match(/^running: +epoch 3, ends \S+ \(in 1h\)$/m)
      .and.match(/^to close: +2 from epoch 0 on$/m);

    expect((await buy("epoch", "roll", "--dry-run")).json()).to.include({
      dryRun: true,
      closed: 2,
    });
    const rolled = (await buy("epoch", "roll")).json();
    expect(rolled).to.deep.include({
      ...{ firstClosed: 0, closed: 2 },
      averageUse: { amount: "0.04", baseUnits: "40000" }, // 2 % of 2 credits
      nextReferencePrice: { amount: "1", baseUnits: "1000000000" },
      nextTarget: { amount: "38000", baseUnits: "38000000000000" },
      toStakers: { amount: "0", baseUnits: "0" },
    });
    const history = (await buy("epoch", "history")).json<{ records: Record<string, unknown>[] }>();
    expect(
      history.records.map(({ epoch, state: of, utilisationBps }) => [epoch, of, utilisationBps]),
    ).to.deep.equal([[1, "closed", "500"]]);
    const [closed] = history.records;
    expect(closed).to.deep.include({
      paid: { amount: "2", baseUnits: "2000000" },
      used: { amount: "2", baseUnits: "2000000" },
      rewardable: { amount: "0", baseUnits: "0" },
      rewarded: { amount: "0", baseUnits: "0" },
      rewardsClaimed: { amount: "0", baseUnits: "0" },
    });
    expect(await shown()).to.deep.include({ averageUse: { amount: "0.04", baseUnits: "40000" } });
    expect((await buy("epoch", "history", "--last", "0")).json()).to.deep.equal({ records: [] });
    const table = await cli.run(["epoch", "history"], WIDE);
    expect(table.stdout).to.match(
      /^1 +closed +40 credits +2 credits +0 credits +2 credits +5% +0 DIEM +0 of 0 credits$/m,
    );
  });

  it("are refused by name", async () => {
    const { buy, cli } = fixture;
    const poor = cli.as({ keypair: Keypair.generate() });
    await nextEpoch(cli.world);
    expectError(await poor("epoch", "roll"), "InsufficientSol", 1);
    expectError(await buy("epoch", "show", "--url", await nobody()), "RpcUnreachable", 3);
    const { market: foreign } = await World.create(cli.chain); // of no cluster
    const elsewhere = ["--market", foreign.market.toBase58()];
    expectError(await buy("epoch", "roll", ...elsewhere), "WrongCluster", 3);
    expectError(await buy("epoch", "roll", "--url", await nobody()), "RpcUnreachable", 3);
    expectError(await buy("epoch", "history", "--last", "some"), "NumberInvalid", 2);
    expectError(await buy("epoch", "report", cli.market), "WrongAccountType", 1);
  });
});
