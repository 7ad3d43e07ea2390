import {
  AddressLookupTableAccount,
  Keypair,
  type MessageV0,
  PACKET_DATA_SIZE,
  PublicKey,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import { usual } from "../support/fast-messages";

const KEYS = Array.from({ length: 24 }, (_, seed) => Keypair.fromSeed(Buffer.alloc(32, seed + 1)));
const TABLE = new AddressLookupTableAccount({
  key: new PublicKey(Buffer.alloc(32, 200)),
  state: {
    deactivationSlot: 2n ** 64n - 1n,
    lastExtendedSlot: 0,
    lastExtendedSlotStartIndex: 0,
    addresses: KEYS.slice(12).map(({ publicKey }) => publicKey),
  },
});

const meta = fc.record({
  key: fc.nat(KEYS.length - 1),
  isSigner: fc.boolean(),
  isWritable: fc.boolean(),
});
const instruction = fc.record({
  program: fc.nat(KEYS.length - 1),
  metas: fc.array(meta, { maxLength: 20 }),
  data: fc.uint8Array({ maxLength: 300 }),
});
const order = fc.record({
  instructions: fc.array(instruction, { maxLength: 4 }),
  blockhash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

const keyAt = (index: number): PublicKey => KEYS[index]!.publicKey;

function messageOf({
  instructions,
  blockhash,
}: typeof order extends fc.Arbitrary<infer T> ? T : never) {
  return new TransactionMessage({
    payerKey: keyAt(0),
    recentBlockhash: new PublicKey(blockhash).toBase58(),
    instructions: instructions.map(
      ({ program, metas, data }) =>
        new TransactionInstruction({
          programId: keyAt(program),
          keys: metas.map(({ key, ...flags }) => ({ pubkey: keyAt(key), ...flags })),
          data: Buffer.from(data),
        }),
    ),
  });
}

/** The bytes, or the message of the refusal. */
function outcome(write: () => Uint8Array): string {
  try {
    return Buffer.from(write()).toString("hex");
  } catch (error) {
    return String(error);
  }
}

describe("the messages of the tests", () => {
  it("are written and refused as web3.js does, with and without a lookup table", () => {
    const sizes: number[] = [];
    fc.assert(
      fc.property(order, fc.boolean(), (drawn, looksUp) => {
        const built = messageOf(drawn);
        const message = built.compileToV0Message(looksUp ? [TABLE] : []);
        const old = built.compileToLegacyMessage();
        const expected = outcome(() => usual.versioned.call(message));
        sizes.push(expected.length / 2);
        expect(outcome(() => message.serialize())).to.equal(expected);
        expect(outcome(() => old.serialize())).to.equal(outcome(() => usual.legacy.call(old)));
        const transaction = new VersionedTransaction(message);
        expect(outcome(() => transaction.serialize())).to.equal(
          outcome(() => usual.signed.call(transaction)),
        );
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(sizes.some((size) => size > PACKET_DATA_SIZE / 2)).to.equal(true);
  });

  it("are refused as web3.js does where a part is no byte or has another length", () => {
    const built = messageOf({ instructions: [], blockhash: new Uint8Array(32).fill(9) });
    const wrong = (change: (message: MessageV0) => object): void => {
      const message = built.compileToV0Message();
      Object.assign(message, change(message));
      const expected = outcome(() => usual.versioned.call(message));
      expect(outcome(() => message.serialize())).to.equal(expected);
    };
    const call = { programIdIndex: 0, accountKeyIndexes: [0], data: new Uint8Array(2) };
    wrong(() => ({ compiledInstructions: [{ ...call, programIdIndex: 256 }] }));
    wrong(() => ({ compiledInstructions: [{ ...call, programIdIndex: -1 }] }));
    wrong(() => ({ compiledInstructions: [{ ...call, accountKeyIndexes: [1, 300] }] }));
    wrong(() => ({ compiledInstructions: [{ ...call, data: new Uint8Array(2_000) }] }));
    wrong(() => ({ recentBlockhash: "111" }));
    wrong(({ header }) => ({ header: { ...header, numRequiredSignatures: 999 } }));
    const transaction = new VersionedTransaction(built.compileToV0Message());
    transaction.signatures = [new Uint8Array(63)];
    const expected = outcome(() => usual.signed.call(transaction));
    expect(outcome(() => transaction.serialize())).to.equal(expected);
  });
});
