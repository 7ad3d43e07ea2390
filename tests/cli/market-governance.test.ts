import { expect } from "chai";
import { type House, house } from "./market-house";
import { expectError } from "./support";

const DELAY = 100n;

interface Changes {
  readonly etaTs: string;
  readonly replaces: boolean;
  readonly changes: { readonly name: string; readonly before: string; readonly after: string }[];
}

describe("cli: market governance", () => {
  let all: House;
  let authority: (...args: string[]) => ReturnType<House["cli"]["run"]>;
  let stranger: typeof authority;

  beforeEach(async () => {
    all = await house({ params: { paramsDelaySecs: DELAY } });
    authority = all.cli.as(all.authority);
    stranger = all.cli.as(all.stranger);
  });

  afterEach(() => all.cli.close());

  const shown = async () => (await all.cli.run(["market", "params", "show"])).stdout;
  const propose = async (from: string, to: string) => {
    const text = (await shown()).replace(from, to);
    all.cli.file("params.json", text);
    return authority("market", "params", "propose", "--file", "params.json");
  };

  describe("params", () => {
    it("are announced with what changes, and applied by anyone after the delay", async () => {
      const { cli } = all;
      const ran = await propose('"treasury": "5%"', '"treasury": "4%"');
      const { changes, etaTs, replaces } = ran.json<Changes>();
      expect(replaces).to.equal(false);
      expect(changes).to.deep.equal([
        {
          name: "treasury",
          before: "5%",
          after: "4%",
          effect: "stakers get more; the treasury gets less, and trading with oneself loses less",
        },
      ]);
      const { proposal } = await cli.world.marketAccount();
      expect(proposal?.etaTs).to.equal(BigInt(etaTs));
      const looked = await cli.run(["market", "params", "show"]);
      expect(looked.stderr).to.match(
        /announced, .*\nparameter .*\ntreasury +5% +4% +stakers get more/,
      );
      expect(looked.stdout).to.contain('"treasury": "5%"');

      expectError(await stranger("market", "params", "apply"), "ParamsDelayNotOver", 1);
      await cli.chain.advance(DELAY + 120n);
      const applied = (await stranger("market", "params", "apply")).json<{ closed: number }>();
      expect(applied.closed).to.equal(2); // what can be closed goes by the old parameters
      expect((await cli.world.marketAccount()).params.treasuryBps).to.equal(400);
      expect(await shown()).to.contain('"treasury": "4%"');
      expectError(await stranger("market", "params", "apply"), "NoParamsProposed", 1);
    });

    it("replace what is announced, can be taken back, and lapse", async () => {
      const { cli } = all;
      await propose('"treasury": "5%"', '"treasury": "4%"');
      const second = (await propose('"maxSlash": "10%"', '"maxSlash": "20%"')).json<Changes>();
      expect(second.replaces).to.equal(true);
      expect(second.changes.map(({ name }) => name)).to.deep.equal(["maxSlash"]);
      const cancelled = (await authority("market", "params", "cancel")).json<{
        cancelled: Changes["changes"];
      }>();
      expect(cancelled.cancelled[0]).to.include({ name: "maxSlash", before: "10%", after: "20%" });
      expect((await cli.world.marketAccount()).proposal).to.equal(null);
      await propose('"treasury": "5%"', '"treasury": "4%"');
      await cli.chain.advance(DELAY + 15n * 86_400n);
      expectError(await stranger("market", "params", "apply"), "ParamsProposalExpired", 1);
    });

    it("out of the program's caps are refused with the place in the file", async () => {
      const told = expectError(await propose('"5%"', '"11%"'), "MarketFileError", 2);
      expect(told.message).to.match(/^in params\.json: params\.treasury is 11%$/);
      expect(told.next).to.equal("write from 1% to 10%");
    });

    it("are printed for scripts with what is announced", async () => {
      await propose('"treasury": "5%"', '"treasury": "4%"');
      const ran = await all.cli.run(["market", "params", "show", "--output", "json"]);
      const { params, proposal } = ran.json<{
        params: Record<string, string>;
        proposal: Changes;
      }>();
      expect(params.treasury).to.equal("5%");
      expect(proposal.changes[0]).to.include({ name: "treasury", after: "4%" });
    });
  });

  it("roles change at once, the authority only when the new one accepts", async () => {
    const { cli, stranger: next, authority: old } = all;
    const address = next.address.toBase58();
    await authority("market", "roles", "set", "--guardian", address);
    const { roles } = await cli.world.marketAccount();
    expect(roles.guardian.equals(next.address)).to.equal(true);
    expect(roles.arbiter.equals(old.address)).to.equal(true);
    expect((await authority("market", "roles", "set", "--guardian", address)).json()).to.include({
      signature: null,
    });

    const pending = async () => {
      const ran = await cli.run(["market", "roles", "show", "-o", "json"]);
      return ran.json<{ pendingAuthority: string | null }>().pendingAuthority;
    };
    await authority("market", "roles", "propose-authority", address);
    expect(await pending()).to.equal(address);
    await authority("market", "roles", "propose-authority", "none");
    expect(await pending()).to.equal(null);
    expectError(await stranger("market", "roles", "accept-authority"), "NotPendingAuthority", 1);
    await authority("market", "roles", "propose-authority", address);
    (await stranger("market", "roles", "accept-authority")).json();
    expect((await cli.world.marketAccount()).roles.authority.equals(next.address)).to.equal(true);
    const told = expectError(await authority("market", "pause", "mint"), "NotGuardian", 1);
    expect(told.next).to.contain(address);
    const text = await cli.run(["market", "roles", "show"]);
    expect(text.stdout).to.match(new RegExp(`^authority: +${address}\n`));
  });

  it("pause stops what comes in, and unpause opens it again", async () => {
    const { cli, consumer } = all;
    const paused = async () => (await cli.world.marketAccount()).paused;
    const ran = await authority("market", "pause", "mint", "open");
    expect(ran.json()).to.deep.include({ pause: ["mint", "open"], paused: ["mint", "open"] });
    expect(await paused()).to.deep.equal(["mint", "open"]);
    expectError(await cli.as(consumer)("mint", "0.001"), "EntryPaused", 1);
    expect((await authority("market", "pause", "mint")).json()).to.deep.equal({
      signature: null,
      message: "mint: paused already",
    });
    await authority("market", "unpause", "open");
    expect(await paused()).to.deep.equal(["mint"]);
    await authority("market", "pause", "all");
    expect(await paused()).to.have.length(5);
    await authority("market", "unpause", "all");
    expect(await paused()).to.deep.equal([]);
  });
});
