import { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { vouchers, U64_MAX } from "@diem/sdk";
import { refusal } from "./ledgers-support";
import { named, thrownBy } from "./support";
import { cell, integer, readVectors } from "./vectors";

const U32_MAX = 2 ** 32 - 1;
const I64_MAX = 2n ** 63n - 1n;

const channel = new PublicKey(new Uint8Array(32).fill(7));
const voucher: vouchers.Voucher = {
  clusterTag: new Uint8Array([1, 2, 3, 4]),
  channel,
  epoch: 412,
  quota: 250_000n,
  diem: 1_500_000_000n,
  expiry: 0n,
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

const START = `4449454d76636831${"01020304"}${"07".repeat(32)}`;
const ZERO = "00".repeat(8);
const FULL = "ff".repeat(8);

/** What each voucher's bytes are, after its tag, cluster and channel. */
const GOLDEN: readonly (readonly [fields: Partial<vouchers.Voucher>, bytes: string])[] = [
  [{}, `9c010000${"90d0030000000000"}${"002f685900000000"}${ZERO}`],
  [{ epoch: 0, quota: 0n, diem: 0n }, `00000000${ZERO}${ZERO}${ZERO}`],
  [
    { epoch: 1, quota: 2n, diem: 3n, expiry: 4n },
    `01000000${"0200000000000000"}${"0300000000000000"}${"0400000000000000"}`,
  ],
  [
    { epoch: U32_MAX, quota: U64_MAX, diem: U64_MAX, expiry: I64_MAX },
    `ffffffff${FULL}${FULL}ffffffffffffff7f`,
  ],
  [{ epoch: 0, quota: 0n, diem: 0n, expiry: -1n }, `00000000${ZERO}${ZERO}${FULL}`],
  [
    { epoch: 0, quota: 0n, diem: 0n, expiry: -I64_MAX - 1n },
    `00000000${ZERO}${ZERO}${"00".repeat(7)}80`,
  ],
];

describe("sdk: vouchers", () => {
  describe("their bytes", () => {
    it("are the 72 that the program reads", () => {
      for (const [fields, bytes] of GOLDEN) {
        const encoded = vouchers.encode({ ...voucher, ...fields });
        expect(hex(encoded)).to.equal(START + bytes);
        expect(encoded.length).to.equal(vouchers.VOUCHER_LENGTH);
      }
    });

    it("decode to what was encoded, wherever they stand in a buffer", () => {
      for (const [fields, bytes] of GOLDEN) {
        const buffer = Uint8Array.from(Buffer.from(`ffff${START}${bytes}ff`, "hex"));
        const decoded = vouchers.decode(buffer.subarray(2, 74));
        buffer.fill(0);
        expect(decoded).to.deep.equal({ ...voucher, ...fields });
      }
    });

    it("are the golden vectors, which the program reads too", () => {
      const rows = readVectors("voucher-golden.csv");
      expect(rows.length).to.be.above(10);
      for (const row of rows) {
        const golden: vouchers.Voucher = {
          clusterTag: Uint8Array.from(Buffer.from(cell(row, "cluster_tag"), "hex")),
          channel: new PublicKey(cell(row, "channel")),
          epoch: Number(integer(row, "epoch")),
          quota: integer(row, "quota"),
          diem: integer(row, "diem"),
          expiry: integer(row, "expiry"),
        };
        const bytes = Uint8Array.from(Buffer.from(cell(row, "bytes"), "hex"));
        expect(vouchers.encode(golden)).to.deep.equal(bytes);
        expect(vouchers.decode(bytes)).to.deep.equal(golden);
      }
    });

    it("hold no figure that does not fit", async () => {
      const bad: readonly (readonly [Partial<vouchers.Voucher>, RegExp])[] = [
        [{ epoch: U32_MAX + 1 }, /^voucher\.epoch is 4294967296: .*u32/],
        [{ epoch: -1 }, /^voucher\.epoch is -1/],
        [{ epoch: 1.5 }, /^voucher\.epoch is 1\.5/],
        [{ quota: U64_MAX + 1n }, /^voucher\.quota is 18446744073709551616: .*u64/],
        [{ quota: -1n }, /^voucher\.quota is -1/],
        [{ diem: U64_MAX + 1n }, /^voucher\.diem is 18446744073709551616: .*u64/],
        [{ diem: -1n }, /^voucher\.diem is -1/],
        [{ expiry: I64_MAX + 1n }, /^voucher\.expiry is 9223372036854775808: .*i64/],
        [{ expiry: -I64_MAX - 2n }, /^voucher\.expiry is -9223372036854775809/],
      ];
      for (const [fields, message] of bad) {
        const error = await thrownBy(() => vouchers.encode({ ...voucher, ...fields }));
        expect(error).to.have.property("name", "InvalidAmount");
        expect(error.message).to.match(message);
      }
      const short = () => vouchers.encode({ ...voucher, clusterTag: new Uint8Array(3) });
      expect((await thrownBy(short)).message).to.equal("voucher.clusterTag must be 4 bytes, not 3");
    });

    it("are refused with another length or tag", async () => {
      const bytes = vouchers.encode(voucher);
      const read = (value: Uint8Array) => () => vouchers.decode(value);
      for (const size of [0, 71]) {
        const message = new RegExp(`has 72 bytes, not ${String(size)}: `);
        expect(await refusal(read(bytes.slice(0, size)), message)).to.equal("VoucherSizeWrong");
      }
      const long = Uint8Array.from([...bytes, 0]);
      expect(await refusal(read(long), /not 73: /)).to.equal("VoucherSizeWrong");
      for (let index = 0; index < 8; index += 1) {
        const other = bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));
        expect(await refusal(read(other), /DIEMvch1/)).to.equal("VoucherTagWrong");
      }
    });
  });

  describe("signed", () => {
    const signed: vouchers.SignedVoucher = {
      voucher,
      signer: new PublicKey(new Uint8Array(32).fill(9)),
      signature: new Uint8Array(64).fill(5),
    };

    it("are voucher, signer and signature, one after the other", () => {
      const bytes = vouchers.serialize(signed);
      const [, golden] = GOLDEN[0] ?? [];
      expect(hex(bytes)).to.equal(START + String(golden) + "09".repeat(32) + "05".repeat(64));
      expect(vouchers.deserialize(bytes)).to.deep.equal(signed);
    });

    it("keep nothing of the buffer that they were read from", () => {
      const buffer = Uint8Array.from(vouchers.serialize(signed));
      const read = vouchers.deserialize(buffer);
      buffer.fill(0);
      expect(read).to.deep.equal(signed);
    });

    it("fit a header as base64url behind their version", () => {
      const text = vouchers.toText(signed);
      expect(text).to.equal(`v1.${Buffer.from(vouchers.serialize(signed)).toString("base64url")}`);
      expect(text).to.match(/^v1\.[A-Za-z0-9_-]{224}$/);
      expect(vouchers.fromText(text)).to.deep.equal(signed);
      const signature = new Uint8Array(64).fill(255);
      const largest = { ...signed, signature, signer: new PublicKey(signature.slice(32)) };
      expect(vouchers.fromText(vouchers.toText(largest))).to.deep.equal(largest);
    });

    it("are refused in any other form", async () => {
      const text = vouchers.toText(signed);
      const digits = text.slice(3);
      const others = [
        ...["", "=", digits, `v2.${digits}`, `V1.${digits}`, `${text} `, ` ${text}`, `${text}A`],
        ...[
          text.slice(0, 100),
          text.slice(0, -1),
          `v1.${digits.slice(1)}=`,
          `v1.+${digits.slice(1)}`,
        ],
        `v1.\u0100${digits.slice(1)}`,
      ];
      for (const other of others) {
        const message = /^a signed voucher is v1\. and 224 characters of base64url: /;
        expect(await refusal(() => vouchers.fromText(other), message)).to.equal("VoucherTextWrong");
      }
      const untagged = () => vouchers.fromText(`v1.${"A".repeat(224)}`);
      expect(await refusal(untagged)).to.equal("VoucherTagWrong");
      for (const size of [63, 65]) {
        const cut = () => vouchers.serialize({ ...signed, signature: new Uint8Array(size) });
        expect(await refusal(cut, /a signature has 64 bytes/)).to.equal("VoucherSizeWrong");
      }
    });
  });

  describe("callCost", () => {
    it("rounds up to a base unit of DIEM", () => {
      const cost = (credits: bigint, price: bigint) => vouchers.callCost({ credits, price });
      expect(cost(1_000_000n, 3n)).to.equal(3n);
      expect(cost(1_000_001n, 3n)).to.equal(4n);
      expect(cost(999_999n, 3n)).to.equal(3n);
      expect(cost(1n, 1n)).to.equal(1n);
      expect(cost(0n, U64_MAX)).to.equal(0n);
      expect(cost(1n, 0n)).to.equal(0n);
      expect(cost(1_000_000n, U64_MAX)).to.equal(U64_MAX);
    });

    it("refuses what does not fit", async () => {
      const cost = (credits: bigint, price: bigint) =>
        thrownBy(() => vouchers.callCost({ credits, price }));
      const tooDear = await cost(1_000_001n, U64_MAX);
      expect(named(tooDear, "MathOverflow").source).to.equal("quote");
      expect((await cost(-1n, 1n)).message).to.match(/^credits is -1/);
      expect((await cost(1n, -1n)).message).to.match(/^price is -1/);
    });
  });
});
