import { expect } from "chai";
import fc from "fast-check";
import {
  affordFloor,
  HEADERS,
  headersOfX402,
  payFor,
  problem,
  PROBLEMS,
  readCallId,
  readCost,
  readMost,
  readProblem,
  readReceiptComment,
  readUsage,
  readX402Payment,
  receiptMembers,
  writeCost,
  writeMost,
  writeReceiptComment,
  writeUsage,
} from "@diem/wire";
import { refused } from "./support";

const U64 = 2n ** 64n - 1n;
const CALL = "0f8fad5b-d9cb-469f-a165-70867728950e";
const u64 = fc.bigInt({ min: 0n, max: U64 });
const usages = fc.record({
  epoch: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  quota: u64,
  diem: u64,
});
const costs = fc.record({ quota: u64, diem: u64, credits: u64 });

describe("headers", () => {
  it("come back as they were written", () => {
    fc.assert(
      fc.property(usages, costs, (usage, cost) => {
        const { quota, diem } = usage;
        expect(readUsage(writeUsage(usage))).to.deep.equal(usage);
        expect(readCost(writeCost(cost))).to.deep.equal(cost);
        expect(readMost(writeMost({ quota, diem }))).to.deep.equal({ quota, diem });
        const receipt = { call: CALL, cost, usage };
        expect(readReceiptComment(` ${writeReceiptComment(receipt)}`)).to.deep.equal(receipt);
      }),
    );
  });

  it("have the wire's own form", () => {
    expect(writeMost({ diem: 5n, quota: 7n })).to.equal("d=5,q=7");
    expect(writeUsage({ epoch: 3, quota: 7n, diem: 5n })).to.equal("e=3,q=7,d=5");
    expect(writeCost({ quota: 7n, diem: 5n, credits: 12n })).to.equal("q=7,d=5,c=12");
    const usage = { epoch: 3, quota: 7n, diem: 5n };
    const cost = { quota: 2n, diem: 1n, credits: 1_500_000n };
    expect(writeReceiptComment({ call: CALL, cost, usage })).to.equal(
      `diem e=3 q=7 d=5 c=1500000 k=${CALL} cq=2 cd=1`,
    );
    expect(receiptMembers({ cost, usage })).to.deep.equal({
      cost: 1.5,
      diem: { epoch: "3", quota: "7", diem: "5", credits: "1500000" },
    });
  });

  it("take their parts in any order, and none twice, none that is no u64, and no other", () => {
    expect(readMost("q=1, d=2")).to.deep.equal({ diem: 2n, quota: 1n });
    expect(readMost("d=2")).to.deep.equal({ diem: 2n, quota: 0n });
    const wrong = ["", "d", "d=", "d=-1", "d=01", "d=1,d=1", "x=1", "d=1=1", `d=${U64 + 1n}`];
    for (const text of wrong) refused(() => readMost(text), "MostWrong", "x-diem-most cannot be");
    refused(() => readUsage("e=1,q=1"), "UsageWrong", "e=<integer>,q=<integer>,d=<integer>");
    refused(() => readUsage(`e=${2 ** 32},q=1,d=1`), "UsageWrong", "x-diem-usage");
    refused(() => readCost("q=1,d=1"), "CostWrong", "x-diem-cost");
  });

  it("name a call by a UUID, in small letters", () => {
    expect(readCallId(CALL.toUpperCase())).to.equal(CALL);
    for (const text of ["", "1", `${CALL}0`, `{${CALL}}`, CALL.replaceAll("-", "")]) {
      refused(() => readCallId(text), "CallIdWrong", "x-diem-call is not a UUID");
    }
  });

  it("leave comments that are no receipt alone", () => {
    expect(readReceiptComment(" keep-alive")).to.equal(null);
    expect(readReceiptComment("")).to.equal(null);
    const receipt = `diem e=3 q=7 d=5 c=9 k=${CALL} cq=2 cd=1`;
    expect(readReceiptComment(`${receipt} later=1`)?.usage.diem).to.equal(5n);
    refused(() => readReceiptComment("diem e=3"), "ReceiptWrong", "cannot be read");
    refused(() => readReceiptComment(receipt.replace("e=3", "e=x")), "ReceiptWrong", "cannot");
    refused(() => readReceiptComment(receipt.replace("k=", "k=1")), "CallIdWrong", "not a UUID");
  });
});

describe("paying a cost", () => {
  it("takes the quota first, and the rest in DIEM, rounded up", () => {
    const price = 600_000n; // DIEM base units a credit
    expect(payFor({ credits: 10n, quota: 20n, price })).to.deep.equal({ quota: 10n, diem: 0n });
    expect(payFor({ credits: 30n, quota: 20n, price })).to.deep.equal({ quota: 20n, diem: 6n });
    expect(payFor({ credits: 1n, quota: 0n, price })).to.deep.equal({ quota: 0n, diem: 1n });
    expect(payFor({ credits: 1n, quota: 0n, price: 0n })).to.deep.equal({ quota: 0n, diem: 0n });
  });

  it("never passes what the credits were afforded with", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 10n ** 9n }), (diem, quota, price) => {
        const credits = affordFloor({ diem, quota }, price);
        if (credits === U64) return price === 0n;
        const paid = payFor({ credits, quota, price });
        const more = payFor({ credits: credits + 1n, quota, price });
        return paid.diem <= diem && paid.quota <= quota && more.diem > diem;
      }),
    );
  });
});

describe("problems", () => {
  it("follow RFC 9457, with an error for clients of OpenAI", () => {
    const detail = "the voucher does not cover the call: sign for more";
    expect(problem("voucher-too-low", { detail, members: { needed: "5" } })).to.deep.equal({
      needed: "5",
      type: "urn:diem:problem:voucher-too-low",
      title: "The voucher does not cover the call",
      status: 402,
      detail,
      code: "voucher-too-low",
      error: { message: detail, type: "payment_error", code: "voucher-too-low" },
    });
  });

  it("are read by their code", () => {
    for (const code of Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]) {
      const body = problem(code, { detail: "what: do" });
      expect(readProblem(JSON.parse(JSON.stringify(body)))).to.deep.equal(body);
    }
    for (const value of [null, "x", {}, { code: 1 }, { code: "toString" }]) {
      refused(() => readProblem(value), "ProblemWrong", "no known code");
    }
  });
});

describe("payments by x402", () => {
  const accepted = {
    ...{ scheme: "diem-voucher", network: "solana:x", amount: "0", asset: "A", payTo: "P" },
    maxTimeoutSeconds: 300,
  };
  const payload = { voucher: "v1.x", call: CALL, most: "d=1,q=0" };
  const header = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");

  it("stand for the headers of the same names", () => {
    const payment = readX402Payment(header({ x402Version: 2, accepted, payload }));
    expect(payment?.payload).to.deep.equal(payload);
    expect(headersOfX402({ ...payload, prices: "00" })).to.deep.equal({
      ...{ [HEADERS.voucher]: "v1.x", [HEADERS.call]: CALL },
      ...{ [HEADERS.most]: "d=1,q=0", [HEADERS.prices]: "00" },
    });
  });

  it("of other schemes are none, and what cannot be read is refused", () => {
    const other = { accepted: { ...accepted, scheme: "exact" }, payload };
    expect(readX402Payment(header(other))).to.equal(null);
    for (const wrong of [
      "no base64!",
      header(1),
      header({ accepted }),
      header({ accepted, payload: { ...payload, most: 1 } }),
      header({ accepted: { ...accepted, network: 1 }, payload }),
    ]) {
      refused(() => readX402Payment(wrong), "PaymentWrong", "send base64 of JSON");
    }
  });
});
