/** Ed25519 as vouchers need it. Keys and signatures are checked for their form before these are asked. */
export interface Ed25519 {
  /**
   * Whether `signature` is `key`'s over `message` by the cofactorless equation, with the nonce compared byte by byte.
   * False for a key that is no point, and for an s of the group's order or above.
   */
  verify(input: {
    readonly key: Uint8Array;
    readonly message: Uint8Array;
    readonly signature: Uint8Array;
  }): boolean;
  /** Makes signatures with the key of a 32 byte seed. */
  signer(seed: Uint8Array): (message: Uint8Array) => Uint8Array;
}
