import { readdirSync } from "node:fs";
import { join } from "node:path";
import { getAccount } from "@solana/spl-token";
import { Keypair, PublicKey, type Signer, type TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, instructions, PROGRAM_ID, transactions, vouchers } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { accountSize } from "../../app/sdk/dist/codec/layout";
import type { TestChain } from "../support/chain";
import { COMPUTE_UNIT_LIMIT, UNIT } from "../support/market";
import { chainAt } from "./history";
import {
  type HeldAccount,
  plain,
  READERS,
  readStored,
  readSurroundings,
  STORED_TYPES,
  type StoredType,
} from "./stored";

/** Keys other than those of the stored history. */
const SEED = 1;
const LAMPORTS = 10_000_000_000;

function put({ embedded }: TestChain, { address, owner, lamports, base64 }: HeldAccount): void {
  if (embedded === undefined) throw new Error("needs the embedded chain");
  const data = Buffer.from(base64, "base64");
  const account = { lamports, data, owner: new PublicKey(owner), executable: false };
  embedded.setAccount(new PublicKey(address), account);
}

/** A new chain on which all that is stored lies, at the moment when it was stored. */
async function revive() {
  const { now, slot, keys, accounts: others } = readSurroundings();
  const chain = await chainAt(BigInt(now), SEED);
  chain.embedded?.clock.warpToSlot(BigInt(slot));
  for (const account of [...others, ...STORED_TYPES.map(readStored)]) put(chain, account);
  const signer = (name: string) => {
    const keypair = Keypair.fromSeed(Buffer.from(keys[name] ?? "", "base64"));
    chain.embedded?.airdrop(keypair.publicKey, LAMPORTS);
    return keypair;
  };
  const at = (type: StoredType) => new PublicKey(readStored(type).address);
  const { connection } = chain;
  const send = (list: TransactionInstruction[], signers: Signer[] = []) =>
    transactions.send(chain.provider, {
      instructions: list,
      signers,
      computeUnitLimit: COMPUTE_UNIT_LIMIT,
    });
  const market = await accounts.market.fetch(connection, at("Market"));
  return { connection, at, send, signer, market, keys: accounts.market.keys(market) };
}

type Revived = Awaited<ReturnType<typeof revive>>;

async function vaultsOf({ connection, market }: Revived): Promise<Record<string, bigint>> {
  const { stakeVault, bondVault, rewardVault, escrow, feePool } = market;
  const vaults = Object.entries({ stakeVault, bondVault, rewardVault, escrow, feePool });
  const held = await Promise.all(vaults.map(([, vault]) => getAccount(connection, vault)));
  return Object.fromEntries(vaults.map(([name], index) => [name, held[index]?.amount ?? 0n]));
}

/** The call must move exactly this much of the vaults. */
async function expectMoved(
  revived: Revived,
  call: () => Promise<unknown>,
  moved: Readonly<Record<string, bigint>>,
): Promise<void> {
  const before = await vaultsOf(revived);
  await call();
  const after = await vaultsOf(revived);
  const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
  const differences = changed.map((name) => [name, (after[name] ?? 0n) - (before[name] ?? 0n)]);
  expect(Object.fromEntries(differences)).to.deep.equal(moved);
}

