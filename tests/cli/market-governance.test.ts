import { expect } from "chai";
import { type MarketFixture, createMarketFixture } from "./market-fixture";
import { expectError, WIDE } from "./support";

const DELAY = 100n;

interface Changes {
  readonly etaTs: string;
  readonly replaces: boolean;
  readonly changes: { readonly name: string; readonly before: string; readonly after: string }[];
}

describe("cli: market governance", () => {
  let all: MarketFixture;
  let authority: (...args: string[]) => ReturnType<MarketFixture["cli"]["run"]>;
  let stranger: typeof authority;

  beforeEach(async () => {
    all = await createMarketFixture({ params: { paramsDelaySecs: DELAY } });
    authority = all.cli.as(all.authority);
    stranger = all.cli.as(all.stranger);
  });

  afterEach(() => all.cli.close());

  const shown = async () => (await all.cli.run(["market", "params", "show"])).stdout;
  /** Announces the current parameters with other figures for some of them. */
  const propose = async (changes: Readonly<Record<string, string>>, ...more: string[]) => {
    const { params } = JSON.parse(await shown()) as { params: object };
    all.cli.file("params.json", JSON.stringify({ params: { ...params, ...changes } }));
    return authority("market", "params", "propose", "--file", "params.json", ...more);
  };
  const toTreasury = { treasury: "6%", stakers: "9%" };

  describe("params", () => {
    it("are announced with what changes, and applied by anyone after the delay", async () => {
      const { cli } = all;
      const result = await propose(toTreasury);
      const { changes, etaTs, replaces } = result.json<Changes>();
      expect(replaces).to.equal(false);
      expect(changes).to.deep.equal([
        {
          name: "treasury",
          before: "5%",
          after: "6%",
          effect: "the treasury gets more, and self-dealing costs more",
        },
        {
          name: "stakers",
          before: "10%",
          after: "9%",
          effect: "stakers get less of revenue; providers, quota pool or treasury get more",
        },
      ]);
      const { proposal } = await cli.world.marketAccount();
      expect(proposal?.etaTs).to.equal(BigInt(etaTs));
      const looked = await cli.run(["market", "params", "show"], WIDE);
      expect(looked.stderr).to.match(
        /announced, .*\nparameter .*\ntreasury +5% +6% +the treasury gets more, .*\nstakers +10% +9% +stakers get less/,
      );
      expect(looked.stdout).to.contain('"treasury": "5%"');

      expectError(await stranger("market", "params", "apply"), "ParamsDelayNotOver", 1);
      await cli.chain.advance(DELAY + 120n);
      const applied = (await stranger("market", "params", "apply")).json<{ closed: number }>();
      expect(applied.closed).to.equal(2); // what can be closed goes by the old parameters
      expect((await cli.world.marketAccount()).params.treasuryBps).to.equal(600);
      expect(await shown()).to.contain('"treasury": "6%"');
      expectError(await stranger("market", "params", "apply"), "NoParamsProposed", 1);
    });

    it("replace what is announced, can be taken back, and lapse", async () => {
      const { cli } = all;
      await propose(toTreasury);
      const second = (await propose({ maxSlash: "25%" })).json<Changes>();
      expect(second.replaces).to.equal(true);
      expect(second.changes.map(({ name }) => name)).to.deep.equal(["maxSlash"]);
      const cancelled = (await authority("market", "params", "cancel")).json<{
        cancelled: Changes["changes"];
      }>();
      expect(cancelled.cancelled[0]).to.include({ name: "maxSlash", before: "20%", after: "25%" });
      expect((await cli.world.marketAccount()).proposal).to.equal(null);
      await propose(toTreasury);
      await cli.chain.advance(DELAY + 15n * 86_400n);
      expectError(await stranger("market", "params", "apply"), "ParamsProposalExpired", 1);
    });

    it("out of the program's caps are refused with the place in the file", async () => {
      const told = expectError(await propose({ treasury: "11%" }), "InvalidMarketFile", 2);
      expect(told.message).to.match(/^in params\.json: params\.treasury is 11%$/);
      expect(told.next).to.equal("write from 1% to 10%");
    });

    it("whose four shares are not the whole are refused", async () => {
      const told = expectError(await propose({ treasury: "4%" }), "InvalidMarketFile", 2);
      expect(told).to.include({
        message: "in params.json: params.stakers is 10%",
        next: "write what makes provider, quota, treasury and stakers 100% together",
      });
    });

    it("that would pay those who trade with themselves are refused", async () => {
      const told = expectError(await propose({ quotaCap: "75.01%" }), "InvalidMarketFile", 2);
      expect(told).to.include({
        message: "in params.json: params.quotaCap is 75.01%",
        next: "write 75% at most: quotaMatch times quotaCap is at most quota and treasury together",
      });
    });

    it("never change the haircut of locked stake", async () => {
      const told = expectError(await propose({ lockedHaircut: "25%" }), "LockedHaircutFixed", 1);
      expect(told.next).to.equal(
        "leave `lockedHaircut` as it is: it is fixed for the market's life",
      );
    });

    it("come with a warning of what they make dangerous", async () => {
      const warned = async (...more: string[]) =>
        (await propose({ targetFloor: "51 DIEM" }, ...more)).json<{ warnings: string[] }>()
          .warnings;
      const floor =
        "targetFloor is 51 DIEM, and quota is offered for less: DIEM can be minted that finds no quota";
      expect(await warned()).to.deep.equal([floor]);
      const bond = (usd: number) =>
        `bondPerCredit is worth $${usd} a credit: under $55, offering capacity that does not exist costs little`;
      expect(await warned("--vvv-price", "54.999999")).to.deep.equal([bond(54), floor]);
      expect(await warned("--vvv-price", "55")).to.deep.equal([floor]);
      const fits = (await propose({ targetFloor: "50 DIEM" })).json<{ warnings: string[] }>();
      expect(fits.warnings).to.deep.equal([]); // the seller offers a quota of 50 credits
      const wallet = ["-k", all.cli.walletFile(all.authority.keypair), "--no-color"];
      const line = ["market", "params", "propose", "--file", "params.json", "--vvv-price", "2.5"];
      const asked = await all.cli.run([...line, ...wallet], { answers: ["n"], ...WIDE });
      expect(asked.stderr).to.contain(`\nwarning: ${bond(2)}\n`);
      expectError(await propose({ targetFloor: "50 DIEM" }, "--vvv-price", "0"), "AmountZero", 2);
    });

    it("are printed for scripts with what is announced", async () => {
      await propose(toTreasury);
      const result = await all.cli.run(["market", "params", "show", "--output", "json"]);
      const { params, proposal } = result.json<{
        params: Record<string, string>;
        proposal: Changes;
      }>();
      expect(params.treasury).to.equal("5%");
      expect(proposal.changes[0]).to.include({ name: "treasury", after: "6%" });
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
      const result = await cli.run(["market", "roles", "show", "-o", "json"]);
      return result.json<{ pendingAuthority: string | null }>().pendingAuthority;
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
    const result = await authority("market", "pause", "mint", "open");
    expect(result.json()).to.deep.include({ pause: ["mint", "open"], paused: ["mint", "open"] });
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
