import { SystemProgram, type PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { idl } from "@diem/sdk/idl";
import { startChain, type TestChain } from "../support/chain";
import { expectFailure } from "../support/refusals";
import { expectNoTrace } from "../support/snapshot";
import type { World } from "../support/world";
import { type Closable, type ClosingFixture, createClosingFixture } from "./closing-fixture";
import { expectNothingAt } from "./support";

/** More than any of the accounts needs for its rent. */
const LAMPORTS = 50_000_000;

describe("adversarial: closing of accounts", () => {
  let chain: TestChain;
  let fixture: ClosingFixture;
  let world: World;
  beforeEach(async () => {
    chain = await startChain();
    fixture = await createClosingFixture(chain);
    ({ world } = fixture);
  });

  const gift = (toPubkey: PublicKey) =>
    SystemProgram.transfer({ fromPubkey: world.payer, toPubkey, lamports: LAMPORTS });

  /** What the closing paid, where it pays something. */
  async function paidBy({ payout }: Closable, close: () => Promise<unknown>): Promise<bigint> {
    const held = () => (payout === undefined ? Promise.resolve(0n) : world.balance(payout.to));
    const before = await held();
    await close();
    return (await held()) - before;
  }

  it("covers every instruction that gives rent back", () => {
    const taking = idl.instructions.filter(({ accounts }) =>
      accounts.some(({ name }) => (name as string) === "rent_payer"),
    );
    const names = taking.map(({ name }) => name);
    expect(fixture.closables.map(({ name }) => name)).to.have.members(names);
  });

  it("rent to the wrong party: the payer gets it all back, and nobody else", async () => {
    const { sponsor, closables } = fixture;
    const thief = await chain.wallet();
    for (const { name, accounts, signers, close, payout } of closables) {
      const others = [thief.publicKey, ...signers.map(({ publicKey }) => publicKey)];
      const watched = [...accounts, ...others, sponsor.publicKey];
      if (payout !== undefined) watched.push(payout.to);
      for (const other of others) {
        const attempt = () => world.send([close(other)], [...signers]);
        await expectNoTrace(world, watched, attempt, "WrongRentPayer");
      }
      const before = await world.chain.connection.getBalance(sponsor.publicKey);
      let rent = 0;
      for (const account of accounts) rent += await world.chain.connection.getBalance(account);
      await world.send([close(sponsor.publicKey)], [...signers]);
      expect(await world.chain.connection.getBalance(sponsor.publicKey), name).to.equal(
        before + rent,
      );
      await expectNothingAt(world, accounts);
    }
  });

  it("dusted accounts: lamports that somebody adds stop no closing, and go with the rent", async () => {
    const { sponsor, closables } = fixture;
    for (const closable of closables) {
      const { accounts, signers, close, name, payout } = closable;
      await world.send(accounts.map(gift));
      const before = await world.chain.connection.getBalance(sponsor.publicKey);
      const paid = await paidBy(closable, () =>
        world.send([close(sponsor.publicKey)], [...signers]),
      );
      const gained = (await world.chain.connection.getBalance(sponsor.publicKey)) - before;
      expect(gained, name).to.be.greaterThan(accounts.length * LAMPORTS);
      expect(paid, name).to.equal(payout?.amount ?? 0n);
      await expectNothingAt(world, accounts);
    }
  });

  it("revival after close in one transaction: nothing is closed or paid twice", async () => {
    const { sponsor, closables } = fixture;
    for (const closable of closables) {
      const { name, accounts, signers, close, payout } = closable;
      const [account] = accounts;
      if (account === undefined) throw new Error(`${name} closes nothing`);
      const once = () => close(sponsor.publicKey);
      const watched = [...accounts, sponsor.publicKey, ...(payout ? [payout.to] : [])];
      const twice = () => world.send([once(), once()], [...signers]);
      await expectNoTrace(world, watched, twice, /AccountOwnedByWrongProgram/);
      const revived = () => world.send([once(), gift(account), once()], [...signers]);
      await expectNoTrace(world, watched, revived, /AccountOwnedByWrongProgram/);

      const paid = await paidBy(closable, () => world.send([once(), gift(account)], [...signers]));
      expect(paid, name).to.equal(payout?.amount ?? 0n);
      const left = await chain.connection.getAccountInfo(account);
      expect([left?.data.length, left?.lamports], name).to.deep.equal([0, LAMPORTS]);
      expect(left?.owner.equals(SystemProgram.programId)).to.equal(true);
      await expectFailure(world.send([once()], [...signers]), /AccountOwnedByWrongProgram/);
    }
  });
});
