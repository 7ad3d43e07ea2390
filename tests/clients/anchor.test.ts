import { Program } from "@coral-xyz/anchor";
import bs58 from "bs58";
import { expect } from "chai";
import { setTimeout as pause } from "node:timers/promises";
import { tokens } from "@diem/localnet";
import { events, pda, PROGRAM_ID, transactions } from "@diem/sdk";
import { type Diem, idl } from "@diem/sdk/idl";
import { startChain, type TestChain } from "../support/chain";
import { openChannel } from "../support/channels";
import { CLUSTER_TAG, createMint, EPOCH_SECS, testParams, UNIT } from "../support/market";
import { claimOf, settle } from "../support/settling";
import { createFixture, type Fixture } from "../support/fixture";
import { bn as integer } from "../sdk/support";

const AMOUNT = 2n * UNIT;
const bn = (value: bigint) => integer(value) as never;
const toBN = <Values extends object>(values: Values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "bigint" ? bn(value) : (value as unknown),
    ]),
  ) as never;

describe("clients of others: Anchor's own client, on a chain", () => {
  let chain: TestChain;
  let program: Program<Diem>;
  before(async () => {
    chain = await startChain();
    program = new Program<Diem>(idl, chain.provider);
  });

  it("creates a market, given its mint, and stakes, given the market", async () => {
    const creator = chain.provider.wallet.publicKey;
    const authority = await chain.wallet();
    const vvvMint = await createMint(chain, authority);
    const market = pda.market({ creator, vvvMint });
    const roles = { authority: creator, guardian: creator, arbiter: creator, treasury: creator };
    const times = { genesisTs: (await chain.now()) - 1n, epochSecs: EPOCH_SECS };
    const args = {
      ...{ ...(toBN(times) as object), referencePrice: bn(UNIT) },
      ...{ clusterTag: [...CLUSTER_TAG], roles, params: toBN(testParams()) },
    };
    await program.methods.createMarket(args).accountsPartial({ vvvMint }).rpc();

    const purse = {
      mint: vvvMint,
      to: tokens.ata(vvvMint, creator),
      authority: authority.publicKey,
    };
    await transactions.send(chain.provider, {
      instructions: [
        tokens.createAta({ payer: creator, mint: vvvMint, owner: creator }),
        tokens.mintTo({ ...purse, amount: AMOUNT }),
      ],
      signers: [authority],
    });
    await program.methods.openPosition().accountsPartial({ market }).rpc();
    await program.methods
      .stake({ amount: bn(AMOUNT) })
      .accountsPartial({ market })
      .rpc();
    const position = pda.position({ market, owner: creator });
    const stored: { staked: unknown } = await program.account.stakePosition.fetch(position);
    expect(String(stored.staked)).to.equal(AMOUNT.toString());

    const unstake = program.methods.requestUnstake({ amount: bn(AMOUNT) });
    await unstake.accountsPartial({ market }).rpc();
    const ticket = pda.ticket({ position, id: 0n });
    expect((await program.account.unstakeTicket.fetch(ticket)).position.equals(position)).to.equal(
      true,
    );
  });

  describe("events", () => {
    let fixture: Fixture;
    before(async () => {
      fixture = await createFixture(chain);
    });

    it("addEventListener sees settlements, which are logged, and no other event", async () => {
      const { world, consumer, seller } = fixture;
      const seen: string[] = [];
      // typed by the names of its 48 events, the call is too much for the compiler
      const untyped = new Program(idl, chain.provider);
      const names = untyped.idl.events?.map(({ name }) => name) ?? [];
      const listeners = names.map((name) =>
        untyped.addEventListener(name, () => void seen.push(name)),
      );
      try {
        const opened = await openChannel(world, { provider: seller, consumer, deposit: AMOUNT });
        await settle(world, seller, [await claimOf(world, opened, { diem: 1n })]);
        while (seen.length === 0) await pause(20);
        expect(seen).to.deep.equal(["vouchersSettled"]);
        expect(names).to.have.length(48);
      } finally {
        await Promise.all(listeners.map((listener) => untyped.removeEventListener(listener)));
      }
    });

    it("are inner instructions of the program to itself, which its coder decodes", async () => {
      const { world } = fixture;
      const actor = await world.staker(2n * AMOUNT, AMOUNT);
      const signature = await world.stake(actor, AMOUNT);
      const found = await chain.connection.getTransaction(signature, {
        commitment: "confirmed",
        maxSupportedTransactionVersion: 0,
      });
      if (found === null) throw new Error("the transaction is not known");
      const keys = found.transaction.message.getAccountKeys().staticAccountKeys;
      const inner = (found.meta?.innerInstructions ?? []).flatMap(
        ({ instructions }) => instructions,
      );
      const own = inner.filter(({ programIdIndex }) => keys[programIdIndex]?.equals(PROGRAM_ID));
      const decoded = own.map(({ data }) =>
        program.coder.events.decode(Buffer.from(bs58.decode(data).subarray(8)).toString("base64")),
      );
      const wanted = events.fromTransaction(found).map(({ name }) => name);
      expect(wanted).to.include("Staked");
      expect(decoded.map((event) => event?.name)).to.deep.equal(
        wanted.map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
      );
    });
  });
});
