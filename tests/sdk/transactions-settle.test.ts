import { AddressLookupTableAccount, Keypair, PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { instructions, transactions, vouchers } from "@diem/sdk";

const key = () => Keypair.generate().publicKey;
const operator = key();
const provider = key();

async function entryOf(
  channel: PublicKey,
  claim: instructions.Claim = { diem: 1n },
): Promise<transactions.SettlementEntry> {
  const voucher = {
    clusterTag: new Uint8Array(4),
    channel,
    epoch: 0,
    quota: 2n,
    diem: 1n,
    expiry: 0n,
  };
  const signer = vouchers.signerFromKeypair(Keypair.generate());
  return { signed: await vouchers.sign({ voucher, signer }), claim };
}

const entriesOf = (channels: PublicKey[], claim?: instructions.Claim) =>
  Promise.all(channels.map((channel) => entryOf(channel, claim)));

const lengths = (list: readonly transactions.SettlementTransaction[]) =>
  list.map(({ entries }) => entries.length);

/** A table that holds everything which a settlement names and which need not sign or run. */
function tableOf(channels: PublicKey[]): AddressLookupTableAccount {
  const sysvar = new PublicKey("Sysvar1nstructions1111111111111111111111111");
  return new AddressLookupTableAccount({
    key: key(),
    state: {
      deactivationSlot: 2n ** 64n - 1n,
      lastExtendedSlot: 0,
      lastExtendedSlotStartIndex: 0,
      addresses: [provider, sysvar, ...channels],
    },
  });
}

describe("SDK: transactions.settle", () => {
  const channels = Array.from({ length: 11 }, key);

  it("packs four claims of one part into a transaction that asks for its units", async () => {
    const list = transactions.settle({ provider, operator, entries: await entriesOf(channels) });
    expect(lengths(list)).to.deep.equal([4, 4, 3]);
    const settled = list.flatMap(({ entries }) => entries.map(({ signed }) => signed.voucher));
    expect(settled.map(({ channel }) => channel)).to.deep.equal(channels);
    for (const { entries, instructions: pair } of list) {
      expect(pair[0]).to.deep.equal(
        vouchers.signatureInstruction(entries.map(({ signed }) => signed)),
      );
      expect(pair[1]?.keys.slice(3).map(({ pubkey }) => pubkey)).to.deep.equal(
        entries.map(({ signed }) => signed.voucher.channel),
      );
    }
  });

  it("packs fewer where both parts are claimed, a price is paid or another pays the fee", async () => {
    const both = await entriesOf(channels, { diem: 1n, quota: 2n });
    const one = await entriesOf(channels);
    const on = { provider, operator };
    expect(lengths(transactions.settle({ ...on, entries: both }))).to.deep.equal([3, 3, 3, 2]);
    const runtime = { ...on, entries: both, computeUnitLimit: "runtime" } as const;
    expect(lengths(transactions.settle(runtime))).to.deep.equal([4, 4, 3]);
    const priced = { ...on, entries: one, priorityFeeMicroLamports: 1n };
    expect(lengths(transactions.settle(priced))).to.deep.equal([3, 3, 3, 2]);
    const sponsored = { ...on, entries: one, payer: key() };
    expect(lengths(transactions.settle(sponsored))).to.deep.equal([3, 3, 3, 2]);
  });

  it("packs five with a lookup table", async () => {
    const entries = await entriesOf(channels);
    const lookupTables = [tableOf(channels)];
    const list = transactions.settle({
      provider,
      operator,
      entries,
      lookupTables,
      computeUnitLimit: "runtime",
    });
    expect(lengths(list)).to.deep.equal([5, 5, 1]);
    expect(list[0]?.lookupTables).to.equal(lookupTables);
  });

  it("puts two vouchers of one channel into two transactions, in their order", async () => {
    const [first, second] = channels as [PublicKey, PublicKey];
    const entries = await entriesOf([first, first, second]);
    const list = transactions.settle({ provider, operator, entries });
    expect(list.map((transaction) => transaction.entries)).to.deep.equal([
      [entries[0]],
      [entries[1], entries[2]],
    ]);
  });

  it("makes nothing of nothing", () => {
    expect(transactions.settle({ provider, operator, entries: [] })).to.deep.equal([]);
  });
});
