import { join } from "node:path";
import { expect } from "chai";
import { accounts } from "@diem/sdk";
import { runAgent } from "../../examples/agent";
import type { Network } from "../../examples/network";
import { chatAndPay } from "../../examples/openai";
import { sessionKey } from "../../examples/session";
import { UNIT } from "../support/market";
import { hangUp } from "../support/sockets";
import { networkOf } from "./example-network";
import { GatewayFixture } from "./fixture";

describe("examples that pay a gateway", () => {
  let fixture: GatewayFixture;
  let network: Network;
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  before(async () => {
    fixture = await GatewayFixture.start();
    network = await networkOf(fixture);
  });
  beforeEach(() => said.splice(0));
  after(async () => {
    await hangUp(network.connection);
    await fixture.end();
  });

  it("chat by the openai package, and go on with the same channel", async () => {
    await chatAndPay(network, ["one", "two"], say);
    await chatAndPay(network, ["three"], say);
    expect(said).to.have.length(3);
    expect(said[2]).to.match(/^0\.0\d+ DIEM for: .*three$/);
  });

  it("run an agent within its budget, by a key that holds nothing", async () => {
    await runAgent(network, ["one", "two"], say);
    expect(said).to.have.length(2);
    const key = sessionKey(join(network.folder, "agent")).publicKey;
    expect(await network.connection.getBalance(key)).to.equal(0);
    const channels = await accounts.channel.fetchAll(network.connection, { voucherSigner: key });
    expect(channels.map(({ deposit }) => deposit)).to.deep.equal([UNIT / 10n]);
    const budget = { perCall: UNIT / 1_000n, perDay: 600n };
    await runAgent(network, Array.from({ length: 50 }, String), say, budget);
    expect(said.at(-1)).to.equal("the budget of today is spent: the agent goes on tomorrow");
    expect(said.length).to.be.above(2).and.below(52);
  });
});
