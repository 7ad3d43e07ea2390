import { createHash } from "node:crypto";
import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519";
import { Transaction, type TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { nativeEd25519 } from "../../app/gateway/dist/chain/native-ed25519";
import { nobleEd25519 } from "../../app/sdk/dist/vouchers/wire/ed25519-noble";
import { nodeEd25519 } from "../../app/sdk/dist/vouchers/wire/ed25519-node";
import { verifyBytes } from "../../app/sdk/dist/vouchers/wire/verify";
import { startChain, type TestChain } from "../support/chain";
import { handmade } from "../support/signatures";
import { key } from "./support";

const { Point } = ed25519;
type Point = InstanceType<typeof Point>;
type Ed25519 = typeof nobleEd25519;
type Verify = Ed25519["verify"];

const ORDER = Point.Fn.ORDER;
const PRIME = 2n ** 255n - 19n;
const SECRET = 12_345n;
const SMALL = ED25519_TORSION_SUBGROUP.map((encoded) => Point.fromHex(encoded));

const integerOf = (bytes: Uint8Array) =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
const bytesOf = (value: bigint) =>
  Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));

/** A signature over a voucher, made by hand. */
interface Crafted {
  readonly what: string;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

const messageOf = (diem: bigint) =>
  vouchers.encode({
    clusterTag: new Uint8Array([1, 2, 3, 4]),
    channel: key(7),
    ...{ epoch: 412, quota: 0n, diem, expiry: 0n },
  });

interface Recipe {
  readonly what: string;
  readonly secret?: bigint;
  readonly nonce?: bigint;
  readonly onKey?: Point;
  readonly onNonce?: Point;
  readonly diem?: bigint;
  /** Added to s. */
  readonly plus?: bigint;
  /** In the place of the key's, or the nonce's, bytes, also in what is hashed. */
  readonly keyBytes?: Uint8Array;
  readonly nonceBytes?: Uint8Array;
}

const multiple = (scalar: bigint) => (scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar));

/** Signs as RFC 8032 does, with whatever is added to or put in the place of the key and the nonce. */
function craft({
  what,
  secret = SECRET,
  nonce = 1_000n,
  onKey = Point.ZERO,
  onNonce = Point.ZERO,
  diem = 1n,
  plus = 0n,
  keyBytes = multiple(secret).add(onKey).toBytes(),
  nonceBytes = multiple(nonce).add(onNonce).toBytes(),
}: Recipe): Crafted {
  const message = messageOf(diem);
  const hash = createHash("sha512").update(nonceBytes).update(keyBytes).update(message).digest();
  const challenge = integerOf(hash) % ORDER;
  const s = ((nonce + challenge * secret) % ORDER) + plus;
  return {
    what,
    key: keyBytes,
    message,
    signature: Uint8Array.from([...nonceBytes, ...bytesOf(s)]),
  };
}

/** Other bytes for the same point, where there are any: y plus the prime, or a sign of x = 0. */
function otherForms(point: Point): Uint8Array[] {
  const { x, y } = point.toAffine();
  const sign = (x & 1n) << 255n;
  const forms = y + PRIME < 2n ** 255n ? [y + PRIME + sign] : [];
  if (x === 0n) forms.push(...[y, ...forms].map((form) => form + 2n ** 255n));
  return forms.map(bytesOf);
}

function* recipes(): Generator<Recipe> {
  for (let nth = 0n; nth < 24n; nth += 1n) {
    yield { what: "good", secret: SECRET + nth, nonce: 500n + nth, diem: nth };
  }
  for (const [index, small] of SMALL.entries()) {
    const of = `torsion ${String(index)}`;
    for (let nonce = small.is0() ? 9n : 1n; nonce <= 8n; nonce += 1n) {
      yield { what: `key of mixed order, ${of}`, onKey: small, nonce };
      yield { what: `both of mixed order, ${of}`, onKey: small, onNonce: small, nonce };
    }
    if (!small.is0()) yield { what: `nonce of mixed order, ${of}`, onNonce: small };
    yield { what: `nonce of small order, ${of}`, nonce: 0n, onNonce: small };
    for (const [nth, other] of SMALL.entries()) {
      const what = `key and nonce of small order, ${of} and ${String(nth)}`;
      yield { what, secret: 0n, nonce: 0n, onKey: small, onNonce: other };
    }
    for (const form of otherForms(small)) {
      yield { what: `key in another form, ${of}`, secret: 0n, keyBytes: form };
      yield { what: `nonce in another form, ${of}`, nonce: 0n, nonceBytes: form };
    }
  }
  // y from the prime on, whatever the point: nobody knows their secrets, so s is of another key
  for (let y = PRIME; y < 2n ** 255n; y += 1n) {
    yield { what: `key with y of the prime plus ${String(y - PRIME)}`, keyBytes: bytesOf(y) };
    yield { what: `nonce with y of the prime plus ${String(y - PRIME)}`, nonceBytes: bytesOf(y) };
  }
  for (const plus of [ORDER, 2n * ORDER, 7n * ORDER, 1n, 2n ** 255n]) {
    yield { what: `s plus ${String(plus)}`, plus };
  }
}

