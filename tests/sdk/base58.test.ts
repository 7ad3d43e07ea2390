import bs58 from "bs58";
import { expect } from "chai";
import fc from "fast-check";
import { decodeBase58, encodeBase58 } from "@diem/sdk/dist/base58";

describe("sdk: base58", () => {
  it("is what the usual package makes, leading zeros included", () => {
    const bytes = fc
      .tuple(fc.nat(3), fc.uint8Array({ maxLength: 80 }))
      .map(([zeros, rest]) => Uint8Array.from([...new Array<number>(zeros).fill(0), ...rest]));
    fc.assert(
      fc.property(bytes, (sample) => {
        const text = encodeBase58(sample);
        expect(text).to.equal(bs58.encode(sample));
        expect(decodeBase58(text)).to.deep.equal(sample);
      }),
    );
  });

  it("refuses other characters", () => {
    for (const text of ["0", "O", "l", "I", " ", "é"]) {
      expect(() => decodeBase58(text)).to.throw(RangeError);
    }
  });
});
