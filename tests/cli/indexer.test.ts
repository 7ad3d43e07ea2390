import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { UNIT } from "../support/market";
import { Cli, expectError } from "./support";

interface Check {
  readonly ok: boolean;
  readonly findings: readonly { readonly part: string; readonly ok: boolean }[];
}
interface Rebuilt {
  readonly same: boolean;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

describe("cli: indexer", () => {
  let cli: Cli;
  before(async () => {
    cli = await Cli.start({ epochSecs: 3_600n });
    await cli.world.staker(UNIT, UNIT);
  });
  after(() => cli.close());

  it("indexes what the command points at until it is told to end, and then tells that all is there", async () => {
    const database = join(cli.home, "run.db");
    const running = cli.start("indexer", "run", "--database", database, "--port", "0");
    await running.until(({ stderr }) => stderr.includes("http:"));
    const url = /http:\S+/.exec(running.stderr)?.[0] ?? "";
    let ready = 0;
    while (ready !== 200) ready = (await fetch(`${url}/readyz`)).status;
    const { items } = (await (await fetch(`${url}/v1/markets`)).json()) as {
      items: { market: string; figures: { staked: string } }[];
    };
    expect(items.map(({ market, figures }) => [market, figures.staked])).to.deep.equal([
      [cli.world.market.market.toBase58(), UNIT.toString()],
    ]);
    running.interrupt();
    expect((await running.ended).code).to.equal(0);

    const options = ["--database", database, "--output", "json"];
    // any free port: another indexer of this machine may use the usual one
    const file = join(cli.home, "check.yaml");
    writeFileSync(file, `chain:\n  url: ${cli.url}\nlisten:\n  port: 0\n`);
    const checked = await cli.run(["indexer", "check", file, ...options]);
    expect(checked.code).to.equal(0);
    const { ok, findings } = checked.json<Check>();
    expect(ok).to.equal(true);
    const parts = ["database", "chain", "programs", "listen", "events", "figures"];
    expect(findings.map(({ part }) => part)).to.deep.equal(parts);
    for (const more of [[], ["--from-chain"]]) {
      const rebuilt = await cli.run(["indexer", "rebuild", ...more, ...options]);
      const { same, before, after } = rebuilt.json<Rebuilt>();
      expect(same).to.equal(true);
      expect(after).to.deep.equal(before);
    }
  });

  it("says what is not right, and names the line of a mistake", async () => {
    const file = join(cli.home, "indexer.yaml");
    writeFileSync(file, "chain:\n  url: http://127.0.0.1:1\n  pollSecs: none\n");
    const wrong = await cli.run(["indexer", "check", file, "--output", "json"]);
    expectError(wrong, "ConfigError", 2);
    expect(wrong.stderr).to.include("indexer.yaml:3: chain.pollSecs:");
    writeFileSync(
      file,
      "chain:\n  url: http://127.0.0.1:1\ndatabase: postgres://u:secret@127.0.0.1:1/x\n",
    );
    const ran = await cli.run(["indexer", "check", file, "--output", "json"]);
    const { findings } = JSON.parse(ran.stdout) as Check;
    expect(findings.filter(({ ok }) => !ok).map(({ part }) => part)).to.include.members([
      ...["database", "programs"],
    ]);
    expect(ran.stdout).not.to.include("secret");
  });
});
