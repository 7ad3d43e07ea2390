import { createHash, webcrypto } from "node:crypto";
import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519";
import { Ed25519Program, PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { refusal, signed, SIGNER } from "./ledgers-support";
import { key, keypair, thrownBy } from "./support";

const { Point } = ed25519;
type Point = InstanceType<typeof Point>;

const voucher: vouchers.Voucher = {
  clusterTag: new Uint8Array([1, 2, 3, 4]),
  channel: key(7),
  epoch: 412,
  quota: 250_000n,
  diem: 1_500_000_000n,
  expiry: 0n,
};
const message = vouchers.encode(voucher);

const littleEndian = (bytes: Uint8Array) =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
const scalarBytes = (value: bigint) =>
  Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));

/** A signature by a key and a nonce to each of which a point of small order is added. */
function mixed({ onKey, onNonce, nonce }: { onKey: Point; onNonce: Point; nonce: bigint }) {
  const secret = 12_345n;
  const order = Point.Fn.ORDER;
  const publicKey = Point.BASE.multiply(secret).add(onKey).toBytes();
  const plain = nonce === 0n ? Point.ZERO : Point.BASE.multiply(nonce);
  const r = plain.add(onNonce).toBytes();
  const digest = createHash("sha512").update(r).update(publicKey).update(message).digest();
  const challenge = littleEndian(digest) % order;
  const s = scalarBytes((nonce + challenge * secret) % order);
  const signature = Uint8Array.from([...r, ...s]);
  return { publicKey, signature, challenge };
}

