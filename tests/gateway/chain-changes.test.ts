import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { BUILTIN_MODEL } from "@diem/gateway";
import { constants, instructions, type vouchers } from "@diem/sdk";
import { HEADERS, hashToText, type PriceList, priceListHash, readUsage } from "@diem/wire";
import { Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import { deposit, type Opened, requestClose, stakeQuota } from "../support/channels";
import { epoch, nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { retire, setTerms, slash } from "../support/providers";
import { beginStream, chunk, FaultyUpstream, whole } from "./faulty-upstream";
import { GatewayFixture, PRICES } from "./fixture";
import { chatOf, diemOf, HandPayer, problemOf } from "./payer";

/** Longer than a test: what settles does so because it was asked. */
const NEVER_SECS = 86_400;
/** A call of 20,000 to 29,000 micro-credits: one for a byte, and the answer. */
const LONG = chatOf("x".repeat(20_000));
const STREAM = chatOf("hello", { stream: true });

describe("a gateway whose chain changes", () => {
  let fixture: GatewayFixture;
  let upstream: FaultyUpstream;
  let payer: HandPayer;
  before(async () => {
    upstream = await FaultyUpstream.start();
    fixture = await GatewayFixture.start({
      config: {
        upstream: { url: upstream.url },
        settle: { everySecs: NEVER_SECS },
        exposure: { channel: "0.05", total: "0.055" },
      },
    });
  });
  beforeEach(async () => {
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
    answers({ prompt_tokens: 3, completion_tokens: 1 });
  });
  after(async () => {
    await fixture.end();
    await upstream.close();
  });

  const answers = (usage: Readonly<Record<string, number>>) => {
    upstream.fault = (response, body) => {
      if (!body.includes('"stream":true')) response.writeHead(200).end(whole("ok", usage));
      else {
        const last = `data: ${JSON.stringify({ choices: [], usage })}\n\n`;
        beginStream(response).end(`${chunk("ok")}${last}data: [DONE]\n\n`);
      }
    };
  };
  const opened = (): Opened => ({
    ...{ channel: payer.channel.address, seller: fixture.seller, consumer: fixture.consumer },
    ...{ voucherSigner: payer.signer, openedSlot: payer.channel.openedSlot },
  });
  const settled = async () => (await fixture.channel(payer.channel.address)).settled;
  /** A call of at most so many micro-credits. */
  const most = (credits: bigint) => ({ [HEADERS.most]: `d=${diemOf(credits)},q=0` });
  const ok = async (response: Response) => {
    expect(response.status, await response.clone().text()).to.equal(200);
    return response;
  };

  it("lets no more use wait to be settled than is allowed, and settles at once", async () => {
    // 28,000 of 50,000 micro-credits
    answers({ prompt_tokens: 28_000, completion_tokens: 0 });
    await ok(await payer.send({ body: LONG, headers: most(28_000n) }));
    const used = await payer.used();
    expect([used, await settled()]).to.deep.equal([diemOf(28_000n), 0n]);
    const refused = await payer.send({ body: LONG, headers: most(24_000n) });
    expect(refused.headers.get("retry-after")).to.equal("5");
    const problem = await problemOf(refused);
    expect(problem.code).to.equal("settlement-pending");
    expect(problem.detail).to.include("the unsettled use of the channel is");
    while ((await settled()) !== used) await pause(10);
    answers({ prompt_tokens: 24_000, completion_tokens: 0 });
    await retried(() => payer.send({ body: LONG, headers: most(24_000n) }));
    expect(await payer.used()).to.equal(used + diemOf(24_000n));
  });

  it("counts all channels together as well, and what open calls hold", async () => {
    await fixture.gateway.settle();
    let finish: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      upstream.fault = (response) => {
        finish = () => response.end(whole("ok", { prompt_tokens: 1, completion_tokens: 0 }));
        resolve();
      };
    });
    const running = payer.send({ body: LONG, headers: most(28_000n) });
    await asked;
    const another = await HandPayer.open(fixture);
    const problem = await problemOf(await another.send({ body: LONG, headers: most(28_000n) }));
    expect(problem.code).to.equal("settlement-pending");
    expect(problem.detail).to.include("the unsettled use of all channels together is");
    finish();
    await ok(await running);
    answers({ prompt_tokens: 1, completion_tokens: 0 });
    await retried(() => another.send({ body: LONG, headers: most(28_000n) }));
  });

  it("settles at once where the consumer asks for closing, and serves what can be settled in time", async () => {
    await ok(await payer.send({ headers: most(1_000n) }));
    const used = await payer.used();
    expect(await settled()).to.equal(0n);
    await requestClose(fixture.world, opened());
    while ((await settled()) !== used) await pause(10);
    expect(used > 0n).to.equal(true);
    // what can still be settled in time is served
    await ok(await payer.send({ headers: most(1_000n) }));
    const { closesTs } = await fixture.channel(payer.channel.address);
    await fixture.chain.advance((closesTs ?? 0n) - (await fixture.chain.now()) - 10n);
    await fixture.gateway.refresh();
    const problem = await problemOf(await payer.send({ headers: most(1_000n) }));
    expect(problem.code).to.equal("channel-closing");
  });

  it("takes a higher deposit while calls run", async () => {
    const beyond = { voucher: { diem: 3n * UNIT }, headers: most(1_000n) };
    expect((await problemOf(await payer.send(beyond))).code).to.equal("over-deposit");
    let finish: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      upstream.fault = (response) => {
        finish = () => response.end(whole("ok", { prompt_tokens: 3, completion_tokens: 1 }));
        resolve();
      };
    });
    const running = payer.send({ headers: most(1_000n) });
    await asked;
    await deposit(fixture.world, opened(), 2n * UNIT);
    answers({ prompt_tokens: 3, completion_tokens: 1 });
    await retried(() => payer.send(beyond));
    finish();
    await ok(await running);
    expect(await payer.used()).to.equal(2n * diemOf(5n));
  });

  it("books a call over an epoch's turn to the epoch of its voucher, quota first and the rest in DIEM", async () => {
    await stakeQuota(fixture.world, opened(), UNIT);
    const staked = await nextEpoch(fixture.world);
    await fixture.gateway.refresh();
    const { quota } = await fixture.channel(payer.channel.address);
    expect(quota.epoch <= staked && quota.allowance >= 0n).to.equal(true);
    const allowance = await allowanceNow();
    expect(allowance > 0n).to.equal(true);
    const part = 1_000n;
    const voucher: Partial<vouchers.Voucher> = { epoch: staked, quota: part, diem: UNIT / 10n };
    const both = { [HEADERS.most]: `d=${diemOf(10_000n)},q=${part}` };
    let finish: () => void = () => undefined;
    const began = new Promise<void>((resolve) => {
      upstream.fault = (response) => {
        beginStream(response).write(chunk("one"));
        const last = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3_000, completion_tokens: 500 } })}\n\n`;
        finish = () => response.end(`${last}data: [DONE]\n\n`);
        resolve();
      };
    });
    const running = payer.send({ body: STREAM, voucher, headers: both });
    await began;
    const turned = await nextEpoch(fixture.world);
    await fixture.gateway.refresh();
    finish();
    const text = await (await running).text();
    expect(text).to.include(`e=${staked} q=${part} d=${diemOf(3_000n)} c=4000 `);
    // the next voucher is of the new epoch, whose quota is untouched
    answers({ prompt_tokens: 400, completion_tokens: 0 });
    const next = await ok(
      await payer.send({
        voucher: { epoch: turned, quota: part, diem: UNIT / 10n },
        headers: both,
      }),
    );
    const usage = readUsage(next.headers.get(HEADERS.usage) ?? "");
    expect(usage).to.deep.equal({ epoch: turned, quota: 400n, diem: diemOf(3_000n) });
    await fixture.gateway.settle();
    const after = await fixture.channel(payer.channel.address);
    expect(after.settled).to.equal(diemOf(3_000n));
    expect([after.lastQuota.used, after.quota.used]).to.deep.equal([part, 400n]);
  });

  it("says that it cannot settle where its operator has no SOL, and loses nothing by it", async () => {
    const { chain, world, config } = fixture;
    const secret = JSON.parse(await readFile(config.chain.operator, "utf8")) as number[];
    const operator = Keypair.fromSecretKey(Uint8Array.from(secret));
    const rent = await chain.connection.getMinimumBalanceForRentExemption(0);
    const all = (await chain.connection.getBalance(operator.publicKey)) - rent;
    const move = (fromPubkey: PublicKey, toPubkey: PublicKey) =>
      SystemProgram.transfer({ fromPubkey, toPubkey, lamports: all });
    await world.send([move(operator.publicKey, world.creator.publicKey)], [operator]);
    await ok(await payer.send({ headers: most(1_000n) }));
    for (let time = 0; time < 3; time += 1) await fixture.gateway.settle();
    expect(await settled()).to.equal(0n);
    expect(await metric("settlement_failures")).to.equal(3);
    expect((await metric("unsettled_microcredits")) >= 5).to.equal(true);
    await world.send([move(world.creator.publicKey, operator.publicKey)], [world.creator]);
    await fixture.gateway.settle();
    expect(await settled()).to.equal(await payer.used());
    expect(await metric("settlement_failures")).to.equal(0);
    expect(await metric("unsettled_microcredits")).to.equal(0);
  });

  it("goes over to the prices that the chain names, and honours the ones before for a while", async () => {
    const before = hashToText(priceListHash(PRICES));
    const dearer: PriceList = {
      version: 1,
      models: { [BUILTIN_MODEL]: { input: 2_000_000, output: 4_000_000, max_output: 4_096 } },
    };
    const after = hashToText(priceListHash(dearer));
    // a second file beside the first one, as a provider would add it
    await writeFile(join(fixture.folder, "dearer.json"), JSON.stringify(dearer));
    fixture.config = {
      ...fixture.config,
      prices: {
        ...fixture.config.prices,
        files: [...fixture.config.prices.files, join(fixture.folder, "dearer.json")],
      },
    };
    await fixture.gateway.close();
    await fixture.open();
    await setTerms(fixture.world, fixture.seller, { priceListHash: priceListHash(dearer) });
    const cost = async (prices?: string) => {
      const used = await payer.used();
      const named = prices === undefined ? {} : { [HEADERS.prices]: prices };
      const response = await payer.send({
        headers: { ...most(1_000n), ...named },
        voucher: { epoch: await epoch(fixture.world) },
      });
      return response.status === 200
        ? (await payer.used()) - used
        : (await problemOf(response)).code;
    };
    // until the next epoch the old list counts
    await fixture.gateway.refresh();
    expect(await cost()).to.equal(diemOf(5n));
    expect(await cost(after)).to.equal("prices-changed");
    await nextEpoch(fixture.world);
    await fixture.gateway.refresh();
    expect(await cost()).to.equal(diemOf(10n));
    expect(await cost(after)).to.equal(diemOf(10n));
    expect(await cost(before)).to.equal(diemOf(5n));
    await setTerms(fixture.world, fixture.seller, { priceListHash: priceListHash(PRICES) });
    await nextEpoch(fixture.world);
    await fixture.gateway.refresh();
  });

  it("goes on with its channels where the market is paused, and the provider slashed and retiring", async () => {
    const { world, seller } = fixture;
    const { market, creator } = world;
    const entries = Object.keys(constants.PAUSE) as constants.Entry[];
    const steps = [
      () =>
        world.send([instructions.pause({ market, pauser: creator.publicKey, entries })], [creator]),
      () => slash(world, seller, UNIT),
      () => retire(world, seller),
    ];
    for (const step of steps) {
      await step();
      await fixture.gateway.refresh();
      const used = await payer.used();
      await ok(await payer.send({ headers: most(1_000n) }));
      await fixture.gateway.settle();
      expect(await settled()).to.equal(used + diemOf(5n));
    }
  });

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${fixture.gateway.url}/metrics`)).text();
    return Number(new RegExp(`^diem_gateway_${name} (.*)$`, "m").exec(text)?.[1]);
  }

  /** Sends until it is served: what changed on chain is on its way to the gateway. */
  async function retried(send: () => Promise<Response>): Promise<Response> {
    for (;;) {
      const response = await send();
      if (response.status === 200) return response;
      await response.text();
      await pause(20);
    }
  }

  async function allowanceNow(): Promise<bigint> {
    const { quota, lastQuota } = await fixture.channel(payer.channel.address);
    return quota.allowance > lastQuota.allowance ? quota.allowance : lastQuota.allowance;
  }
});
