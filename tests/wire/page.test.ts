import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import {
  hashToText,
  problem,
  PROBLEMS,
  priceListBytes,
  priceListHash,
  type PriceList,
  readX402Payment,
  writeCost,
  writeMost,
  writeReceiptComment,
  writeUsage,
  writeX402Response,
} from "@diem/wire";
import { Keypair, PublicKey } from "@solana/web3.js";

const CALL = "0f8fad5b-d9cb-469f-a165-70867728950e";
const page = readFileSync(join(__dirname, "..", "..", "docs", "wire.md"), "utf8");

function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/wire.md has no block of ${language}`);
  return found;
}

describe("docs/wire.md", () => {
  const vectors = new Map(
    block("vectors")
      .trim()
      .split("\n")
      .map((line) => [line.split(/ +/)[0] ?? "", line.replace(/^\S+ +/, "")] as const),
  );

  it("has the bytes that are signed, and their text", async () => {
    const signer = Keypair.fromSeed(new Uint8Array(32).fill(1));
    const voucher: vouchers.Voucher = {
      clusterTag: Uint8Array.of(1, 2, 3, 4),
      channel: new PublicKey(new Uint8Array(32).fill(7)),
      ...{ epoch: 412, quota: 250_000n, diem: 1_500_000_000n, expiry: 0n },
    };
    const signed = await vouchers.sign({ voucher, signer: vouchers.signerFromKeypair(signer) });
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
    expect(hex(vouchers.encode(voucher))).to.equal(vectors.get("voucher"));
    expect(hex(signed.signature)).to.equal(vectors.get("signature"));
    expect(vouchers.toText(signed)).to.equal(vectors.get("text"));
    expect(page).to.include(signer.publicKey.toBase58()).and.include(voucher.channel.toBase58());
  });

  it("has the hash of its price list", () => {
    const list = JSON.parse(block("json")) as PriceList;
    expect(Buffer.from(priceListBytes(list)).toString()).to.equal(vectors.get("canonical"));
    expect(hashToText(priceListHash(list))).to.equal(vectors.get("prices"));
  });

  it("has headers and receipt as they are written", () => {
    const usage = { epoch: 412, quota: 250_000n, diem: 1_500_000_000n };
    const cost = { quota: 250_000n, diem: 1n, credits: 250_002n };
    expect(writeMost(usage)).to.equal(vectors.get("most"));
    expect(writeUsage(usage)).to.equal(vectors.get("usage"));
    expect(writeCost(cost)).to.equal(vectors.get("cost"));
    const receipt = { call: CALL, cost, usage };
    expect(writeReceiptComment(receipt)).to.equal(vectors.get("comment"));
  });

  it("has a refusal as it is written", () => {
    const members = { wanted: vectors.get("prices"), current: "0".repeat(64) };
    const detail = "the price list has changed: read it again";
    const body = problem("prices-changed", { detail, members });
    expect(JSON.stringify(body)).to.equal(vectors.get("problem"));
  });

  it("has a payment by x402, and what is said of it, as they are written", () => {
    const header = vectors.get("payment") ?? "";
    const payment = readX402Payment(header);
    const { voucher, call, most, prices } = payment?.payload ?? {};
    expect([voucher, most, prices]).to.deep.equal(
      ["text", "most", "prices"].map((name) => vectors.get(name)),
    );
    expect(call).to.equal(CALL);
    if (payment === null) throw new Error("it is of another scheme");
    expect(Buffer.from(JSON.stringify(payment)).toString("base64")).to.equal(header);
    const usage = { epoch: 412, quota: 250_000n, diem: 1_500_000_000n };
    const cost = { quota: 250_000n, diem: 1n, credits: 250_002n };
    expect(writeX402Response(payment, { usage, cost })).to.equal(vectors.get("response"));
  });

  it("names every refusal with its status", () => {
    const own = new Set(["not-found", "method-not-allowed", "internal-error"]);
    for (const [code, { status }] of Object.entries(PROBLEMS)) {
      const row = new RegExp(`^\\| ${status} +\\|.*\`${code}\``, "m");
      expect(own.has(code) || row.test(page), code).to.equal(true);
    }
  });
});
