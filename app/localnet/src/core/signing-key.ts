import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

import { PublicKey } from "@solana/web3.js";

const SEED_BYTES = 32;

/** A key of the chain's own. `node:crypto` spares the 60 ms of JavaScript that the first key of web3.js takes. */
export class SigningKey {
  readonly publicKey: PublicKey;
  /** As web3.js has it: the seed, then the public key. */
  readonly secretKey: Uint8Array;

  private constructor(private readonly key: KeyObject) {
    const { d = "", x = "" } = key.export({ format: "jwk" });
    const publicKey = Buffer.from(x, "base64url");
    this.publicKey = new PublicKey(publicKey);
    this.secretKey = Uint8Array.from([...Buffer.from(d, "base64url"), ...publicKey]);
  }

  static generate(): SigningKey {
    return new SigningKey(generateKeyPairSync("ed25519").privateKey);
  }

  static fromSecretKey(secretKey: Uint8Array): SigningKey {
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
    const d = text(secretKey.subarray(0, SEED_BYTES));
    const x = text(secretKey.subarray(SEED_BYTES));
    const jwk = { kty: "OKP", crv: "Ed25519", d, x };
    return new SigningKey(createPrivateKey({ key: jwk, format: "jwk" }));
  }

  sign(message: Uint8Array): Buffer {
    return sign(null, message, this.key);
  }
}
