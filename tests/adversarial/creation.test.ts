import { createAssociatedTokenAccountIdempotentInstruction } from "@solana/spl-token";
import { PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, instructions, pda, PROGRAM_ID } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import { epoch, openRecord } from "../support/epochs";
import { createMarket, createMint, providerTerms, UNIT } from "../support/market";
import { expectFailure } from "../support/refusals";
import { createFixture, type Fixture } from "../support/fixture";
import { swap } from "../support/swap";
import type { Actor } from "../support/world";

import { bytesOfU32, bytesOfU64, copy, expectNothingAt } from "./support";

/** More than any of the accounts needs for its rent, and too little for the smallest account that holds data. */
const DUSTS = [1_000_000, 50_000_000];

/** What an instruction creates, who must sign for it, and how the address is found. */
interface Initialiser {
  readonly name: string;
  readonly account: string;
  readonly owner: string;
  readonly instruction: TransactionInstruction;
  readonly address: PublicKey;
  /** The seeds in another order. */
  readonly swapped: readonly (Uint8Array | string)[];
}

describe("adversarial: creation of accounts", () => {
  let chain: TestChain;
  let fixture: Fixture;
  beforeEach(async () => {
    chain = await startChain();
    fixture = await createFixture(chain);
  });

  /** Every instruction that creates an account for somebody, for a victim who has signed nothing yet. */
  async function initialisers(victim: Actor): Promise<Initialiser[]> {
    const { world, seller } = fixture;
    const { market } = world;
    const owner = victim.address;
    const provider = pda.provider({ market: market.market, owner });
    const vvvMint = await createMint(chain, victim.keypair);
    const openedSlot = BigInt(await chain.connection.getSlot());
    const channel = { provider: seller.provider, consumer: owner, openedSlot };
    const register = { market, owner, bond: UNIT, terms: providerTerms(owner) };
    const bytes = (key: PublicKey) => key.toBytes();
    return [
      {
        ...{ name: "create_market", account: "market", owner: "creator" },
        instruction: createMarket(owner, vvvMint, owner, await chain.now()),
        address: pda.market({ creator: owner, vvvMint }),
        swapped: [constants.SEEDS.market, bytes(vvvMint), bytes(owner)],
      },
      {
        ...{ name: "open_position", account: "position", owner: "owner" },
        instruction: instructions.openPosition({ market, owner }),
        address: pda.position({ market: market.market, owner }),
        swapped: [constants.SEEDS.position, bytes(owner), bytes(market.market)],
      },
      {
        ...{ name: "register_provider", account: "provider", owner: "owner" },
        instruction: instructions.registerProvider(register),
        address: provider,
        swapped: [constants.SEEDS.provider, bytes(owner), bytes(market.market)],
      },
      {
        ...{ name: "open_channel", account: "channel", owner: "consumer" },
        instruction: instructions.openChannel({
          ...channel,
          ...{ market, deposit: 0n, maxPrice: UNIT },
        }),
        address: pda.channel(channel),
        swapped: [
          constants.SEEDS.channel,
          ...[bytes(owner), bytes(seller.provider), bytesOfU64(openedSlot)],
        ],
      },
    ];
  }

  it("initialiser front-run: a stranger cannot take another account's address", async () => {
    const { world } = fixture;
    const victim = await world.actor(UNIT);
    const thief = await chain.wallet();
    for (const { owner, instruction, address } of await initialisers(victim)) {
      const before = await chain.connection.getBalance(thief.publicKey);
      const named = (by: Record<string, PublicKey>) => swap(copy(instruction), by);
      const payer = { payer: thief.publicKey };
      const hasPayer = instruction.keys.filter(({ isSigner }) => isSigner).length > 1;
      // the thief signs in the victim's place
      const inPlace = named({ [owner]: thief.publicKey, ...(hasPayer ? payer : {}) });
      await expectFailure(world.send([inPlace], [thief]), /ConstraintSeeds/);
      // the victim is named and does not sign
      const unsigned = named(hasPayer ? payer : {});
      for (const meta of unsigned.keys)
        if (meta.pubkey.equals(victim.address)) meta.isSigner = false;
      const signers = hasPayer ? [thief] : [];
      await expectFailure(world.send([unsigned], signers), /AccountNotSigner/);
      await expectNothingAt(world, [address]);
      expect(await chain.connection.getBalance(thief.publicKey)).to.equal(before);
      await world.send([instruction], [victim.keypair]);
      expect(await ownerOf(address)).to.equal(PROGRAM_ID.toBase58());
    }
  });

  it("swapped seed order: an address with its seeds in another order is refused", async () => {
    const { world } = fixture;
    const victim = await world.actor(UNIT);
    for (const { account, instruction, address, swapped } of await initialisers(victim)) {
      const seeds = swapped.map((seed) => Buffer.from(seed));
      const [other] = PublicKey.findProgramAddressSync(seeds, PROGRAM_ID);
      expect(other.equals(address)).to.equal(false);
      const wrong = swap(copy(instruction), { [account]: other });
      await expectFailure(world.send([wrong], [victim.keypair]), /ConstraintSeeds/);
      await expectNothingAt(world, [address, other]);
      await world.send([instruction], [victim.keypair]);
    }
  });

  it("swapped seed order: a record and a ticket are at the address of their own number alone", async () => {
    const { world } = fixture;
    const staker = await world.staker(UNIT);
    const { market } = world;
    const owner = staker.address;
    const running = await epoch(world);
    const label = (seed: string) => Buffer.from(seed);
    const find = (...seeds: Uint8Array[]) => PublicKey.findProgramAddressSync(seeds, PROGRAM_ID)[0];
    const record = find(label("epoch"), bytesOfU32(running), market.market.toBytes());
    const open = { market, payer: world.payer, epoch: running };
    const misplaced = world.send([instructions.openEpochRecord({ ...open, record })]);
    await expectFailure(misplaced, /ConstraintSeeds/);

    const request = { market, owner, amount: UNIT, ticketId: 0n };
    const foreign = [
      find(label("ticket"), bytesOfU64(0n), staker.position.toBytes()),
      find(label("bond-ticket"), staker.position.toBytes(), bytesOfU64(0n)),
      pda.ticket({ position: staker.position, id: 1n }),
    ];
    for (const ticket of foreign) {
      const attempt = instructions.requestUnstake({ ...request, ticket });
      await expectFailure(world.send([attempt], [staker.keypair]), /ConstraintSeeds/);
    }
    await expectNothingAt(world, [record, ...foreign]);
    expect((await world.position(staker)).staked).to.equal(UNIT);
    await world.send([instructions.openEpochRecord(open)]);
    await world.requestUnstake(staker, UNIT);
  });

  for (const lamports of DUSTS) {
    it(`pre-created accounts: ${lamports} lamports at every address stop no instruction that creates one`, async () => {
      const { world, seller } = fixture;
      const { market } = world;
      // has a position already: the seller has none
      const victim = await world.consumer(UNIT);
      await world.actor(UNIT, victim.keypair);
      const created = (await initialisers(victim)).filter(({ name }) => name !== "open_position");
      const [creation] = created;
      const vvvMint = creation?.instruction.keys[1]?.pubkey;
      if (vvvMint === undefined) throw new Error("create_market has no mint");
      const { vvvMint: given, ...ofMarket } = pda.marketKeys({ creator: victim.address, vvvMint });
      expect(given.equals(vvvMint)).to.equal(true);
      const running = await epoch(world);
      const provider = pda.provider({ market: market.market, owner: victim.address });
      const all = [
        ...Object.values<PublicKey>(ofMarket),
        ...created.slice(1).map(({ address }) => address),
        pda.position({ market: market.market, owner: seller.owner.address }),
        pda.ticket({ position: victim.position, id: 0n }),
        pda.bondTicket({ provider, id: 0n }),
        pda.epochRecord({ market: market.market, epoch: running }),
        pda.revenue({ provider, diemMint: market.diemMint }),
      ];
      const pest = await chain.wallet();
      const dust = all.map((toPubkey) =>
        SystemProgram.transfer({ fromPubkey: pest.publicKey, toPubkey, lamports }),
      );
      await world.send(dust, [pest]);

      for (const { instruction } of created) await world.send([instruction], [victim.keypair]);
      await world.send([world.openPosition(seller.owner)], [seller.owner.keypair]);
      await openRecord(world);
      await world.requestUnstake(victim, 1n);
      const request = { market, owner: victim.address, amount: UNIT, ticketId: 0n };
      await world.send([instructions.requestBondWithdrawal(request)], [victim.keypair]);
      for (const address of all) {
        const info = await chain.connection.getAccountInfo(address);
        expect(info?.data.length, address.toBase58()).to.be.greaterThan(0);
        expect(info?.lamports).to.be.at.least(lamports);
      }
    });
  }

  it("pre-created accounts: what a stranger puts into a provider's revenue account beforehand is revenue", async () => {
    const { world, consumer } = fixture;
    const victim = await world.actor(UNIT);
    const { market } = world;
    const provider = pda.provider({ market: market.market, owner: victim.address });
    const revenue = pda.revenue({ provider, diemMint: market.diemMint });
    await world.send([
      createAssociatedTokenAccountIdempotentInstruction(
        ...([world.payer, revenue, provider, market.diemMint] as const),
      ),
    ]);
    await world.pay(consumer, revenue, 1_000n);
    const terms = providerTerms(victim.address);
    const register = { market, owner: victim.address, bond: UNIT, terms };
    await world.send([instructions.registerProvider(register)], [victim.keypair]);
    const registered = await accounts.provider.fetch(chain.connection, provider);
    expect(registered).to.deep.include({ bond: UNIT, claimable: 0n, revenue });
    await world.distribute(provider);
    const { claimable } = await accounts.provider.fetch(chain.connection, provider);
    expect(claimable).to.equal(750n);
  });

  const ownerOf = async (address: PublicKey) =>
    (await chain.connection.getAccountInfo(address))?.owner.toBase58();
});
