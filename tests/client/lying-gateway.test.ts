import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect } from "chai";
import type { ChargeWarning, DiemFetchInput } from "@diem/client";
import { BUILTIN_MODEL } from "@diem/gateway";
import { vouchers } from "@diem/sdk";
import { HEADERS, PROBLEM_TYPE, problem } from "@diem/wire";
import { Keypair } from "@solana/web3.js";
import { GatewayFixture } from "../gateway/fixture";
import { chatOf, diemOf } from "../gateway/payer";
import { type Listening, listening } from "../support/listening";
import { UNIT } from "../support/market";
import { ask, refusal } from "./asking";

describe("a fetch that pays, before a gateway that lies", () => {
  let fixture: GatewayFixture;
  let lie: (response: ServerResponse) => void;
  const server = createServer((request: IncomingMessage, response) => {
    request.resume();
    request.on("end", () => lie(response));
  });
  let liar: Listening;
  before(async () => {
    fixture = await GatewayFixture.start();
    liar = await listening(server);
  });
  after(async () => {
    await liar.close();
    await fixture.end();
  });

  /** A client whose calls go to the liar, and what else it asks to the gateway. */
  const deceived = async (more: Partial<DiemFetchInput> = {}) => {
    const send: typeof globalThis.fetch = (target, init) => {
      const url = target instanceof Request ? target.url : String(target);
      return fetch(init?.method === "POST" ? `${liar.url}/` : url, init);
    };
    return fixture.fetch({ fetch: send, ...more });
  };

  const lieWith = (usage: string, cost: string) => (response: ServerResponse) =>
    void response
      .writeHead(200, {
        ...{ "content-type": "application/json" },
        ...{ [HEADERS.usage]: usage, [HEADERS.cost]: cost },
      })
      .end("{}");

  it("believes no voucher that it did not sign", async () => {
    const forged = await vouchers.sign({
      voucher: {
        clusterTag: Uint8Array.of(0, 0, 0, 0),
        channel: Keypair.generate().publicKey,
        ...{ epoch: 1, quota: 0n, diem: UNIT, expiry: 0n },
      },
      signer: vouchers.signerFromKeypair(Keypair.generate()),
    });
    const used = { epoch: "1", quota: "0", diem: String(UNIT) };
    const members = { used, voucher: vouchers.toText(forged) };
    let calls = 0;
    lie = (response) => {
      calls += 1;
      const body = problem("voucher-too-low", { detail: "sign for more", members });
      response.writeHead(402, { "content-type": PROBLEM_TYPE }).end(JSON.stringify(body));
    };
    const paying = await deceived();
    expect((await refusal(() => ask(paying))).name).to.equal("GatewayLies");
    expect(calls).to.equal(1);
  });

  it("signs no more for a refusal whose voucher cannot be read", async () => {
    const used = { epoch: "1", quota: "0", diem: "x" };
    const paying = await deceived();
    for (const members of [{ used, voucher: "v1.x" }, { voucher: "v1.x" }]) {
      let calls = 0;
      lie = (response) => {
        calls += 1;
        const body = problem("voucher-too-low", { detail: "sign for more", members });
        response.writeHead(402, { "content-type": PROBLEM_TYPE }).end(JSON.stringify(body));
      };
      expect((await refusal(() => ask(paying))).name).to.equal("GatewayLies");
      expect(calls).to.equal(1);
      const { held, used: known } = paying.standing;
      expect({ held, known }).to.deep.equal({
        held: { quota: 0n, diem: 0n },
        known: { quota: 0n, diem: 0n },
      });
    }
  });

  it("hands on a refusal that it cannot read", async () => {
    const paying = await deceived();
    for (const text of ["<html>", '{"code":"pay-more"}']) {
      lie = (response) => {
        response.writeHead(402, { "content-type": PROBLEM_TYPE }).end(text);
      };
      const response = await ask(paying);
      expect(response.status).to.equal(402);
      expect(await response.text()).to.equal(text);
    }
  });

  it("believes no use that it did not sign for, and no cost above a call's own ceiling", async () => {
    const paying = await deceived();
    lie = lieWith(`e=1,q=0,d=${UNIT}`, "q=0,d=1,c=1");
    expect((await refusal(() => ask(paying))).name).to.equal("GatewayLies");
    const other = await deceived();
    lie = lieWith("e=1,q=0,d=1", `q=0,d=${UNIT},c=1`);
    const refused = await refusal(() => ask(other));
    expect(refused.name).to.equal("GatewayLies");
    expect(refused.message).to.include(`charged ${UNIT} DIEM base units`);
  });

  it("warns of a charge that is far above its own count", async () => {
    const warnings: ChargeWarning[] = [];
    const paying = await deceived({ onWarning: (warning) => warnings.push(warning) });
    lie = (response) => {
      const body = JSON.stringify({ choices: [{ message: { content: "hello" } }] });
      const charge = diemOf(600n);
      response
        .writeHead(200, {
          ...{ "content-type": "application/json" },
          [HEADERS.usage]: `e=1,q=0,d=${charge}`,
          [HEADERS.cost]: `q=0,d=${charge},c=600`,
        })
        .end(body);
    };
    expect((await ask(paying)).status).to.equal(200);
    const [{ call, ...warning } = { call: "" }] = warnings;
    const [receipt] = paying.receipts;
    expect(call).to.equal(receipt?.call);
    const asked = JSON.stringify(chatOf("hello")).length;
    // a token for each four bytes, and for what a template may add
    const { request = 0 } = paying.prices.models[BUILTIN_MODEL] ?? {};
    const output = Math.ceil("hello".length / 4) + 64;
    const counted = BigInt(request + Math.ceil(asked / 4) + 64 + 2 * output);
    expect(warning).to.deep.equal({
      ...{ model: BUILTIN_MODEL, provider: receipt?.provider, charged: 600n, counted },
    });
    const patient = await deceived({
      onWarning: (more) => warnings.push(more),
      check: { tolerance: 10 },
    });
    expect((await ask(patient)).status).to.equal(200);
    expect(warnings).to.have.length(1);
  });

  it("asks no second time for anything else than a voucher that is too low", async () => {
    let calls = 0;
    lie = (response) => {
      calls += 1;
      response.writeHead(402, { "content-type": "text/plain" }).end("pay");
    };
    const paying = await deceived();
    expect((await ask(paying)).status).to.equal(402);
    expect(calls).to.equal(1);
    expect(paying.left).to.equal(UNIT / 10n);
  });
});