describe("sdk: the verdict on a signature", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startChain();
  });

  const send = (instruction: TransactionInstruction) =>
    chain.provider.sendAndConfirm(new Transaction().add(instruction)).then(
      () => true,
      (error: unknown) => {
        if (/custom program error: 0x[0-5]\b/.test(String(error))) return false;
        throw error;
      },
    );

  const crafted = [...recipes()].map(craft);
  const node = nodeEd25519();
  const native = nativeEd25519();
  const ways: readonly (readonly [string, Verify])[] = [
    ["noble", nobleEd25519.verify],
    ...(node === null ? [] : [["node:crypto", node.verify] as const]),
    ...(native === null ? [] : [["sodium-native", native] as const]),
  ];

  it("is the chain's own for every crafted one, in JavaScript, by node:crypto and by libsodium", async () => {
    expect(ways.map(([name]) => name)).to.deep.equal(["noble", "node:crypto", "sodium-native"]);
    expect(crafted.length).to.be.at.least(200);
    const passed = new Map<string, number>();
    for (const { what, ...body } of crafted) {
      const onChain = await send(handmade([body]));
      for (const [name, by] of ways)
        expect(verifyBytes(body, by), `${what}, ${name}`).to.equal(onChain);
      const kind = what.split(",")[0] ?? "";
      if (onChain) passed.set(kind, (passed.get(kind) ?? 0) + 1);
    }
    // a challenge that 8 divides hides the small part of a key
    expect([...passed.keys()]).to.have.members([
      "good",
      "key of mixed order",
      "both of mixed order",
    ]);
    expect(passed.get("good")).to.equal(24);
    for (const count of passed.values()) expect(count).to.be.below(7 * 8);
  });

  it("is no for a signature of another length, a key that is no point, and any bit that differs", () => {
    const good = craft({ what: "good" });
    const noPoint = bytesOf(2n);
    expect(() => Point.fromBytes(noPoint)).to.throw();
    for (const [name, by] of ways) {
      expect(verifyBytes(good, by), name).to.equal(true);
      expect(verifyBytes({ ...good, key: noPoint }, by), name).to.equal(false);
      for (const signature of [good.signature.slice(1), Uint8Array.from([...good.signature, 0])]) {
        expect(verifyBytes({ ...good, signature }, by), name).to.equal(false);
      }
      for (let index = 0; index < 64; index += 1) {
        const signature = good.signature.map((byte, at) => (at === index ? byte ^ 1 : byte));
        expect(verifyBytes({ ...good, signature }, by), name).to.equal(false);
      }
    }
  });

  it("is given with keys that are forgotten and made again", () => {
    if (node === null) return;
    const good = craft({ what: "good" });
    expect(verifyBytes(good, node.verify)).to.equal(true);
    for (let nth = 1n; nth <= 10_001n; nth += 1n) {
      verifyBytes(
        { ...good, key: Uint8Array.from([...bytesOf(nth).slice(0, 4), ...good.key.slice(4)]) },
        node.verify,
      );
    }
    expect(verifyBytes(good, node.verify)).to.equal(true);
  });

  it("is on the same signatures by both ways of signing", () => {
    const seed = new Uint8Array(32).fill(5);
    const message = messageOf(9n);
    const made = [nobleEd25519, node].map((by) => by?.signer(seed)(message));
    expect(made[1]).to.deep.equal(made[0]);
  });
});
