import { createHash } from "node:crypto";
import { expect } from "chai";
import { ed25519 } from "@noble/curves/ed25519";
import { PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import { isOnCurve } from "../support/fast-addresses";

const P = 2n ** 255n - 19n;
const ENCODINGS = 2n ** 256n;

/** 32 bytes, little-endian. */
const encoded = (value: bigint) =>
  Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();

/** Bytes that are the same in every run. */
const drawn = (nth: number) => createHash("sha256").update(String(nth)).digest();

/** What noble says, which web3.js asks. */
function isPoint(bytes: Uint8Array): boolean {
  try {
    ed25519.ExtendedPoint.fromHex(bytes);
    return true;
  } catch {
    return false;
  }
}

describe("addresses in the tests", () => {
  it("are told from keys as web3.js tells them", () => {
    const near = [0n, 2n ** 255n].flatMap((sign) =>
      [0n, P, 2n ** 255n].flatMap((middle) =>
        [-3n, -2n, -1n, 0n, 1n, 2n, 3n].map((step) => sign + middle + step),
      ),
    );
    const edges = near.filter((value) => value >= 0n && value < ENCODINGS).map(encoded);
    const all = [...edges, ...Array.from({ length: 500 }, (_, nth) => drawn(nth))];
    const differing = all.filter((bytes) => isOnCurve(bytes) !== isPoint(bytes));
    expect(differing).to.deep.equal([]);
    expect(all.filter(isOnCurve).length).to.be.within(200, 350);
  });

  it("have the bump and the bytes that web3.js finds, or its refusal", () => {
    const bumps = new Set<number>();
    for (let nth = 0; nth < 100; nth += 1) {
      const seeds = [Buffer.from("seed"), drawn(nth)];
      const [address, bump] = PublicKey.findProgramAddressSync(seeds, PROGRAM_ID);
      bumps.add(bump);
      const at = (of: number) =>
        PublicKey.createProgramAddressSync([...seeds, Buffer.from([of])], PROGRAM_ID);
      expect(address.equals(at(bump))).to.equal(true);
      for (let of = 255; of > bump; of -= 1) expect(() => at(of)).to.throw("fall off the curve");
    }
    expect(bumps.size).to.be.greaterThan(3);
    expect(() => PublicKey.findProgramAddressSync([Buffer.alloc(33)], PROGRAM_ID)).to.throw(
      "Max seed length exceeded",
    );
  });
});
