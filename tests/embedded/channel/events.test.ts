import { expect } from "chai";
import type { TransactionInstruction } from "@solana/web3.js";
import { events, instructions, pda } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import {
  channelAccount,
  closeChannel,
  deposit,
  openChannel,
  type Opened,
  outlastWindow,
  requestClose,
  requestQuotaUnstake,
  stakeQuota,
  withdrawQuota,
} from "../../support/channels";
import { nextEpoch } from "../../support/epochs";
import { UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { claimOf, collect, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../../support/fixture";

describe("channels: events and signers", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let opened: Opened;

  beforeEach(async () => {
    chain = await startChain();
    fixture = await createFixture(chain);
    const { world, seller, consumer } = fixture;
    opened = await openChannel(world, { provider: seller, consumer, deposit: 5n * UNIT });
  });

  it("number every change of a channel by one, and carry the state after it", async () => {
    const { world, seller, operator } = fixture;
    const steps: [events.DiemEventName, bigint, () => Promise<string>][] = [
      ["Deposited", UNIT, () => deposit(world, opened, UNIT)],
      ["QuotaStaked", 3n * UNIT, () => stakeQuota(world, opened, 3n * UNIT)],
      ["QuotaUnstakeRequested", UNIT, () => requestQuotaUnstake(world, opened, UNIT)],
      [
        "QuotaWithdrawn",
        UNIT,
        async () => {
          await nextEpoch(world);
          return withdrawQuota(world, opened);
        },
      ],
    ];
    let { sequence } = await channelAccount(world, opened);
    expect(sequence).to.equal(1n);
    const only = async (signature: string) => {
      const [event, ...others] = await events.fetch(chain.connection, signature);
      expect(others).to.deep.equal([]);
      if (event === undefined) throw new Error("no event");
      return event;
    };
    const expectStateOf = async (event: events.LocatedEvent) => {
      if (!("channel" in event.data)) throw new Error(event.name);
      const account = await channelAccount(world, opened);
      const { closesTs, ...state } = event.data.channel;
      const { provider, consumer, ...figures } = state;
      expect(account).to.deep.include({ ...figures, closesTs: closesTs === 0n ? null : closesTs });
      expect(provider.equals(account.provider)).to.equal(true);
      expect(consumer.equals(account.consumer)).to.equal(true);
      expect(event.data.stamp.market.equals(world.market.market)).to.equal(true);
      expect(event.data.stamp.sequence).to.equal((sequence += 1n));
      expect(account.sequence).to.equal(sequence);
    };
    for (const [name, amount, act] of steps) {
      const event = await only(await act());
      expect(event.name).to.equal(name);
      if ("amount" in event.data) expect(event.data.amount).to.equal(amount);
      else throw new Error(`${name} has no amount`);
      await expectStateOf(event);
    }

    const claim = { diem: 2n * UNIT, quota: CREDIT };
    const settled = await only(await settle(world, seller, [await claimOf(world, opened, claim)]));
    if (settled.name !== "VouchersSettled") throw new Error(settled.name);
    expect(settled.data.entries[0]?.channelSequence).to.equal((sequence += 1n));
    for (const [name, act] of [
      ["Collected", () => collect(world, opened)],
      ["CloseRequested", () => requestClose(world, opened)],
    ] as const) {
      const event = await only(await act());
      expect(event.name).to.equal(name);
      await expectStateOf(event);
    }
    await nextEpoch(world);
    await outlastWindow(world, opened);
    const { sequence: providerSequence } = await providerAccount(world, seller);
    const closed = await only(await closeChannel(world, opened, { operator }));
    if (closed.name !== "ChannelClosed") throw new Error(closed.name);
    expect(closed.data.stamp.sequence).to.equal(sequence + 1n);
    expect(closed.data.providerSequence).to.equal(providerSequence + 1n);
    expect(closed.data.address.equals(opened.channel)).to.equal(true);
    expect([closed.data.collected, closed.data.refunded]).to.deep.equal([0n, 6n * UNIT]);
    expect(closed.data.channel).to.include({ staked: 0n, cooling: 0n, withdrawable: 0n });
  });

  it("demand the signature of everybody whose money or account an instruction touches", async () => {
    const { world, seller, consumer, operator } = fixture;
    await stakeQuota(world, opened, UNIT);
    await outlastWindow(world, opened);
    const { market } = world;
    const owner = consumer.address;
    const sponsor = await chain.wallet();
    const openedSlot = BigInt(await chain.connection.getSlot());
    const where = { market, provider: seller.provider, consumer: owner, channel: opened.channel };
    const channel = pda.channel({ ...where, openedSlot });
    const opening = { ...where, channel, openedSlot, deposit: 1n, maxPrice: UNIT };
    const paid = { ...opening, payer: sponsor.publicKey };
    const close = { ...where, operator: operator.publicKey };
    const cases: [TransactionInstruction, string][] = [
      [instructions.openChannel(opening), "consumer"],
      [instructions.openChannel(paid), "sponsor"],
      [instructions.deposit({ ...where, funder: owner, amount: 1n }), "funder"],
      [instructions.stakeQuota({ ...where, amount: UNIT }), "consumer"],
      [instructions.requestQuotaUnstake({ ...where, amount: 1n }), "consumer"],
      [instructions.withdrawQuota(where), "consumer"],
      [instructions.requestClose({ ...where, closer: owner }), "closer"],
      [instructions.closeChannel(close), "operator"],
    ];
    const watched = [...reach(world, opened), channel];
    for (const [instruction, who] of cases) {
      // the consumer signs for what a sponsor is to pay; all others leave their signature out
      const signers = who === "sponsor" ? [consumer.keypair] : [];
      for (const meta of instruction.keys) {
        if (!signers.some(({ publicKey }) => publicKey.equals(meta.pubkey))) meta.isSigner = false;
      }
      const attempt = () => world.send([instruction], signers);
      await expectNoTrace(world, watched, attempt, /AccountNotSigner/);
    }
  });
});
