import { readTransaction } from "@diem/localnet/dist/core/read-transaction";
import { MessageV0, PublicKey, VersionedTransaction } from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";

const byte = fc.nat(255);
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const indexes = fc.array(byte, { maxLength: 10 });
const drawn = fc.record({
  signatures: fc.array(fc.uint8Array({ minLength: 64, maxLength: 64 }), { maxLength: 3 }),
  readonlySigned: byte,
  readonlyUnsigned: byte,
  keys: fc.array(key, { maxLength: 10 }),
  blockhash: key,
  instructions: fc.array(
    fc.record({
      programIdIndex: byte,
      accountKeyIndexes: indexes,
      data: fc.uint8Array({ maxLength: 200 }),
    }),
    { maxLength: 2 },
  ),
  lookups: fc.array(
    fc.record({ accountKey: key, writableIndexes: indexes, readonlyIndexes: indexes }),
    { maxLength: 2 },
  ),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

function wireOf({ signatures, keys, blockhash, instructions, lookups, ...counts }: Drawn) {
  const message = new MessageV0({
    header: {
      numRequiredSignatures: signatures.length,
      numReadonlySignedAccounts: counts.readonlySigned,
      numReadonlyUnsignedAccounts: counts.readonlyUnsigned,
    },
    staticAccountKeys: keys.map((bytes) => new PublicKey(bytes)),
    recentBlockhash: new PublicKey(blockhash).toBase58(),
    compiledInstructions: instructions,
    addressTableLookups: lookups.map(({ accountKey, ...rest }) => ({
      accountKey: new PublicKey(accountKey),
      ...rest,
    })),
  });
  return new VersionedTransaction(message, signatures).serialize();
}

/** All that a transaction says. */
function said({ signatures, message }: VersionedTransaction) {
  const { header, recentBlockhash, staticAccountKeys, compiledInstructions } = message;
  return {
    ...{ version: message.version, header, recentBlockhash, signatures, compiledInstructions },
    keys: staticAccountKeys.map((each) => each.toBase58()),
    lookups: message.addressTableLookups.map(({ accountKey, ...rest }) => ({
      accountKey: accountKey.toBase58(),
      ...rest,
    })),
  };
}

describe("embedded chain: the bytes of a transaction", () => {
  it("are read as web3.js reads them", () => {
    fc.assert(
      fc.property(drawn, (order) => {
        const wire = wireOf(order);
        const read = readTransaction(wire);
        expect(read && said(read)).to.deep.equal(said(VersionedTransaction.deserialize(wire)));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("are left to web3.js where a byte is another one or they end too early or too late", () => {
    let left = 0;
    fc.assert(
      fc.property(drawn, fc.nat(), byte, fc.integer({ min: -3, max: 3 }), (order, at, put, end) => {
        const wire = wireOf(order);
        const changed = new Uint8Array(wire.length + end);
        changed.set(wire.subarray(0, changed.length));
        changed[at % changed.length] = put;
        const read = readTransaction(changed);
        if (read === undefined) left += 1;
        else expect(said(read)).to.deep.equal(said(VersionedTransaction.deserialize(changed)));
      }),
      { numRuns: 1_000, seed: 1 },
    );
    expect(left).to.be.greaterThan(500);
  });
});
