/** Replaces the package `borsh`, with which web3.js encodes a `PublicKey` in a format that no program here reads. */
function refuse(): never {
  throw new Error("this page has no borsh: use PublicKey.toBytes()");
}

export const serialize = refuse;
export const deserialize = refuse;
export const deserializeUnchecked = refuse;
