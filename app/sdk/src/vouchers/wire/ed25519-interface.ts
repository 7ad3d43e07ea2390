/**
 * Whether `signature` is `key`'s over `message` by the cofactorless equation, with the nonce compared byte by byte.
 * False for a key that is no point, and for an s of the group's order or above.
 */
export type VerifyEd25519 = (input: {
  /** 32 bytes, of a point whose order is not small. */
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}) => boolean;

/** Ed25519 as vouchers need it. Keys and signatures are checked for their form before these are asked. */
export interface Ed25519 {
  readonly verify: VerifyEd25519;
  /** Makes signatures with the key of a 32 byte seed. */
  signer(seed: Uint8Array): (message: Uint8Array) => Uint8Array;
}
