import { LAMPORTS_PER_SOL } from "@solana/web3.js";
import { expect } from "chai";

import { EmbeddedChain } from "@diem/localnet";
import { Ledger, LEDGER_CAPACITY } from "@diem/localnet/dist/core/ledger";

import { setUp, sign, transfer } from "./setup";

interface Inside {
  readonly bank: { readonly ledger: Ledger };
}

const ledgerOf = (chain: EmbeddedChain) => (chain as unknown as Inside).bank.ledger;

describe("embedded chain: ledger", () => {
  it("makes room for new transactions by forgetting the oldest", async () => {
    const setup = setUp();
    await setup.connection.sendRawTransaction(
      (await sign(setup, [transfer(setup.payer, LAMPORTS_PER_SOL)])).serialize(),
    );
    const source = ledgerOf(setup.chain);
    const [airdrop] = source.mentioning(setup.payer.publicKey.toBase58());
    const landed = source.get(airdrop?.signature ?? "");
    const [packed] = source.newest(1);
    if (landed === undefined || packed === undefined) throw new Error("nothing landed");
    const ledger = new Ledger();
    const add = (index: number, keys: string[]) => {
      const transaction = { ...landed.transaction, signature: String(index), keys };
      const message = { compiledInstructions: [] } as unknown as typeof transaction.message;
      const entry = { ...landed, slot: BigInt(index), transaction: { ...transaction, message } };
      ledger.add(entry, packed);
    };
    add(0, ["all", "first"]);
    for (let index = 1; index < LEDGER_CAPACITY; index += 1) add(index, ["all"]);
    expect(ledger.get("0")).to.not.equal(undefined);
    add(LEDGER_CAPACITY, ["all"]);
    expect(ledger.get("0")).to.equal(undefined);
    expect(ledger.record("0")).to.equal(undefined);
    expect(ledger.mentioning("first")).to.deep.equal([]);
    expect(ledger.mentioning("all")).to.have.length(LEDGER_CAPACITY);
    expect(ledger.mentioning("all")[0]).to.include({ signature: "1", ordinal: 2 });
    expect(ledger.transactionCount).to.equal(LEDGER_CAPACITY + 1);
    expect(ledger.firstWholeSlot).to.equal(1n);
  });

  it("shows an old transaction, which it keeps packed, as when it was new", async () => {
    const setup = setUp();
    const { chain, connection, payer } = setup;
    const wire = (await sign(setup, [transfer(payer, LAMPORTS_PER_SOL / 100)])).serialize();
    const signature = await connection.sendRawTransaction(wire);
    const shown = () =>
      ["json", "jsonParsed", "base64"].map((encoding) =>
        chain.rpc.handle("getTransaction", [
          signature,
          { encoding, maxSupportedTransactionVersion: 0 },
        ]),
      );
    const fresh = shown();
    for (let index = 0; index < 500; index += 1) chain.airdrop(payer.publicKey, 1 + index);
    const { bySignature } = ledgerOf(chain) as unknown as {
      bySignature: ReadonlyMap<string, { content: unknown }>;
    };
    expect(bySignature.get(signature)?.content).to.be.instanceOf(Uint8Array);
    expect(shown()).to.deep.equal(fresh);
    const whole = [...bySignature.values()].filter(
      ({ content }) => !(content instanceof Uint8Array),
    );
    expect(whole.length).to.be.within(100, 200);
    const size = [...bySignature.values()].reduce(
      (sum, { content }) => sum + (content instanceof Uint8Array ? content.length : 0),
      0,
    );
    expect(size / (bySignature.size - whole.length)).to.be.lessThan(1_500);
  });
});
