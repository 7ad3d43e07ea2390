import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { instructions, pda } from "@diem/sdk";
import type { TestChain } from "../support/chain";
import { outlastWindow, requestClose } from "../support/channels";
import { epoch, nextEpoch, rollEpoch } from "../support/epochs";
import { providerTerms, UNIT } from "../support/market";
import { retire, requestBondWithdrawal, withdrawBond } from "../support/providers";
import { createFixture } from "../support/fixture";
import type { World } from "../support/world";

/** An account that can be closed now, whose rent the sponsor paid. */
export interface Closable {
  /** The instruction that closes it. */
  readonly name: string;
  /** The account, and one that is closed with it. */
  readonly accounts: readonly PublicKey[];
  readonly signers: readonly Keypair[];
  /** The token account that closing pays into, and what it pays. */
  readonly payout?: { readonly to: PublicKey; readonly amount: bigint };
  readonly close: (rentPayer: PublicKey) => TransactionInstruction;
}

export interface ClosingFixture {
  readonly world: World;
  readonly sponsor: Keypair;
  readonly closables: readonly Closable[];
}

const EPOCH_SECS = 600n;

/** Everything that can ever be closed, each of it ready for it. */
export async function createClosingFixture(chain: TestChain): Promise<ClosingFixture> {
  const { world } = await createFixture(chain, { epochSecs: EPOCH_SECS });
  const sponsor = await chain.wallet();
  const setup = { world, sponsor };
  const tickets = [await unstakeTicket(setup, "withdraw"), await unstakeTicket(setup, "cancel")];
  const record = await epochRecord(setup);
  const channel = await channelOf(setup);
  const bond = await bondTicket(setup);
  const provider = await retired(setup);
  await nextEpoch(world, 2);
  await rollEpoch(world);
  const position = await emptyPosition(setup);
  const closables = [...tickets, position, bond, provider, channel, record];
  return { ...setup, closables };
}

type Setup = Pick<ClosingFixture, "world" | "sponsor">;

async function unstakeTicket(
  { world, sponsor }: Setup,
  how: "withdraw" | "cancel",
): Promise<Closable> {
  const { market } = world;
  const { keypair, address: owner, position, vvv: to } = await world.staker(2n * UNIT);
  const named = { market, owner, ticketId: 0n };
  const request = { ...named, amount: UNIT, payer: sponsor.publicKey };
  await world.send([instructions.requestUnstake(request)], [sponsor, keypair]);
  const withdraws = how === "withdraw";
  return {
    name: withdraws ? "withdraw_unstaked" : "cancel_unstake",
    accounts: [pda.ticket({ position, id: 0n })],
    signers: [keypair],
    payout: { to, amount: withdraws ? UNIT : 0n },
    close: (rentPayer) =>
      withdraws
        ? instructions.withdrawUnstaked({ ...named, rentPayer })
        : instructions.cancelUnstake({ ...named, rentPayer }),
  };
}

async function emptyPosition({ world, sponsor }: Setup): Promise<Closable> {
  const { market } = world;
  const { keypair, address: owner, position } = await world.actor(0n);
  const open = instructions.openPosition({ market, owner, payer: sponsor.publicKey });
  await world.send([open], [sponsor, keypair]);
  return {
    name: "close_position",
    accounts: [position],
    signers: [keypair],
    close: (rentPayer) => instructions.closePosition({ market, owner, rentPayer }),
  };
}

async function sponsored({ world, sponsor }: Setup) {
  const { market } = world;
  const owner = await world.actor(UNIT);
  const terms = providerTerms(owner.address);
  const register = { market, owner: owner.address, bond: UNIT, terms, payer: sponsor.publicKey };
  await world.send([instructions.registerProvider(register)], [sponsor, owner.keypair]);
  const provider = pda.provider({ market: market.market, owner: owner.address });
  const revenue = pda.revenue({ provider, diemMint: market.diemMint });
  return { owner, operator: owner.keypair, provider, revenue };
}

async function bondTicket(setup: Setup): Promise<Closable> {
  const { world, sponsor } = setup;
  const { market } = world;
  const { owner, provider } = await sponsored(setup);
  const named = { market, owner: owner.address, ticketId: 0n };
  const request = { ...named, amount: UNIT / 2n, payer: sponsor.publicKey };
  const ask = instructions.requestBondWithdrawal(request);
  await world.send([ask], [sponsor, owner.keypair]);
  return {
    name: "withdraw_bond",
    accounts: [pda.bondTicket({ provider, id: 0n })],
    signers: [owner.keypair],
    payout: { to: owner.vvv, amount: UNIT / 2n },
    close: (rentPayer) => instructions.withdrawBond({ ...named, rentPayer }),
  };
}

/** A provider that has left and is to be paid 850 base units of its last revenue. */
async function retired(setup: Setup): Promise<Closable> {
  const { world } = setup;
  const { market } = world;
  const seller = await sponsored(setup);
  const { owner, provider, revenue } = seller;
  await world.pay(await world.consumer(UNIT), revenue, 1_000n);
  await retire(world, seller);
  const id = await requestBondWithdrawal(world, seller, UNIT);
  await world.chain.advance(EPOCH_SECS);
  await withdrawBond(world, seller, id);
  return {
    name: "close_provider",
    accounts: [provider, revenue],
    signers: [owner.keypair],
    payout: { to: owner.diem, amount: 750n },
    close: (rentPayer) => instructions.closeProvider({ market, owner: owner.address, rentPayer }),
  };
}

async function channelOf(setup: Setup): Promise<Closable> {
  const { world, sponsor } = setup;
  const seller = await sponsored(setup);
  const consumer = await world.consumer(UNIT);
  const { market } = world;
  const slot = BigInt(await world.chain.connection.getSlot());
  const address = { provider: seller.provider, consumer: consumer.address, openedSlot: slot };
  const open = { ...address, market, deposit: UNIT, maxPrice: UNIT, payer: sponsor.publicKey };
  await world.send([instructions.openChannel(open)], [sponsor, consumer.keypair]);
  const channel = pda.channel(address);
  const opened = { channel, seller, consumer, voucherSigner: consumer.keypair, openedSlot: slot };
  await requestClose(world, opened);
  await outlastWindow(world, opened);
  const named = { market, provider: seller.provider, channel, consumer: consumer.address };
  return {
    name: "close_channel",
    accounts: [channel],
    signers: [],
    payout: { to: consumer.diem, amount: UNIT },
    close: (rentPayer) => instructions.closeChannel({ ...named, rentPayer }),
  };
}

async function epochRecord({ world, sponsor }: Setup): Promise<Closable> {
  const { market } = world;
  const running = await epoch(world);
  const open = { market, payer: sponsor.publicKey, epoch: running };
  await world.send([instructions.openEpochRecord(open)], [sponsor]);
  return {
    name: "close_epoch_record",
    accounts: [pda.epochRecord({ market: market.market, epoch: running })],
    signers: [],
    close: (rentPayer) => instructions.closeEpochRecord({ market, epoch: running, rentPayer }),
  };
}
