import { Keypair } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, plans, transactions, vouchers } from "@diem/sdk";
import * as epochs from "../support/epochs";
import { CLUSTER_TAG, UNIT } from "../support/market";
import { claimOf, collect, settle } from "../support/settling";
import { World } from "../support/world";
import { openMarket } from "./keepers-support";
import { refusal } from "./plans-channels-support";

const CREDIT = constants.CREDIT_UNIT;

describe("sdk: plans of epochs and settlements", () => {
  const contextOf = ({ chain, market, payer: owner }: World): plans.PlanContext => ({
    connection: chain.connection,
    market,
    owner,
  });
  const send = ({ chain }: World, plan: plans.Plan<unknown>, signers: Keypair[] = []) =>
    transactions.send(chain.provider, { instructions: plan.instructions, signers });

  it("report, roll and close records as quoted", async () => {
    const { world, opened } = await openMarket();
    const [one] = opened;
    if (one === undefined) throw new Error("two channels");
    const { provider } = one.seller;
    const context = contextOf(world);
    const epoch = await epochs.epoch(world);
    expect(await refusal(plans.reportUsage(context, { provider }))).to.equal("NothingToReport");
    await settle(world, one.seller, [await claimOf(world, one, { diem: UNIT, quota: CREDIT })]);
    const early = await plans.reportUsage(context, { provider });
    expect([early.quote.closed, early.instructions.length]).to.deep.equal([1, 3]);

    const before = await world.marketAccount();
    const roll = await plans.rollEpoch(context);
    await send(world, roll);
    const after = { ...roll.quote.market, sequence: before.sequence + 1n };
    expect(await world.marketAccount()).to.deep.equal(after);
    expect(await refusal(plans.rollEpoch(context))).to.equal("NothingToRoll");

    const report = await plans.reportUsage(context, { provider });
    const quote = { epoch, served: 2n * CREDIT, distributed: 0n, quotaCounts: false, closed: 0 };
    expect(report.quote).to.deep.equal(quote);
    expect(report.instructions).to.have.length(2);
    await send(world, report);
    const record = await epochs.recordAccount(world, epoch);
    expect(record.paid + record.quota).to.equal(report.quote.served);
    expect(record.rewardable).to.equal(0n);
    expect(await refusal(plans.reportUsage(context, { provider }))).to.equal("NothingToReport");
    await collect(world, one);
    const again = await plans.reportUsage(context, { provider });
    const counted = { ...quote, served: 0n, distributed: UNIT, quotaCounts: true };
    expect(again.quote).to.deep.equal(counted);
    expect(again.instructions).to.have.length(2);
    await send(world, again);
    expect((await epochs.recordAccount(world, epoch)).rewardable).to.equal(CREDIT / 5n);
    expect(await refusal(plans.reportUsage(context, { provider }))).to.equal("NothingToReport");
    await settle(world, one.seller, [await claimOf(world, one, { diem: 2n * UNIT })]);
    const more = await plans.reportUsage(context, { provider, epoch });
    expect(more.instructions).to.have.length(1);
    for (const wrong of [epoch + 1, epoch - 2]) {
      const plan = plans.reportUsage(context, { provider, epoch: wrong });
      expect(await refusal(plan)).to.equal("EpochNotOpen");
    }
    const open = plans.closeEpochRecord(context, { epoch });
    expect(await refusal(open)).to.equal("EpochNotClosed");
    const missing = plans.closeEpochRecord(context, { epoch: 77 });
    expect(await refusal(missing)).to.equal("AccountNotFound");

    await epochs.nextEpoch(world, 2);
    await send(world, await plans.rollEpoch(context));
    expect((await epochs.recordAccount(world, epoch)).closed).to.equal(true);
    await epochs.claimQuotaReward(world, one.seller, epoch);
    await send(world, await plans.closeEpochRecord(context, { epoch }));
    const next = await epochs.epoch(world);
    await send(world, await plans.openEpochRecord(context, { epoch: next }));
    const { connection } = world.chain;
    const left = await accounts.epochRecord.fetchAll(connection, { market: before.address });
    expect(left.map((item) => item.epoch)).to.deep.equal([next]);
  });

  it("settle any number of vouchers, as the operator alone", async () => {
    const { world, opened } = await openMarket();
    const [one, other] = opened;
    if (one === undefined || other === undefined) throw new Error("two channels");
    const { provider, operator } = one.seller;
    const context = { ...contextOf(world), owner: operator.publicKey };
    const epoch = await epochs.epoch(world);
    const signed = (diem: bigint) =>
      vouchers.sign({
        voucher: {
          ...{ clusterTag: CLUSTER_TAG, channel: one.channel, epoch },
          ...{ quota: 0n, diem, expiry: 0n },
        },
        signer: vouchers.signerFromKeypair(one.voucherSigner),
      });
    const amounts = [UNIT, 2n * UNIT];
    const entries = await Promise.all(
      amounts.map(async (diem) => ({ signed: await signed(diem), claim: { diem } })),
    );
    // two of one channel never share a transaction
    const list = await plans.settle(context, { provider, entries });
    expect(list.map(({ quote }) => quote.entries)).to.deep.equal(entries.map((entry) => [entry]));
    for (const plan of list) await send(world, plan, [operator]);
    const { settled } = await accounts.channel.fetch(world.chain.connection, one.channel);
    expect(settled).to.equal(2n * UNIT);
    expect(await plans.settle(context, { provider, entries: [] })).to.deep.equal([]);
    const stranger = { ...context, owner: other.seller.operator.publicKey };
    expect(await refusal(plans.settle(stranger, { provider, entries }))).to.equal("NotOperator");
    const elsewhere = { ...context, market: (await World.create(world.chain)).market };
    expect(await refusal(plans.settle(elsewhere, { provider, entries }))).to.equal("WrongMarket");
  });
});
