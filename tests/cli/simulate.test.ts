import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { attacks, lab, markets, paths, type previews, reportOf, studies } from "@diem/sim";
import { completed } from "../../app/cli/src/commands/simulate/lab";
import { Printer } from "../../app/cli/src/core/output/printer";
import { listening } from "../support/listening";
import { UNIT } from "../support/market";
import { Cli, expectError } from "./support";
import { Terminal } from "./terminal";

interface Ran {
  readonly seed: number;
  readonly configuration: string;
  readonly today: studies.Figures;
  readonly fan: readonly studies.FanDay[];
}

const PRICES = ["--diem-price", "1.2", "--vvv-price", "2.5"];
const SHOCKED = ["paths", "demand-up", "--shock", "demand=2", "--seed"];
const SMALL = ["--paths", "5", "--days", "40"];

describe("cli: simulate", () => {
  let cli: Cli;
  let authority: string;
  before(async () => {
    cli = await Cli.start({ epochSecs: 86_400n, params: { targetFloor: 200n * UNIT } });
    await cli.world.provider({});
    await cli.world.consumer(20n * UNIT);
    authority = cli.walletFile(cli.world.creator);
  });
  after(() => cli.close());

  const simulate = (...args: string[]) => cli.run(["simulate", ...args]);
  const json = async <Answer>(...args: string[]): Promise<Answer> =>
    (await simulate(...args, "--output", "json")).json<Answer>();

  it("runs the live market from where it stands, the same for the same seed", async () => {
    const ran = await json<Ran>("paths", ...PRICES, ...SMALL);
    expect(ran.today).to.include({ diemPrice: 1.2, supply: 20, target: 200 });
    expect(ran.fan.map(({ day }) => day)).to.deep.equal([30, 40]);
    expect(await json("paths", ...PRICES, ...SMALL)).to.deep.equal(ran);
    const other = await json<Ran>("paths", ...PRICES, ...SMALL, "--seed", "2");
    expect(other.configuration).to.equal(ran.configuration);
    expect(other.fan).not.to.deep.equal(ran.fan);
  });

  it("prints a table of 80 columns, or lines for a spreadsheet", async () => {
    const { stdout } = await simulate("paths", "demand-up", "--offline", ...SMALL);
    expect(stdout).to.match(/^Demand is 3 times as high/);
    expect(stdout).to.match(/^DIEM price, USD +[\d.,]+ +[\d.,]+ +[\d.,]+ +[\d.,]+$/m);
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).to.be.at.most(80);
    const lines = (await simulate("paths", "--offline", ...SMALL, "--csv")).stdout
      .trim()
      .split("\n");
    expect(lines[0]).to.equal("day,figure,part,value");
    const columns = async (...args: string[]) =>
      (await simulate(...args, "--offline", ...SMALL, "--csv")).stdout.split("\n")[0];
    expect(await columns("phase")).to.equal("seed,day,ratio,diemPrice");
    expect(await columns("heat-map")).to.equal("ratio,vvvPrice,coverage");
    expect(await columns("tornado")).to.equal("factor,end,shown,mean,change,low,high");
    expect(await columns("sweep", "run", "0.1")).to.equal("run,figure,change,low,high");
    expect(await columns("preview", "--param", "quotaCap=50%")).to.equal(
      "figure,now,proposed,change,low,high",
    );
    expect(lines).to.have.length(1 + 2 * studies.FIGURES.length * studies.FAN.length);
  });

  it("answers as the lab does in any other program, from a market that was saved", async () => {
    const saved = join(cli.home, "saved.json");
    writeFileSync(saved, (await simulate("market", ...PRICES)).stdout);
    const { world: from, chain } = markets.parse(readFileSync(saved, "utf8"));
    const shock = paths.shockOf({ demand: 0.2, run: 0.1 });
    const common = { shock, paths: 3, days: 20, seed: 2 };
    const factors = markets.factorsOf(chain, from.beliefs, 0.2);
    const questions: readonly (readonly [lab.Question, ...string[]])[] = [
      [{ study: "fan", ...common, every: 5 }, "paths", "demand-down", "--every", "5"],
      [{ study: "phase", ...common, every: 7 }, "phase", "demand-down", "--every", "7"],
      [
        {
          ...{ study: "heat-map", ...common, figure: "backing" },
          ...{ ratios: [0.1, 0.5], vvvPrices: [0.5, 2] },
        },
        ...["heat-map", "demand-down", "--figure", "backing"],
        ...["--ratios", "0.1,0.5", "--vvv-prices", "0.5,2"],
      ],
      [
        { study: "tornado", ...common, figure: "supply", factors },
        ...["tornado", "demand-down", "--figure", "supply", "--spread", "0.2"],
      ],
      [
        { study: "sweep", ...common, knob: "vvvPrice", values: [0.5, 0.1] },
        ...["sweep", "vvvPrice", "0.5,0.1", "demand-down"],
      ],
    ];
    const size = ["--paths", "3", "--days", "20", "--seed", "2", "--shock", "run=0.1"];
    for (const [question, ...args] of questions) {
      const answer = studies.complete(lab.ask(from, question));
      const told = await json(...args, ...size, "--saved", saved);
      expect(told, question.study).to.deep.equal(reportOf(from, question, answer));
      const { stdout } = await simulate(...args, ...size, "--saved", saved);
      expect(Math.max(...stdout.split("\n").map(({ length }) => length))).to.be.at.most(80);
    }
  });

  it("runs under other parameters and beliefs, and compares them with the market's", async () => {
    const usual = await json<Ran>("paths", ...PRICES, ...SMALL);
    const changes = ["--param", "maxTargetStep=1%", "--belief", "demandGrowth=1"];
    const other = await json<Ran>("paths", ...PRICES, ...SMALL, ...changes);
    expect(other.configuration).not.to.equal(usual.configuration);
    const cut = ["--param", "quotaCap=20%"];
    const compared = await json<previews.Preview>("preview", ...PRICES, ...SMALL, ...cut);
    expect(compared.flags.map(({ name }) => name)).to.include("quotaCap");
    const { stdout } = await simulate("preview", ...PRICES, ...SMALL, ...cut);
    expect(stdout).to.match(/^red flag: quotaCap: /m);
  });

  it("tries attacks, and lists scenarios", async () => {
    const tried = await json<{
      readonly attacks: readonly { readonly name: string; readonly profitable: boolean }[];
    }>("attacks", "--offline");
    const dealer = tried.attacks.find(({ name }) => name === "self-dealer-100");
    expect(dealer?.profitable).to.equal(false);
    const listed = await json<{
      readonly scenarios: readonly { readonly name: string }[];
    }>("scenarios");
    const names = [paths.CALM, ...paths.SCENARIOS].map(({ name }) => name);
    expect(listed.scenarios.map(({ name }) => name)).to.deep.equal(names);
  });

  it("ends with Ctrl-C in the middle of attacks, and says so", async () => {
    const interrupt = new AbortController();
    const crowd = ["--belief", "minters=2000", "--belief", "providers=2000"];
    const result = cli.run(["simulate", "attacks", "--offline", ...crowd], {
      signal: interrupt.signal,
    });
    interrupt.abort();
    const { code, stdout } = await result;
    expect(code).to.equal(130);
    expect(stdout).to.equal("");
  });

  it("says where attacks begin to pay, and what makes it repeatable", async () => {
    const { stdout } = await simulate("attacks", "--offline");
    expect(stdout).to.match(
      /^quota-farmer is profitable with holderReturn below [\d.]+% \(now 30%\)$/m,
    );
    expect(stdout).to.match(/^configuration: +[0-9a-f]{16}$/m);
    const csv = (await simulate("attacks", "--offline", "--csv")).stdout.trim().split("\n");
    expect(csv).to.have.length(1 + attacks.ATTACKS.length);
  });

  it("begins an offline market where it is told", async () => {
    const start = ["--start", "supply=3000", "--start", "target=4000", "--start", "diemPrice=500"];
    const { today } = await json<Ran>("paths", "--offline", ...start, ...SMALL);
    expect(today.diemPrice).to.equal(500);
    expect(today.target).to.equal(4_000);
    expect(today.supply).to.be.closeTo(3_000, 1e-9);
  });

  it("tries one attack at another size", async () => {
    const tried = await json<{ readonly attacks: readonly { readonly size: number }[] }>(
      ...["attacks", "target-sniper", "--size", "0.4", "--offline"],
    );
    expect(tried.attacks.map(({ size }) => size)).to.deep.equal([0.4]);
    const { stdout } = await simulate("attacks", "target-sniper", "--size", "0.4", "--offline");
    expect(stdout).to.match(/^size: false use/m);
    expect(stdout).to.match(/^cost: a quarter of its payments/m);
  });

  it("begins a market of missed epochs where it would be after they were rolled", async () => {
    await cli.chain.advance(3n * 86_400n + 40_000n);
    const missed = await json<Ran>("paths", ...PRICES, ...SMALL);
    expect((await cli.run(["epoch", "roll", "--keypair", authority, "-y"])).code).to.equal(0);
    const rolled = await json<Ran>("paths", ...PRICES, ...SMALL);
    for (const name of studies.FIGURES)
      expect(missed.today[name], name).to.be.closeTo(rolled.today[name], 1e-9);
  });

  it("ends with Ctrl-C in the middle of a run", async () => {
    const interrupt = new AbortController();
    const args = ["simulate", "paths", "--offline", "--paths", "200000", "--every", "365"];
    const result = cli.run(args, { signal: interrupt.signal });
    interrupt.abort();
    expect((await result).code).to.equal(130);
  });

  it("shows what proposed parameters may do, before they are announced", async () => {
    const file = join(cli.home, "params.json");
    const shown = await cli.run(["market", "params", "show"]);
    writeFileSync(file, shown.stdout.replace(/"quotaCap": "[^"]*"/, '"quotaCap": "20%"'));
    expect(readFileSync(file, "utf8")).to.contain('"quotaCap": "20%"');
    const propose = [
      "market",
      "params",
      "propose",
      "--file",
      file,
      "--keypair",
      authority,
      "--dry-run",
    ];
    const plain = (await cli.run([...propose, "--output", "json"])).json<{
      readonly simulation: null;
    }>();
    expect(plain.simulation).to.equal(null);
    const lab = (await cli.run([...propose, "--simulate", ...PRICES, "--output", "json"])).json<{
      readonly simulation: previews.Preview & { readonly configuration: string };
    }>();
    expect(lab.simulation.flags.map(({ name }) => name)).to.include("quotaCap");
    expect(lab.simulation.configuration).to.match(/^[0-9a-f]{64}$/);
  });

  it("refuses prices and figures that are missing or wrong, by name", async () => {
    const refused = async (name: string, message: RegExp, ...args: string[]) => {
      const { message: told } = expectError(await simulate(...args, "--output", "json"), name, 2);
      expect(told).to.match(message);
    };
    await refused("PriceInvalid", /^--vvv-price is missing$/, "paths");
    await refused(
      "PriceInvalid",
      /^invalid --diem-price "-1"$/,
      "paths",
      "--vvv-price",
      "1",
      "--diem-price=-1",
    );
    await refused("ScenarioUnknown", /^unknown scenario "rain"$/, "paths", "rain", "--offline");
    await refused("NumberInvalid", /^invalid --paths "0"$/, "paths", "--offline", "--paths", "0");
    await refused(
      "RunTooLong",
      /more than one run may have$/,
      "paths",
      "--offline",
      "--paths",
      "1000000",
      "--every",
      "1",
    );
    const offline = (name: string, message: RegExp, ...args: string[]) =>
      refused(name, message, ...args, "--offline");
    await offline(
      "ShockContradicts",
      /^the scenario demand-up already sets demand$/,
      ...SHOCKED,
      "2",
    );
    await offline("ShockWrong", /^unknown shock "rain"$/, "paths", "--shock", "rain=1");
    await offline("ShockWrong", /^shock run is "NaN"$/, "paths", "--shock", "run=NaN");
    await offline("PairInvalid", /^invalid --shock "demand"$/, "paths", "--shock", "demand");
    await offline(
      "PairInvalid",
      /^--param quotaCap is given twice$/,
      ...["paths", "--param", "quotaCap=1%", "--param", "quotaCap=2%"],
    );
    await offline(
      "InvalidMarketFile",
      /params\.quotaCap is 80%/,
      ...["paths", "--param", "quotaCap=80%"],
    );
    await offline("NothingToChange", /^no other parameters are given$/, "preview");
    await offline("AttackMissing", /^--size is of one attack/, "attacks", "--size", "1");
    await offline("NameUnknown", /^unknown attack "hope"$/, "attacks", "hope");
    await offline("QuestionWrong", /is 5$/, "attacks", "quota-farmer", "--size", "5");
    await offline("NameUnknown", /^unknown --figure "hope"$/, "tornado", "--figure", "hope");
    await offline("NumberInvalid", /^invalid --spread "2"$/, "tornado", "--spread", "2");
    await offline("NumberInvalid", /^invalid --ratios "a"$/, "heat-map", "--ratios", "a");
    await offline("QuestionWrong", /^paths is 2$/, "sweep", "demand", "0.5", "--paths", "2");
    await offline(
      "ShockContradicts",
      /^the sweep sets demand/,
      "sweep",
      "demand",
      "0.5",
      "demand-up",
    );
    await offline("BeliefWrong", /^belief minters is 2.5$/, "paths", "--belief", "minters=2.5");
    await offline("MarketNotSimulated", /does not reach/, "heat-map", "--ratios", "2");
    await offline("BeliefWrong", /^belief demand is -1$/, "paths", "--belief", "demand=-1");
    await refused(
      "BeliefWrong",
      /^belief providers is not for a live market$/,
      ...["paths", ...PRICES, "--belief", "providers=3"],
    );
    await offline("StartWrong", /^start supply is "x"$/, "paths", "--start", "supply=x");
    await refused("StartWrong", /not for a live market/, ...["paths", "--start", "supply=5"]);
    const none = join(cli.home, "none.json");
    await refused("FileUnreadable", /cannot be read/, "paths", "--saved", none);
    writeFileSync(none, "{}");
    await refused("SavedMarketWrong", /not one that the lab saved$/, "paths", "--saved", none);
    const beliefs = join(cli.home, "beliefs.json");
    await refused("FileUnreadable", /cannot be read/, "paths", "--offline", "--beliefs", beliefs);
    writeFileSync(beliefs, '{ "demand": -1 }');
    await refused(
      "BeliefWrong",
      /^belief demand is -1$/,
      "paths",
      "--offline",
      "--beliefs",
      beliefs,
    );
    writeFileSync(beliefs, "[]");
    await refused(
      "FileUnreadable",
      /is not a JSON object$/,
      "paths",
      "--offline",
      "--beliefs",
      beliefs,
    );
  });
});

