import {
  AddressLookupTableAccount,
  ComputeBudgetInstruction,
  type Connection,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import { errors, PROGRAM_ID, transactions } from "@diem/sdk";
import { named, key, offlineConnection, thrownBy } from "./support";

const payer = key(1);
const blockhash = key(2).toBase58();

/** An instruction with so many accounts and bytes. */
const bulk = (accounts: number, bytes: number) =>
  new TransactionInstruction({
    programId: PROGRAM_ID,
    keys: Array.from({ length: accounts }, (_, index) => ({
      pubkey: key(index + 10),
      isSigner: false,
      isWritable: index % 2 === 0,
    })),
    data: Buffer.alloc(bytes),
  });

const compile = (list: TransactionInstruction[], tables: AddressLookupTableAccount[] = []) =>
  new VersionedTransaction(
    new TransactionMessage({
      payerKey: payer,
      recentBlockhash: blockhash,
      instructions: list,
    }).compileToV0Message(tables),
  );

const decompile = (transaction: VersionedTransaction) =>
  TransactionMessage.decompile(transaction.message).instructions;

const limitOf = (transaction: VersionedTransaction) => {
  const [first] = decompile(transaction);
  if (first === undefined) throw new Error("the transaction is empty");
  return ComputeBudgetInstruction.decodeSetComputeUnitLimit(first).units;
};

const simulating = (value: object, asked: unknown[] = []): Connection =>
  offlineConnection({
    getLatestBlockhash: () => Promise.resolve({ blockhash, lastValidBlockHeight: 1 }),
    simulateTransaction: (transaction: VersionedTransaction, config: object) => {
      asked.push({ units: limitOf(transaction), ...config });
      return Promise.resolve({ context: { slot: 1 }, value });
    },
  });

const table = new AddressLookupTableAccount({
  key: key(200),
  state: {
    deactivationSlot: 2n ** 64n - 1n,
    lastExtendedSlot: 0,
    lastExtendedSlotStartIndex: 0,
    addresses: Array.from({ length: 40 }, (_, index) => key(index + 10)),
  },
});

describe("sdk: transactions", () => {
  describe("size", () => {
    it("is what web3.js serialises, wherever it can", () => {
      const small = fc.record({ accounts: fc.nat(20), bytes: fc.nat(400), lookedUp: fc.boolean() });
      fc.assert(
        fc.property(small, ({ accounts, bytes, lookedUp }) => {
          const made = compile([bulk(accounts, bytes)], lookedUp ? [table] : []);
          const size = transactions.size(made);
          if (size <= transactions.PACKET_LIMIT) {
            expect(size).to.equal(made.serialize().length);
          } else {
            expect(() => made.serialize()).to.throw(RangeError);
          }
        }),
      );
    });

    it("is of whatever has a message: a fetched transaction, a legacy one too", () => {
      const list = [bulk(3, 5), bulk(2, 200)];
      const made = compile(list, [table]);
      expect(transactions.size({ message: made.message })).to.equal(made.serialize().length);
      const legacy = new TransactionMessage({
        payerKey: payer,
        recentBlockhash: blockhash,
        instructions: list,
      }).compileToLegacyMessage();
      const bytes = new VersionedTransaction(legacy).serialize().length;
      expect(transactions.size({ message: legacy })).to.equal(bytes);
      transactions.requireFits({ message: legacy });
    });

    it("lets 1,232 bytes pass and refuses 1,233, naming both", async () => {
      const spare = transactions.PACKET_LIMIT - transactions.size(compile([bulk(0, 200)]));
      const largest = compile([bulk(0, 200 + spare)]);
      expect(largest.serialize().length).to.equal(1_232);
      transactions.requireFits(largest);
      const larger = compile([bulk(0, 201 + spare)]);
      const error = await thrownBy(() => {
        transactions.requireFits(larger);
      });
      const { context } = named(error, "TransactionTooLarge");
      expect(context).to.deep.equal({ size: 1_233, limit: 1_232 });
      expect(error.message).to.contain("1233").and.to.contain("1232");
    });
  });

  describe("build", () => {
    it("puts the compute budget first and signs nothing", async () => {
      const made = await transactions.build({
        connection: offlineConnection(),
        payer,
        instructions: [bulk(2, 3)],
        computeUnitLimit: 12_345,
        priorityFeeMicroLamports: 2n ** 53n + 1n,
        blockhash,
      });
      const [limit, price, rest] = decompile(made);
      if (limit === undefined || price === undefined) throw new Error("no compute budget");
      expect(ComputeBudgetInstruction.decodeSetComputeUnitLimit(limit).units).to.equal(12_345);
      const fee = ComputeBudgetInstruction.decodeSetComputeUnitPrice(price).microLamports;
      expect(fee).to.equal(2n ** 53n + 1n);
      expect(rest?.programId.equals(PROGRAM_ID)).to.equal(true);
      expect(made.version).to.equal(0);
      expect(made.message.staticAccountKeys[0]?.equals(payer)).to.equal(true);
      expect(made.message.recentBlockhash).to.equal(blockhash);
      expect(made.signatures.every((signature) => signature.every((byte) => byte === 0))).to.equal(
        true,
      );
    });

    const limits: [used: number, asked: number][] = [
      [0, 300],
      [1, 302],
      [1_000, 1_400],
      [1_001, 1_402],
      [1_272_454, 1_400_000],
      [1_400_000, 1_400_000],
    ];
    for (const [used, expected] of limits) {
      it(`asks for ${String(expected)} units where a simulation used ${String(used)}`, async () => {
        const asked: unknown[] = [];
        const connection = simulating({ err: null, logs: [], unitsConsumed: used }, asked);
        const made = await transactions.build({ connection, payer, instructions: [bulk(1, 1)] });
        expect(limitOf(made)).to.equal(expected);
        expect(asked).to.deep.equal([
          { units: 1_400_000, sigVerify: false, replaceRecentBlockhash: true },
        ]);
      });
    }

    it("turns a failed simulation into the program's error", async () => {
      const logs = [`Program ${PROGRAM_ID.toBase58()} failed: custom program error: 0x189c`];
      const connection = simulating({ err: { InstructionError: [1, { Custom: 6300 }] }, logs });
      const error = await thrownBy(() =>
        transactions.build({ connection, payer, instructions: [bulk(1, 1)] }),
      );
      expect(error).to.be.instanceOf(errors.DiemError);
      expect(error.name).to.equal("OutsideMintCurve");
    });

    it("refuses what no packet holds, unless a lookup table makes it fit", async () => {
      const input = {
        connection: offlineConnection(),
        payer,
        instructions: [bulk(40, 10)],
        computeUnitLimit: 1,
        blockhash,
      };
      const error = await thrownBy(() => transactions.build(input));
      expect(error).to.have.property("name", "TransactionTooLarge");
      const made = await transactions.build({ ...input, lookupTables: [table] });
      expect(transactions.size(made)).to.be.at.most(transactions.PACKET_LIMIT);
    });
  });
});
