import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, instructions, pda } from "@diem/sdk";
import { DISCRIMINATOR_LENGTH } from "../../app/sdk/dist/codec/discriminator";
import { startChain, type TestChain } from "../support/chain";
import { openChannel, type Opened, stakeQuota } from "../support/channels";
import { epoch, nextEpoch, openRecord, reportUsage, rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { expectNoTrace, snapshot } from "../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../support/fixture";
import { swap } from "../support/swap";
import { serve } from "../support/trade";
import { expectUntouched } from "../support/untouched";
import type { Actor } from "../support/world";

interface Side {
  readonly fixture: Fixture;
  readonly opened: Opened;
  readonly staker: Actor;
  readonly record: PublicKey;
}

describe("adversarial: accounts", () => {
  let chain: TestChain;
  let here: Side;
  beforeEach(async () => {
    chain = await startChain();
    here = await side();
  });

  /** A market in which the staker and the provider of the other one may act too. */
  async function side(): Promise<Side> {
    const fixture = await createFixture(chain);
    const { world, seller: provider, consumer } = fixture;
    const opened = await openChannel(world, { provider, consumer, deposit: UNIT });
    const staker = await world.staker(2n * UNIT, UNIT);
    const running = await openRecord(world);
    const record = pda.epochRecord({ market: world.market.market, epoch: running });
    return { fixture, opened, staker, record };
  }

  it("position of market A on market B: nothing of one market is moved by another's books", async () => {
    const there = await side();
    const { world, consumer } = here.fixture;
    const { market } = world;
    const owner = there.staker.address;
    const foreign = { market, owner, position: there.staker.position };
    await world.actor(UNIT, there.staker.keypair);
    await world.actor(UNIT, there.fixture.seller.owner.keypair);
    const seller = there.fixture.seller.owner;
    const ofProvider = { market, owner: seller.address, provider: there.fixture.seller.provider };
    const { channel } = there.opened;
    await there.fixture.world.requestUnstake(there.staker, 1n);
    const ticketId = 0n;
    const asOwner = [there.staker.keypair];
    const asSeller = [seller.keypair];
    const attacks: [TransactionInstruction, readonly Actor["keypair"][]][] = [
      [instructions.stake({ ...foreign, amount: 1n }), asOwner],
      [instructions.requestUnstake({ ...foreign, amount: 1n, ticketId: 1n }), asOwner],
      [instructions.withdrawUnstaked({ ...foreign, ticketId }), asOwner],
      [instructions.cancelUnstake({ ...foreign, ticketId }), asOwner],
      [instructions.claimRewards(foreign), asOwner],
      [instructions.compoundRewards(foreign), asOwner],
      [instructions.mintDiem({ ...foreign, diemAmount: 1n, maxVvvLocked: UNIT }), asOwner],
      [instructions.burnDiem({ ...foreign, diemAmount: 1n, minVvvUnlocked: 0n }), asOwner],
      [instructions.closePosition(foreign), asOwner],
      [instructions.addBond({ ...ofProvider, amount: 1n }), asSeller],
      [instructions.setCapacity({ ...ofProvider, capacity: 0n, quotaCapacity: 0n }), asSeller],
      [instructions.retireProvider(ofProvider), asSeller],
      [
        instructions.distributeRevenue({
          ...{ market, provider: ofProvider.provider, revenue: there.fixture.seller.revenue },
        }),
        [],
      ],
      [
        instructions.deposit({ market, channel, funder: consumer.address, amount: 1n }),
        [consumer.keypair],
      ],
      [instructions.rollEpoch({ market, firstRecord: there.record }), []],
      [
        instructions.closeEpochRecord({
          ...{ market, epoch: 0, record: there.record, rentPayer: world.payer },
        }),
        [],
      ],
    ];
    const keys = Object.values(market) as PublicKey[];
    const others = Object.values(there.fixture.world.market) as PublicKey[];
    const watched = [...keys, ...others, foreign.position, ofProvider.provider, channel];
    for (const [attack, signers] of attacks) {
      const attempt = () => world.send([attack], [...signers]);
      await expectNoTrace(world, watched, attempt, "WrongMarket");
    }
  });

  it("wrong type: an account of one kind is not taken for another kind's, though the same party owns both", async () => {
    const { fixture, opened, staker, record } = here;
    const { world, seller } = fixture;
    const ticketId = await world.requestUnstake(staker, 1n);
    const ticket = pda.ticket({ position: staker.position, id: ticketId });
    const kinds: Record<string, PublicKey> = {
      ...{ market: world.market.market, position: staker.position, ticket },
      ...{ provider: seller.provider, channel: opened.channel, record },
    };
    const { market } = world;
    const owner = staker.address;
    const calls: [account: string, call: () => TransactionInstruction][] = [
      ["position", () => instructions.stake({ market, owner, amount: 1n })],
      ["ticket", () => instructions.withdrawUnstaked({ market, owner, ticketId })],
      ["market", () => instructions.claimRewards({ market, owner })],
      ["provider", () => instructions.distributeRevenue({ market, provider: seller.provider })],
      [
        "channel",
        () => instructions.deposit({ market, channel: opened.channel, funder: owner, amount: 1n }),
      ],
      ["record", () => instructions.reportUsage({ market, provider: seller.provider, epoch: 1 })],
    ];
    const watched = Object.values(kinds);
    for (const [account, call] of calls) {
      for (const [kind, address] of Object.entries(kinds)) {
        if (kind === account) continue;
        const wrong = swap(call(), { [account]: address });
        const signers = wrong.keys.some(({ pubkey, isSigner }) => isSigner && pubkey.equals(owner));
        const attempt = () => world.send([wrong], signers ? [staker.keypair] : []);
        await expectNoTrace(world, watched, attempt, /AccountDiscriminatorMismatch/);
      }
    }
  });

  it("the same account twice: a record is not closed for two epochs, and nothing is paid to itself", async () => {
    const { fixture, opened, staker } = here;
    const { world, seller } = fixture;
    const { market } = world;
    await serve(world, opened, { diem: UNIT / 2n });
    const first = await epoch(world);
    await reportUsage(world, seller, first);
    await nextEpoch(world);
    await rollEpoch(world);
    const second = await openRecord(world);
    await nextEpoch(world, 2);
    const [firstRecord, secondRecord] = [first, second].map((of) =>
      pda.epochRecord({ market: market.market, epoch: of }),
    );
    const roll = (records: object) => () =>
      world.send([instructions.rollEpoch({ market, ...records })]);
    const twice = roll({ firstRecord, secondRecord: firstRecord });
    await expectUntouched(world, twice, /AccountBorrowFailed|already borrowed/);
    const turned = roll({ firstRecord: secondRecord, secondRecord: firstRecord });
    await expectUntouched(world, turned, "WrongEpochRecord");
    await rollEpoch(world);

    const { stakeVault, feePool, escrow } = market;
    const { owner, provider, revenue } = seller;
    const own = { market, owner: staker.address };
    const loops: [TransactionInstruction, Actor][] = [
      [instructions.stake({ ...own, amount: 1n, ownerVvv: stakeVault }), staker],
      [instructions.claimRewards({ ...own, ownerDiem: feePool }), staker],
      [
        instructions.withdrawRevenue({
          ...{ market, owner: owner.address, amount: 1n, ownerDiem: revenue },
        }),
        owner,
      ],
      [
        instructions.deposit({
          ...{ market, channel: opened.channel, funder: staker.address, amount: 1n },
        }),
        staker,
      ],
    ];
    const [, , , last] = loops;
    if (last !== undefined) swap(last[0], { funder_diem: escrow });
    for (const [loop, { keypair }] of loops) {
      const attempt = () => world.send([loop], [keypair]);
      await expectUntouched(world, attempt, "WrongTokenOwner");
    }
    const self = swap(instructions.distributeRevenue({ market, provider }), { fee_pool: revenue });
    await expectUntouched(world, () => world.send([self]), "WrongVault");
  });

  it("layout change without a version: the program writes no account of another version, and the SDK reads none", async () => {
    const { fixture, opened, staker, record } = here;
    const { world, seller, consumer } = fixture;
    await stakeQuota(world, opened, UNIT / 2n);
    await serve(world, opened, { diem: UNIT / 2n, quota: CREDIT / 4n });
    const { market } = world;
    const running = await epoch(world);
    const stake = () => world.stake(staker, 1n);
    const versioned: [string, PublicKey, () => Promise<unknown>, RegExp][] = [
      ["market", market.market, stake, /MarketInvariantBroken/],
      ["position", staker.position, stake, /PositionInvariantBroken/],
      [
        "provider",
        seller.provider,
        () => stakeQuota(world, opened, UNIT / 100n),
        /ProviderInvariantBroken/,
      ],
      [
        "channel",
        opened.channel,
        () => serve(world, opened, { diem: UNIT }),
        /ChannelInvariantBroken/,
      ],
      ["epochRecord", record, () => reportUsage(world, seller, running), /RecordInvariantBroken/],
    ];
    const watched = versioned.map(([, address]) => address);
    for (const [kind, address, act, error] of versioned) {
      const account = chain.embedded?.getAccount(address);
      if (!account) throw new Error("needs the embedded chain");
      const [before] = await snapshot(world, [address]);
      const set = (version: number) => {
        account.data.writeUInt8(version, DISCRIMINATOR_LENGTH);
        chain.embedded?.setAccount(address, account);
      };
      expect(account.data.readUInt8(DISCRIMINATOR_LENGTH)).to.equal(constants.ACCOUNT_VERSION);
      for (const version of [0, constants.ACCOUNT_VERSION + 1]) {
        set(version);
        await expectNoTrace(world, [...watched, consumer.diem, staker.vvv], act, error);
        const client = accounts[kind as "market"];
        const read = await client.fetch(chain.connection, address).catch(String);
        expect(read).to.match(/version/i);
      }
      set(constants.ACCOUNT_VERSION);
      expect((await snapshot(world, [address]))[0]).to.deep.equal(before);
    }
    await stake();
  });
});
