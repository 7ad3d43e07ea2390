// Loaded by fast-keys.ts: web3.js tells addresses from keys by BigInt powers, which take five times as long as a Jacobi symbol.
// The answers are the same ones.
import { createHash } from "node:crypto";
import { PublicKey } from "@solana/web3.js";

/** The field of the curve -x² + y² = 1 + d·x²·y², and its d. */
const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const SIGN_BIT = 0x80;
const MARKER = Buffer.from("ProgramDerivedAddress");
const LARGEST_BUMP = 255;
/** Bits that a small integer of JavaScript holds. */
const SMALL_BITS = 30;

/** Whether `a` is a square modulo `n`, an odd prime: 1 for a square, -1 for none, 0 for a multiple of `n`. */
function jacobi(a: bigint, n: bigint): number {
  let [top, bottom, symbol] = [a % n, n, 1];
  while (top !== 0n) {
    const low = Number(BigInt.asUintN(SMALL_BITS, top));
    if (low === 0) {
      top >>= BigInt(SMALL_BITS); // an even power of two changes nothing
      continue;
    }
    const zeros = 31 - Math.clz32(low & -low);
    const eighth = Number(BigInt.asUintN(3, bottom));
    if (zeros % 2 === 1 && (eighth === 3 || eighth === 5)) symbol = -symbol;
    top >>= BigInt(zeros);
    if (BigInt.asUintN(2, top) === 3n && BigInt.asUintN(2, bottom) === 3n) symbol = -symbol;
    [top, bottom] = [bottom % top, top];
  }
  return bottom === 1n ? symbol : 0;
}

/** Whether the bytes are a point of the curve, as in RFC 8032: x² = (y² - 1) / (d·y² + 1) has a root. */
export function isOnCurve(bytes: Uint8Array): boolean {
  const big = Buffer.from(bytes).reverse();
  const negative = (big[0]! & SIGN_BIT) !== 0;
  big[0]! &= ~SIGN_BIT;
  const y = BigInt(`0x${big.toString("hex")}`);
  if (y >= P) return false;
  const square = (y * y) % P;
  const above = (square + P - 1n) % P;
  if (above === 0n) return !negative; // zero has no sign
  return jacobi(above * ((D * square + 1n) % P), P) === 1;
}

const derive = PublicKey.findProgramAddressSync.bind(PublicKey);
const derived = new Map<string, [PublicKey, number]>();

/** The largest bump whose hash is no point of the curve. */
function find(seeds: readonly Uint8Array[], programId: PublicKey): [PublicKey, number] {
  for (let bump = LARGEST_BUMP; bump > 0; bump -= 1) {
    const hash = createHash("sha256");
    for (const seed of seeds) hash.update(seed);
    const address = hash.update(Uint8Array.of(bump)).update(programId.toBytes()).update(MARKER);
    const bytes = address.digest();
    if (!isOnCurve(bytes)) return [new PublicKey(bytes), bump];
  }
  return derive([...seeds], programId); // refuses what has no bump
}

const MAX_SEED = 32;

PublicKey.isOnCurve = (key) => isOnCurve(new PublicKey(key).toBytes());
PublicKey.findProgramAddressSync = (seeds, programId) => {
  // which it refuses in its own words
  if (seeds.some(({ length }) => length > MAX_SEED)) return derive(seeds, programId);
  const parts = [...seeds, programId.toBytes()].map((part) => Buffer.from(part).toString("latin1"));
  const id = JSON.stringify(parts);
  const found = derived.get(id) ?? find(seeds, programId);
  derived.set(id, found);
  return found;
};
