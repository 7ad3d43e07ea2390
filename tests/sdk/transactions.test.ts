import { AnchorProvider } from "@coral-xyz/anchor";
import {
  createAssociatedTokenAccountIdempotentInstruction,
  getAssociatedTokenAddressSync,
} from "@solana/spl-token";
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
import { errors, instructions, pda, PROGRAM_ID, transactions } from "@diem/sdk";
import { accountInfo, key, keypair, offlineConnection, thrownBy } from "./support";

const payer = key(1);
const blockhash = key(2).toBase58();
const market = pda.marketKeys({ creator: key(3), vvvMint: key(4) });
const owner = key(5);

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
      expect(error).to.be.instanceOf(errors.TransactionTooLargeError).and.include({
        size: 1_233,
        limit: 1_232,
      });
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
      expect(error).to.be.instanceOf(errors.TransactionTooLargeError);
      const made = await transactions.build({ ...input, lookupTables: [table] });
      expect(transactions.size(made)).to.be.at.most(transactions.PACKET_LIMIT);
    });
  });

  describe("send", () => {
    const wallet = keypair(7);
    const other = keypair(8);
    const both = new TransactionInstruction({
      programId: PROGRAM_ID,
      keys: [{ pubkey: other.publicKey, isSigner: true, isWritable: false }],
      data: Buffer.alloc(0),
    });
    const providerWith = (calls: object) =>
      new AnchorProvider(
        offlineConnection({
          getLatestBlockhash: () => Promise.resolve({ blockhash, lastValidBlockHeight: 9 }),
          ...calls,
        }),
        {
          publicKey: wallet.publicKey,
          signTransaction: (transaction) => {
            if (!(transaction instanceof VersionedTransaction)) throw new Error("legacy");
            transaction.sign([wallet]);
            return Promise.resolve(transaction);
          },
          signAllTransactions: (list) => Promise.resolve(list),
        },
        { commitment: "confirmed" },
      );
    const input = { instructions: [both], signers: [other], computeUnitLimit: 5 };

    it("has all signatures, and waits for the confirmation of what it sent", async () => {
      const awaited: unknown[] = [];
      const provider = providerWith({
        sendRawTransaction: (raw: Uint8Array) => {
          const sent = VersionedTransaction.deserialize(raw);
          expect(sent.signatures.length).to.equal(2);
          expect(sent.signatures.some((one) => one.every((byte) => byte === 0))).to.equal(false);
          return Promise.resolve("5sig");
        },
        confirmTransaction: (strategy: unknown, commitment: unknown) => {
          awaited.push(strategy, commitment);
          return Promise.resolve({ value: { err: null } });
        },
      });
      expect(await transactions.send(provider, input)).to.equal("5sig");
      expect(awaited).to.deep.equal([
        { signature: "5sig", blockhash, lastValidBlockHeight: 9 },
        "confirmed",
      ]);
    });

    it("turns a refusal on chain into the program's error, with its logs", async () => {
      const logMessages = [`Program ${PROGRAM_ID.toBase58()} failed: custom program error: 0x189c`];
      const provider = providerWith({
        sendRawTransaction: () => Promise.resolve("5sig"),
        confirmTransaction: () => Promise.resolve({ value: { err: { InstructionError: [] } } }),
        getTransaction: () => Promise.resolve({ meta: { err: {}, logMessages } }),
      });
      const error = await thrownBy(() => transactions.send(provider, input));
      expect(error).to.be.instanceOf(errors.DiemError);
      expect(error).to.include({ name: "OutsideMintCurve", signature: "5sig" });
    });

    it("sends nothing that no packet holds", async () => {
      const provider = providerWith({});
      const error = await thrownBy(() =>
        transactions.send(provider, { instructions: [bulk(40, 10)], computeUnitLimit: 5 }),
      );
      expect(error).to.be.instanceOf(errors.TransactionTooLargeError);
    });
  });

  describe("flows", () => {
    const has = (found: boolean) =>
      offlineConnection({
        getAccountInfo: () => Promise.resolve(found ? accountInfo(positionBytes()) : null),
      });
    const input = { market, owner, amount: 5n };

    it("openAndStake opens a position only where there is none", async () => {
      const stake = instructions.stake(input);
      const open = instructions.openPosition({ market, owner, payer });
      const flow = (found: boolean) =>
        transactions.openAndStake({ connection: has(found), payer, ...input });
      expect(await flow(false)).to.deep.equal([open, stake]);
      expect(await flow(true)).to.deep.equal([stake]);
    });

    it("mint and claim create the token accounts that they pay into", () => {
      const amounts = { diemAmount: 1n, maxVvvLocked: 2n };
      const [create, mint, ...none] = transactions.mint({ market, owner, payer, ...amounts });
      const ata = getAssociatedTokenAddressSync(market.diemMint, owner);
      expect(create).to.deep.equal(
        createAssociatedTokenAccountIdempotentInstruction(payer, ata, owner, market.diemMint),
      );
      expect(mint).to.deep.equal(instructions.mintDiem({ market, owner, ...amounts }));
      expect(none).to.deep.equal([]);

      const claim = transactions.claim({ market, owner });
      const made = claim.slice(0, 2).map(({ keys }) => keys[3]?.pubkey.toBase58());
      expect(made).to.deep.equal([market.diemMint.toBase58(), market.vvvMint.toBase58()]);
      expect(claim.slice(2)).to.deep.equal([instructions.claimRewards({ market, owner })]);
    });
  });
});

/** The data of an empty position. */
function positionBytes(): Buffer {
  const data = Buffer.alloc(8 + 8 + 3 * 32 + 4 * 8 + 3 * 16 + 3 * 8 + 128);
  Buffer.from([78, 165, 30, 111, 171, 125, 11, 220, 1]).copy(data);
  return data;
}
