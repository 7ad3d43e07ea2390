import { createAccount } from "@solana/spl-token";
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { instructions, pda } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import { openChannel, type Opened, outlastWindow } from "../../support/channels";
import { nextEpoch } from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import { claimOf, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { createFixture, type Fixture } from "../../support/fixture";
import { swap } from "../../support/swap";
import type { Actor } from "../../support/world";

type Swaps = Readonly<Record<string, PublicKey>>;
type Case = readonly [by: Swaps, error: Parameters<typeof expectNoTrace>[3]];

/** Every account of every instruction on a channel, swapped for one of the same kind that is not it. */
describe("channels: wrong accounts", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let elsewhere: Fixture;
  let stranger: Actor;
  let own: Opened;
  let others: Opened;
  let rivals: Opened;
  let foreign: Opened;
  /** A DIEM account of the consumer that is not the associated one. */
  let spare: PublicKey;

  before(async () => {
    chain = await startChain();
    fixture = await createFixture(chain);
    elsewhere = await createFixture(chain);
    const { world, consumer, seller } = fixture;
    stranger = await world.consumer(10n * UNIT);
    const rival = await world.provider();
    const deposit = 5n * UNIT;
    own = await openChannel(world, { provider: seller, consumer, deposit });
    others = await openChannel(world, { provider: seller, consumer: stranger, deposit });
    rivals = await openChannel(world, { provider: rival, consumer, deposit });
    const there = { provider: elsewhere.seller, consumer: elsewhere.consumer, deposit };
    foreign = await openChannel(elsewhere.world, there);
    const [{ keypair, address }, { diemMint }] = [stranger, world.market];
    spare = await createAccount(
      ...([chain.connection, keypair, diemMint, consumer.address] as const),
      chain.keypair(),
    );
    await settle(world, seller, [await claimOf(world, own, { diem: UNIT })]);
    if (address.equals(consumer.address)) throw new Error("one consumer");
  });

  /** All cases are refused and change nothing; the same call with its own accounts then succeeds. */
  const holdsFor = async (
    make: () => TransactionInstruction,
    cases: readonly Case[],
    signers = [fixture.consumer.keypair],
  ) => {
    const { world } = fixture;
    const here = reach(world, own, others, rivals);
    const watched = [...here, stranger.address, spare];
    for (const [by, error] of cases) {
      const attempt = () => world.send([swap(make(), by)], signers);
      await expectNoTrace(world, watched, attempt, error);
    }
    await world.send([make()], signers);
  };

  const shared = (): Case[] => {
    const { market } = fixture.world.market;
    const there = elsewhere.world.market;
    return [
      [{ market: there.market }, "WrongVault"],
      [{ market: stranger.position }, /AccountDiscriminatorMismatch/],
      [{ market: stranger.diem }, /AccountOwnedByWrongProgram/],
      [{ channel: stranger.position }, /AccountDiscriminatorMismatch/],
      [{ channel: market }, /AccountDiscriminatorMismatch/],
    ];
  };
  const escrows = (): Case[] => {
    const { feePool, stakeVault } = fixture.world.market;
    return [
      [{ escrow: feePool }, "WrongVault"],
      [{ escrow: stakeVault }, "WrongVault"],
      [{ escrow: elsewhere.world.market.escrow }, "WrongVault"],
      [{ token_program: pda.eventAuthority() }, /InvalidProgramId/],
    ];
  };
  const purses = (name: string): Case[] => [
    [{ [name]: stranger.diem }, "WrongTokenOwner"],
    [{ [name]: fixture.consumer.vvv }, "WrongMint"],
    [{ [name]: elsewhere.consumer.diem }, "WrongMint"],
  ];
  const target = () => {
    const { world, seller, consumer } = fixture;
    return {
      ...{ market: world.market, provider: seller.provider },
      ...{ channel: own.channel, consumer: consumer.address },
    };
  };

  it("open_channel", async () => {
    const openedSlot = BigInt(await chain.connection.getSlot("processed")) - 10n;
    const { market, provider: seller, consumer } = target();
    const { provider } = elsewhere.seller;
    const opening = { openedSlot, deposit: UNIT, maxPrice: U64_MAX };
    const make = () => instructions.openChannel({ market, provider: seller, consumer, ...opening });
    await holdsFor(make, [
      ...shared().slice(0, 3),
      ...escrows(),
      ...purses("consumer_diem"),
      [{ provider, channel: pda.channel({ provider, consumer, openedSlot }) }, "WrongMarket"],
      [{ provider: stranger.position }, /AccountDiscriminatorMismatch/],
      [{ provider: rivals.seller.provider }, /ConstraintSeeds/],
      [{ channel: chain.keypair().publicKey }, /ConstraintSeeds/],
      [{ channel: own.channel }, /ConstraintSeeds/],
    ]);
  });

  it("deposit", async () => {
    const { consumer: funder, ...where } = target();
    const make = () => instructions.deposit({ ...where, funder, amount: UNIT });
    await holdsFor(make, [
      ...[...shared(), ...escrows(), ...purses("funder_diem")],
      [{ channel: foreign.channel }, "WrongMarket"],
    ]);
  });

  it("stake_quota", async () => {
    const make = () => instructions.stakeQuota({ ...target(), amount: UNIT });
    await holdsFor(make, [
      ...[...shared(), ...escrows(), ...purses("consumer_diem")],
      [{ provider: elsewhere.seller.provider }, "WrongMarket"],
      [{ provider: rivals.seller.provider }, "WrongProvider"],
      [{ channel: rivals.channel }, "WrongProvider"],
      [{ channel: others.channel }, "WrongConsumer"],
    ]);
  });

  it("request_quota_unstake", async () => {
    const make = () => instructions.requestQuotaUnstake({ ...target(), amount: UNIT });
    await holdsFor(make, [
      ...shared().slice(3),
      [{ provider: rivals.seller.provider }, "WrongProvider"],
      [{ provider: stranger.position }, /AccountDiscriminatorMismatch/],
      [{ channel: rivals.channel }, "WrongProvider"],
      [{ channel: others.channel }, "WrongConsumer"],
    ]);
  });

  it("withdraw_quota", async () => {
    await nextEpoch(fixture.world);
    await holdsFor(
      () => instructions.withdrawQuota(target()),
      [
        ...[...shared(), ...escrows(), ...purses("consumer_diem")],
        [{ channel: foreign.channel }, "WrongMarket"],
        [{ channel: others.channel }, "WrongConsumer"],
      ],
    );
  });

  it("collect", async () => {
    const make = () => instructions.collect(target());
    const rival = rivals.seller;
    await holdsFor(
      make,
      [
        ...[...shared(), ...escrows()],
        [{ provider: elsewhere.seller.provider }, "WrongMarket"],
        [{ provider: rival.provider }, "WrongVault"],
        [{ provider: rival.provider, revenue: rival.revenue }, "WrongProvider"],
        [{ revenue: rival.revenue }, "WrongVault"],
        [{ revenue: fixture.seller.owner.diem }, "WrongVault"],
        [{ channel: rivals.channel }, "WrongProvider"],
      ],
      [],
    );
  });

  it("request_close", async () => {
    const { provider, channel, consumer: closer } = target();
    const make = () => instructions.requestClose({ provider, channel, closer });
    await holdsFor(make, [
      ...shared().slice(3),
      [{ provider: rivals.seller.provider }, "WrongProvider"],
      [{ channel: rivals.channel }, "WrongProvider"],
      [{ channel: others.channel }, "NotChannelParty"],
    ]);
  });

  it("close_channel", async () => {
    const { world, operator, seller, consumer } = fixture;
    await outlastWindow(world, own);
    const signer = { operator: operator.publicKey };
    const make = () => instructions.closeChannel({ ...target(), ...signer });
    const rival = rivals.seller;
    const cases: Case[] = [
      ...[...shared(), ...escrows(), ...purses("consumer_diem")],
      [{ consumer_diem: seller.revenue }, "WrongTokenOwner"],
      [{ consumer_diem: consumer.address }, /AccountNotInitialized|AccountOwnedByWrongProgram/],
      [{ provider: elsewhere.seller.provider }, "WrongMarket"],
      [{ provider: rival.provider }, "WrongVault"],
      [{ provider: rival.provider, revenue: rival.revenue }, "WrongProvider"],
      [{ revenue: rival.revenue }, "WrongVault"],
      [{ revenue: spare }, "WrongVault"],
      [{ rent_payer: stranger.address }, "WrongRentPayer"],
      [{ rent_payer: operator.publicKey }, "WrongRentPayer"],
      [{ channel: rivals.channel }, "WrongProvider"],
      [{ channel: others.channel }, "WrongRentPayer"],
      [{ channel: others.channel, rent_payer: stranger.address }, "WrongTokenOwner"],
    ];
    await holdsFor(make, cases, [operator]);
  });
});