describe("cli: simulate a market without people", () => {
  let cli: Cli;
  before(async () => {
    cli = await Cli.start({ epochSecs: 86_400n });
  });
  after(() => cli.close());

  it("runs it as it stands, with a figure for everything", async () => {
    const { today, fan } = (
      await cli.run(["simulate", "paths", ...PRICES, ...SMALL, "--output", "json"])
    ).json<Ran>();
    expect(today).to.include({ supply: 0, staked: 0, sold: 0, quotaOffered: 0, capacity: 0 });
    expect(fan.at(-1)?.figures.sold).to.deep.equal([0, 0, 0, 0, 0]);
    const map = [
      "simulate",
      "heat-map",
      ...PRICES,
      ...SMALL,
      "--ratios",
      "0.5",
      "--vvv-prices",
      "1",
    ];
    expect((await cli.run(map)).code).to.equal(0);
    const attacked = await cli.run(["simulate", "attacks", ...PRICES, "--output", "json"]);
    const { attacks: tried } = attacked.json<{
      readonly attacks: readonly { readonly gain: number | null; readonly profitable: unknown }[];
    }>();
    expect(tried).to.have.length(attacks.ATTACKS.length);
    expect(tried.some(({ gain }) => gain === null)).to.equal(true);
    for (const { gain, profitable } of tried)
      expect(profitable).to.equal(gain === null ? null : false);
    const one = await cli.run([
      "simulate",
      "attacks",
      "just-in-time-staker",
      ...PRICES,
      "--output",
      "json",
    ]);
    expectError(one, "NotFinite", 2);
  });
});

describe("cli: a study of the lab", () => {
  it("reads which connections were closed while it ran, before the next request", async () => {
    const server = createServer((_, response) => response.end("up"));
    const listener = await listening(server);
    try {
      const ask = async () => (await fetch(listener.url)).text();
      expect(await ask()).to.equal("up");
      const study = (function* () {
        yield 1;
        server.closeIdleConnections();
        return "done";
      })();
      const { io } = new Terminal({ cwd: ".", home: "." });
      expect(await completed({ io, printer: new Printer(io, {}) }, study, 1)).to.equal("done");
      expect(await ask()).to.equal("up");
    } finally {
      await listener.close();
    }
  });
});
