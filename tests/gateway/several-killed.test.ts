import { ConfigError } from "@diem/config";
import { type Endpoint, serve } from "@diem/localnet";
import { configSchema, startGateway } from "@diem/gateway";
import { HEADERS, readUsage } from "@diem/wire";
import { expect } from "chai";
import { mayUsePostgres } from "../support/postgres";
import { Killable } from "./killable";
import { HandPayer } from "./payer";
import { SharedStore } from "./shared-store";

const PAYERS = 4;
/** The other one waits so long for the one that is killed. */
const LEASE_SECS = 4;

if (mayUsePostgres()) {
  describe("a gateway that is killed beside another one", () => {
    let shared: SharedStore;
    let endpoint: Endpoint;
    before(async () => {
      shared = await SharedStore.start(LEASE_SECS);
      const { embedded } = shared.fixture.chain;
      if (embedded === undefined) throw new Error("this needs the embedded chain");
      endpoint = await serve(embedded);
    });
    after(async () => {
      await endpoint.close();
      await shared.end();
    });

    it("leaves its channels to that one, with all that it had acknowledged", async () => {
      const { fixture } = shared;
      const config = await shared.written({ url: endpoint.url, wsUrl: endpoint.wsUrl });
      const killed = await Killable.start(config);
      try {
        await shared.shares(32, 32);
        const payers: HandPayer[] = [];
        for (let count = 0; count < PAYERS; count += 1) payers.push(await HandPayer.open(fixture));
        // one of its channels at least
        while ((await owners(payers)).every((url) => url !== killed.url)) {
          payers.push(await HandPayer.open(fixture));
        }
        const told = new Map<HandPayer, bigint>();
        for (const payer of payers) {
          const response = await payer.send({ url: killed.url });
          expect(response.status).to.equal(200);
          told.set(payer, readUsage(response.headers.get(HEADERS.usage) ?? "").diem);
        }
        await killed.end("SIGKILL");
        // calls wait until the leases of the dead one have ended
        const answers = await Promise.all(payers.map((payer) => payer.send()));
        expect(answers.map(({ status }) => status)).to.deep.equal(payers.map(() => 200));
        for (const [payer, used] of told) {
          expect(await payer.used()).to.equal(2n * used); // the same call again
        }
        await shared.shares(64);
      } finally {
        await killed.end("SIGKILL");
      }
    });

    it("reports a database that another gateway owns, or that is unsafe", async () => {
      const { config, chain } = shared.fixture;
      const starting = () =>
        startGateway(configSchema.parse(config), { connection: chain.connection });
      const failure = async () =>
        starting().then(
          () => null,
          (error: unknown) => error,
        );
      await shared.query("UPDATE $s.seller SET provider = 'another'");
      const another = await failure();
      expect(another).to.be.instanceOf(ConfigError);
      expect(String(another)).to.include("belongs to the provider another: choose another schema");
      await shared.query("UPDATE $s.seller SET provider = $1", [config.chain.provider]);
      await shared.query("ALTER ROLE tester SET synchronous_commit = off");
      const unsafe = await failure();
      expect(unsafe).to.be.instanceOf(ConfigError);
      expect(String(unsafe)).to.include("has synchronous_commit off");
      await shared.query("ALTER ROLE tester RESET synchronous_commit");
      await (await starting()).close();
    });

    const owners = (payers: readonly HandPayer[]) =>
      Promise.all(payers.map(({ channel }) => shared.ownerOf(channel.address)));
  });
}