describe("stored accounts", () => {
  it("are kept of every type that the program stores", () => {
    expect((idl.accounts ?? []).map(({ name }) => name).sort()).to.deep.equal(
      [...STORED_TYPES].sort(),
    );
    const files = readdirSync(join(__dirname, "../fixtures/accounts")).sort();
    expect(files).to.deep.equal(
      [...STORED_TYPES, "surroundings"].map((name) => `${name}.json`).sort(),
    );
  });

  for (const type of STORED_TYPES) {
    it(`are read by the SDK to the last field: ${type}`, () => {
      const { base64, fields, owner, version } = readStored(type);
      const data = Buffer.from(base64, "base64");
      expect(owner).to.equal(PROGRAM_ID.toBase58());
      expect(data.length).to.equal(accountSize(type.charAt(0).toLowerCase() + type.slice(1)));
      expect(plain(READERS[type].decode(data))).to.deep.equal(fields);
      expect(version).to.equal(constants.ACCOUNT_VERSION);
    });
  }

  describe("are worked on by the program", () => {
    let revived: Revived;
    beforeEach(async () => {
      revived = await revive();
    });

    it("a market and a stake position", async () => {
      const { at, connection, signer, send, market: stored, keys: market } = revived;
      const before = await accounts.position.fetch(connection, at("StakePosition"));
      const holder = signer("holder");
      const mint = { market, owner: holder.publicKey, diemAmount: UNIT, maxVvvLocked: 100n * UNIT };
      await expectMoved(revived, () => send([instructions.mintDiem(mint)], [holder]), {});
      const after = await accounts.position.fetch(connection, at("StakePosition"));
      expect(after.debtUnits).to.equal(before.debtUnits + UNIT);
      const { debt } = await accounts.market.fetch(connection, at("Market"));
      expect(debt).to.deep.equal({ ...stored.debt, total: stored.debt.total + UNIT });
    });

    it("a market with announced parameters, a proposed authority and a pause", async () => {
      const { at, connection, signer, send, market: stored, keys: market } = revived;
      const [holder, authority] = [signer("holder"), signer("authority")];
      expect(stored.paused).to.deep.equal(["register"]);
      await send(
        [instructions.acceptAuthority({ market, newAuthority: holder.publicKey })],
        [holder],
      );
      const cancel = instructions.cancelParams({ market, authority: holder.publicKey });
      await send([cancel], [holder]);
      const after = await accounts.market.fetch(connection, at("Market"));
      expect(after.roles.authority.equals(holder.publicKey)).to.equal(true);
      expect(stored.roles.authority.equals(authority.publicKey)).to.equal(true);
      expect([stored.proposal === null, after.proposal]).to.deep.equal([false, null]);
    });

    it("an unstake ticket", async () => {
      const { at, connection, signer, send, keys: market } = revived;
      const { id, amount } = await accounts.ticket.fetch(connection, at("UnstakeTicket"));
      const holder = signer("holder");
      const withdrawal = {
        market,
        owner: holder.publicKey,
        ticketId: id,
        rentPayer: holder.publicKey,
      };
      const call = () => send([instructions.withdrawUnstaked(withdrawal)], [holder]);
      await expectMoved(revived, call, { stakeVault: -amount });
    });

    it("a provider", async () => {
      const { at, connection, signer, send, keys: market } = revived;
      const provider = at("Provider");
      const { claimable, revenue } = await accounts.provider.fetch(connection, provider);
      const seller = signer("seller");
      const payout = { market, provider, owner: seller.publicKey, amount: claimable };
      await send([instructions.withdrawRevenue(payout)], [seller]);
      expect(claimable > 0n).to.equal(true);
      expect((await getAccount(connection, revenue)).amount).to.equal(0n);
    });

    it("a bond ticket", async () => {
      const { at, connection, signer, send, keys: market } = revived;
      const { id, requested } = await accounts.bondTicket.fetch(connection, at("BondTicket"));
      const seller = signer("seller");
      const withdrawal = {
        market,
        owner: seller.publicKey,
        provider: at("Provider"),
        ticketId: id,
      };
      const call = () => send([instructions.withdrawBond(withdrawal)], [seller]);
      await expectMoved(revived, call, { bondVault: -requested });
    });

    it("a channel", async () => {
      const { at, connection, signer, send, market, keys } = revived;
      const [channel, provider] = [at("Channel"), at("Provider")];
      const { settled, quota } = await accounts.channel.fetch(connection, channel);
      const diem = settled + UNIT;
      const { clusterTag } = market;
      const voucher = { clusterTag, channel, epoch: quota.epoch, quota: 0n, diem, expiry: 0n };
      const [holder, seller] = [signer("holder"), signer("seller")];
      const signed = await vouchers.sign({ voucher, signer: vouchers.signerFromKeypair(holder) });
      const entries = [{ channel, claim: { diem, quota: 0n } }];
      const settle = instructions.settle({ provider, operator: seller.publicKey, entries });
      await send([vouchers.signatureInstruction([signed]), settle], [seller]);
      const collect = instructions.collect({ market: keys, provider, channel });
      await expectMoved(revived, () => send([collect]), { escrow: -UNIT });
    });

    it("an epoch's record", async () => {
      const { at, connection, signer, send, keys: market } = revived;
      const { epoch, rewardPool } = await accounts.epochRecord.fetch(connection, at("EpochRecord"));
      expect(rewardPool > 0n).to.equal(true);
      const owner = signer("seller").publicKey;
      const claim = { market, providerOwner: owner, provider: at("Provider"), epoch };
      const call = () => send([instructions.claimQuotaReward(claim)]);
      await expectMoved(revived, call, { feePool: -rewardPool });
    });
  });
});
