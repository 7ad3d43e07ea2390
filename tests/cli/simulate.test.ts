import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { paths, previews, studies } from "@diem/sim";
import { UNIT } from "../support/market";
import { Cli, expectError } from "./support";

interface Ran {
  readonly seed: number;
  readonly configuration: string;
  readonly today: studies.Figures;
  readonly fan: readonly studies.FanDay[];
}

const PRICES = ["--diem-price", "120", "--vvv-price", "2.5"];
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
    expect(ran.today).to.include({ diemPrice: 120, supply: 20, target: 200 });
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
    expect(lines).to.have.length(1 + 2 * studies.FIGURES.length * studies.FAN.length);
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
    await refused("FileUnreadable", /holds no object$/, "paths", "--offline", "--beliefs", beliefs);
  });
});