describe("sdk: voucher signatures", () => {
  describe("are made by", () => {
    it("a keypair", async () => {
      const pair = keypair(8);
      const made = await vouchers.sign({ voucher, signer: vouchers.signerFromKeypair(pair) });
      expect(made.voucher).to.deep.equal(voucher);
      expect(made.signer.equals(pair.publicKey)).to.equal(true);
      const expected = ed25519.sign(message, pair.secretKey.slice(0, 32));
      expect(made.signature).to.deep.equal(expected);
      expect(vouchers.verify(made)).to.equal(true);
    });

    it("a WebCrypto key whose private half nobody can read", async () => {
      const pair = (await webcrypto.subtle.generateKey("Ed25519", false, [
        "sign",
        "verify",
      ])) as webcrypto.CryptoKeyPair;
      const signer = await vouchers.signerFromWebCrypto(pair);
      const made = await vouchers.sign({ voucher, signer });
      expect(vouchers.verify(made)).to.equal(true);
      const raw = await webcrypto.subtle.exportKey("raw", pair.publicKey);
      expect(made.signer.toBytes()).to.deep.equal(new Uint8Array(raw));
    });

    it("a wallet", async () => {
      const pair = keypair(9);
      const wallet = {
        publicKey: pair.publicKey,
        connected: true,
        signMessage: (bytes: Uint8Array) =>
          Promise.resolve(Buffer.from(ed25519.sign(bytes, pair.secretKey.slice(0, 32)))),
      };
      expect(vouchers.verify(await vouchers.sign({ voucher, signer: wallet }))).to.equal(true);
    });
  });

  it("are not taken from a signer that signs anything else", async () => {
    const { publicKey } = SIGNER;
    const other = vouchers.signerFromKeypair(keypair(9));
    const prefixed = (bytes: Uint8Array) =>
      SIGNER.signMessage(Uint8Array.from([0xff, ...Buffer.from("solana offchain"), ...bytes]));
    const cut = async (bytes: Uint8Array) => (await SIGNER.signMessage(bytes)).slice(1);
    const raised = (bytes: Uint8Array) => {
      bytes[56] = 1;
      return SIGNER.signMessage(bytes);
    };
    const silent = () => Promise.resolve(new Uint8Array(64));
    for (const signMessage of [other.signMessage.bind(other), prefixed, cut, raised, silent]) {
      const sign = () => vouchers.sign({ voucher, signer: { publicKey, signMessage } });
      expect(await refusal(sign, /without a prefix/)).to.equal("BadSignature");
    }
    const declined = new Error("the user said no");
    const signer = { publicKey, signMessage: () => Promise.reject(declined) };
    expect(await thrownBy(() => vouchers.sign({ voucher, signer }))).to.equal(declined);
  });

  it("need an Ed25519 pair whose public half can be read", async () => {
    const ecdsa = await webcrypto.subtle.generateKey(
      { name: "ECDSA", namedCurve: "P-256" },
      false,
      ["sign", "verify"],
    );
    const good = (await webcrypto.subtle.generateKey("Ed25519", true, [
      "sign",
      "verify",
    ])) as webcrypto.CryptoKeyPair;
    const raw = await webcrypto.subtle.exportKey("raw", good.publicKey);
    const closed = await webcrypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
    const pairs = [
      ecdsa,
      { privateKey: good.privateKey, publicKey: ecdsa.publicKey },
      { privateKey: good.publicKey, publicKey: good.publicKey },
      { privateKey: good.privateKey, publicKey: good.privateKey },
      { privateKey: good.privateKey, publicKey: closed },
    ];
    for (const pair of pairs) {
      expect(await refusal(() => vouchers.signerFromWebCrypto(pair))).to.equal("UnusableKey");
    }
  });

  describe("do not hold", () => {
    it("for a changed voucher, signer or signature", async () => {
      const made = await vouchers.sign({ voucher, signer: SIGNER });
      const bytes = vouchers.serialize(made);
      // past the tag, which decides whether it is a voucher at all
      for (let index = 8; index < bytes.length; index += 1) {
        const other = bytes.map((byte, at) => (at === index ? byte ^ 4 : byte));
        expect(vouchers.verify(vouchers.deserialize(other)), String(index)).to.equal(false);
      }
      const long = { ...made, signature: Uint8Array.from([...made.signature, 0]) };
      expect(vouchers.verify(long)).to.equal(false);
    });

    it("with a second form of the same signature", async () => {
      const made = await vouchers.sign({ voucher, signer: SIGNER });
      const s = littleEndian(made.signature.slice(32)) + Point.Fn.ORDER;
      const signature = Uint8Array.from([...made.signature.slice(0, 32), ...scalarBytes(s)]);
      expect(vouchers.verify({ ...made, signature })).to.equal(false);
    });

    it("with a key of small order, which would sign everything", () => {
      const signature = new Uint8Array(64);
      signature[0] = 1;
      for (const encoded of ED25519_TORSION_SUBGROUP) {
        const signer = new PublicKey(Buffer.from(encoded, "hex"));
        expect(vouchers.verify({ voucher, signer, signature })).to.equal(false);
      }
    });

    it("with a small-order part, which the chain refuses and RFC 8032 allows", () => {
      const [none = "", small = ""] = ED25519_TORSION_SUBGROUP;
      const [zero, torsion] = [none, small].map((encoded) => Point.fromHex(encoded));
      if (zero === undefined || torsion === undefined) throw new Error("no points of small order");
      const check = (onKey: Point, onNonce: Point, first = 1_000n) => {
        let nonce = first;
        while (mixed({ onKey, onNonce, nonce }).challenge % 8n === 0n) nonce += 1n;
        const { publicKey, signature } = mixed({ onKey, onNonce, nonce });
        const loose = ed25519.verify(signature, message, publicKey, { zip215: false });
        return [loose, vouchers.verify({ voucher, signer: new PublicKey(publicKey), signature })];
      };
      expect(check(zero, zero)).to.deep.equal([true, true]);
      expect(check(torsion, zero)).to.deep.equal([true, false]);
      expect(check(zero, torsion)).to.deep.equal([true, false]);
      expect(check(torsion, torsion)).to.deep.equal([true, false]);
      expect(check(zero, zero, 0n)).to.deep.equal([true, false]);
    });
  });

  describe("reach the chain in an instruction", () => {
    it("that is web3.js's own for one voucher", async () => {
      const made = await signed({ diem: 5n });
      const ours = vouchers.signatureInstruction([made]);
      const theirs = Ed25519Program.createInstructionWithPublicKey({
        publicKey: made.signer.toBytes(),
        message: vouchers.encode(made.voucher),
        signature: made.signature,
      });
      expect(ours.programId.toBase58()).to.equal("Ed25519SigVerify111111111111111111111111111");
      expect(ours.keys).to.deep.equal([]);
      expect([...ours.data]).to.deep.equal([...theirs.data]);
    });

    it("that has its offsets first and its bodies after them for many", async () => {
      const made = await Promise.all([
        signed({ diem: 5n }),
        signed({ quota: 6n }, vouchers.signerFromKeypair(keypair(9))),
        signed({ epoch: 300 }),
      ]);
      const { data } = vouchers.signatureInstruction(made);
      expect(data.length).to.equal(2 + 3 * 14 + 3 * 168);
      expect([...data.subarray(0, 2)]).to.deep.equal([3, 0]);
      made.forEach(({ voucher: of, signer, signature }, index) => {
        const words = Array.from({ length: 7 }, (_, word) =>
          data.readUInt16LE(2 + index * 14 + word * 2),
        );
        const at = 2 + 42 + index * 168;
        const self = 65_535;
        expect(words).to.deep.equal([at + 32, self, at, self, at + 96, 72, self]);
        const body = [...signer.toBytes(), ...signature, ...vouchers.encode(of)];
        expect([...data.subarray(at, at + 168)]).to.deep.equal(body);
      });
    });

    it("that holds 1 to 255 signatures", async () => {
      const made = await signed();
      const build = (count: number) =>
        vouchers.signatureInstruction(Array.from({ length: count }, () => made));
      expect(build(255).data[0]).to.equal(255);
      for (const count of [0, 256]) {
        const message = new RegExp(`not ${String(count)}: `);
        expect(await refusal(() => build(count), message)).to.equal("SignatureCountWrong");
      }
      const cut = { ...made, signature: made.signature.slice(1) };
      const short = () => vouchers.signatureInstruction([cut]);
      expect(await refusal(short)).to.equal("VoucherSizeWrong");
    });
  });
});
