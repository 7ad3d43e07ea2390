import { vouchers } from "@diem/sdk";

const DATABASE = "diem-keys";
const PAIRS = "pairs";

/** A browser that cannot keep a key that signs vouchers. */
export class NoSessionKey extends Error {
  override readonly name = "NoSessionKey";
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the database failed"));
  });
}

async function newPair(): Promise<CryptoKeyPair> {
  if (!("subtle" in crypto)) {
    throw new NoSessionKey("the page was not loaded by https: open it by https to pay for calls");
  }
  try {
    return await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  } catch (cause) {
    const message = "this browser does not support Ed25519 keys: update it to pay for calls";
    throw new NoSessionKey(message, { cause });
  }
}

/**
 * The key of this browser that signs vouchers `of` a wallet in a market; a new one at the first time. Its private half cannot be
 * read by any script. All tabs get the same one.
 *
 * @throws NoSessionKey
 */
export async function sessionKey(of: string): Promise<vouchers.VoucherSigner> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(PAIRS);
  const database = await resultOf(opening);
  try {
    const read = () => database.transaction(PAIRS).objectStore(PAIRS).get(of);
    const kept = (await resultOf(read())) as CryptoKeyPair | undefined;
    if (kept !== undefined) return await vouchers.signerFromWebCrypto(kept);
    const made = await newPair();
    const pairs = database
      .transaction(PAIRS, "readwrite", { durability: "strict" })
      .objectStore(PAIRS);
    // another tab may have made one meanwhile: the first one stays
    await resultOf(pairs.add(made, of)).catch(() => undefined);
    return await vouchers.signerFromWebCrypto((await resultOf(read())) as CryptoKeyPair);
  } finally {
    database.close();
  }
}
