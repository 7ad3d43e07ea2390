import { expect } from "chai";
import { errors, keypairWallet } from "@diem/sdk";
import { generateKeypair, keypairFromSecretKey } from "@diem/sdk/node";
import {
  Keypair,
  PublicKey,
  SystemProgram,
  Transaction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { thrownBy } from "./support";

describe("sdk: keypairs in Node", () => {
  it("are those of web3.js", () => {
    const { publicKey, secretKey } = Keypair.generate();
    const read = keypairFromSecretKey(secretKey);
    expect(read).to.be.instanceOf(Keypair);
    expect(read.publicKey.equals(publicKey)).to.equal(true);
    expect(read.secretKey).to.deep.equal(secretKey);
  });

  it("are new each time, and valid", () => {
    const [one, other] = [generateKeypair(), generateKeypair()];
    expect(one.publicKey.equals(other.publicKey)).to.equal(false);
    expect(Keypair.fromSecretKey(one.secretKey).publicKey.equals(one.publicKey)).to.equal(true);
  });

  it("sign transactions of both kinds as web3.js does", async () => {
    const keypair = generateKeypair();
    const { publicKey } = keypair;
    const blockhash = PublicKey.default.toBase58();
    const instructions = [
      SystemProgram.transfer({ fromPubkey: publicKey, toPubkey: PublicKey.unique(), lamports: 1 }),
    ];
    const wallet = keypairWallet(keypair);
    const legacy = () =>
      new Transaction({ feePayer: publicKey, blockhash, lastValidBlockHeight: 1 }).add(
        ...instructions,
      );
    const expected = legacy();
    expected.partialSign(keypair);
    const signed = await wallet.signTransaction(legacy());
    expect(signed.serialize()).to.deep.equal(expected.serialize());
    const message = new TransactionMessage({
      ...{ payerKey: publicKey, recentBlockhash: blockhash, instructions },
    }).compileToV0Message();
    const versioned = new VersionedTransaction(message);
    versioned.sign([keypair]);
    const { signatures } = await wallet.signTransaction(new VersionedTransaction(message));
    expect(signatures).to.deep.equal(versioned.signatures);
  });

  it("are refused where the halves do not fit, or bytes are missing", async () => {
    const { secretKey } = Keypair.generate();
    const mixed = Uint8Array.from([
      ...secretKey.subarray(0, 32),
      ...Keypair.generate().publicKey.toBytes(),
    ]);
    for (const [bytes, message] of [
      [mixed, "the public key is another key's: take a key that solana-keygen wrote"],
      [
        secretKey.subarray(1),
        "a secret key has 64 bytes, not 63: take a key that solana-keygen wrote",
      ],
    ] as const) {
      const refused = await thrownBy(() => keypairFromSecretKey(bytes));
      if (!errors.isDiemError(refused, "UnusableKey")) throw refused;
      expect(refused.message).to.equal(message);
    }
  });
});
