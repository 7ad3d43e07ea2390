import { expect } from "chai";
import type { DiemFetchInput } from "@diem/client";
import { errors, vouchers } from "@diem/sdk";
import { Keypair } from "@solana/web3.js";
import { chatOf } from "../gateway/payer";
import { GatewayFixture } from "../gateway/fixture";
import { UNIT } from "../support/market";
import { takeSol } from "../support/sol";

describe("a fetch that pays, whose wallet has no SOL", () => {
  let fixture: GatewayFixture;
  before(async () => {
    fixture = await GatewayFixture.start();
  });
  after(() => fixture.end());

  const signed: string[] = [];
  /** Signs with a key of its own, and remembers what. */
  const signer = (() => {
    const own = vouchers.signerFromKeypair(Keypair.generate());
    return {
      publicKey: own.publicKey,
      signMessage: (bytes: Uint8Array) => {
        signed.push(Buffer.from(bytes).toString("hex"));
        return own.signMessage(bytes);
      },
    };
  })();
  const store = vouchers.memoryStore();
  const open = (more: Partial<DiemFetchInput> = {}) => fixture.fetch({ signer, store, ...more });
  const diem = () => fixture.world.balance(fixture.consumer.diem);
  const missing = async (work: () => Promise<unknown>) => {
    const error: unknown = await work().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(errors.isDiemError(error, "InsufficientSol"), String(error)).to.equal(true);
    expect(String(error)).to.include("too little SOL").and.include("send SOL to the payer");
  };

  it("opens no channel, keeps its DIEM and signs nothing, and goes on once it has some", async () => {
    const before = await diem();
    const giveBack = takeSol(fixture.chain, fixture.consumer.address);
    await missing(() => open());
    expect(await diem()).to.equal(before);
    expect(signed).to.deep.equal([]);
    giveBack();
    const fetch = await open();
    expect(await diem()).to.equal(before - UNIT);
    const body = JSON.stringify(chatOf("hello"));
    const headers = { "content-type": "application/json" };
    const url = `${fetch.baseUrl}/chat/completions`;
    expect((await fetch(url, { method: "POST", headers, body })).status).to.equal(200);
  });

  it("adds nothing to a channel that holds too little, and pays on from what it has", async () => {
    const key = vouchers.signerFromKeypair(Keypair.generate());
    const fetch = await open({
      ...{ signer: key, store: vouchers.memoryStore() },
      ...{ deposit: 6_000n, topUp: UNIT },
    });
    const ask = (tokens: number) =>
      fetch(`${fetch.baseUrl}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(chatOf("hello", { max_tokens: tokens })),
      });
    const before = await diem();
    const giveBack = takeSol(fixture.chain, fixture.consumer.address);
    await missing(() => ask(4_096));
    expect(await diem()).to.equal(before);
    expect(fetch.receipts).to.deep.equal([]);
    giveBack();
    expect((await ask(4_096)).status).to.equal(200);
    expect(await diem()).to.equal(before - UNIT);
  });
});
