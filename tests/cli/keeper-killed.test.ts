import { createServer } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import * as epochs from "../support/epochs";
import { type Listening, listening } from "../support/listening";
import { open, createChannelFixture, type Paid, type ChannelFixture } from "./channel-fixture";
import { eventCounts } from "./event-counts";

/** A keeper waits between retries, which would be most of the time of these tests. */
const SHORT_WAITS = join(__dirname, "short-waits.cjs");

/** The way to an RPC on which some answers are lost, after the request has reached it: `isLost` is told of each. */
async function losing(target: string, isLost: () => boolean): Promise<Listening> {
  const server = createServer((request, response) => {
    const answer = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = { "content-type": "application/json" };
      const body = Buffer.concat(chunks);
      const passed = await fetch(target, { method: "POST", headers, body });
      const text = await passed.text();
      if (isLost()) request.socket.destroy();
      else response.writeHead(passed.status, headers).end(text);
    };
    answer().catch(() => request.socket.destroy());
  });
  return listening(server);
}

describe("cli: keeper that is killed again and again, on a way that loses answers", () => {
  let fixture: ChannelFixture;
  before(async () => {
    fixture = await createChannelFixture();
  });
  after(() => fixture.cli.close());

  it("does everything exactly once", async () => {
    const { cli, buy, sell, operator } = fixture;
    await epochs.nextEpoch(cli.world);
    await epochs.nextEpoch(cli.world);
    const channels = 3;
    for (let nth = 0; nth < channels; nth++) {
      const channel = await open(fixture, "2");
      const { voucher } = (await buy("channel", "pay", channel, "1")).json<Paid>();
      (await sell("channel", "accept", voucher, "--used", "1")).json();
    }
    const before = await eventCounts(cli.chain.connection);

    const samples = { seed: 20_261_123 };
    const losses = fc.sample(fc.integer({ min: 0, max: 99 }), { ...samples, numRuns: 10_000 });
    let left = 0;
    let reached: () => void = () => undefined;
    const way = await losing(cli.url, () => {
      left -= 1;
      if (left === 0) reached();
      return (losses.pop() ?? 99) < 3;
    });
    const wallet = cli.walletFile(fixture.consumer.keypair);
    const keeper = ["keeper", "run", "-y", "-o", "json", "--interval", "1s", "-k", wallet];
    const settling = ["--vouchers", "--operator-keypair", cli.walletFile(operator)];
    const args = [...keeper, ...settling];
    for (const requests of fc.sample(fc.integer({ min: 8, max: 60 }), { ...samples, numRuns: 6 })) {
      left = requests;
      const running = cli.spawnAfter(SHORT_WAITS, ...args, "--url", way.url);
      reached = () => running.kill("SIGKILL"); // the node has the request, and nobody hears its answer
      expect((await running.ended).code).to.equal(null);
    }
    await way.close();
    const during = await eventCounts(cli.chain.connection);
    expect(during.get("EpochsRolled")).to.equal((before.get("EpochsRolled") ?? 0) + 1);
    expect((await cli.run([...args, "--once"])).code).to.equal(0);

    const after = await eventCounts(cli.chain.connection);
    const happened = [...after].flatMap(([name, count]): [string, number][] => {
      const more = count - (before.get(name) ?? 0);
      return more === 0 ? [] : [[name, more]];
    });
    expect(Object.fromEntries(happened)).to.deep.equal({
      EpochsRolled: 1,
      VouchersSettled: 1,
      EpochRecordOpened: 1,
      UsageReported: 1,
      Collected: channels,
      RevenueDistributed: 1,
    });
  });
});
