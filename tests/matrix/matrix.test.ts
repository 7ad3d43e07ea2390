import { expect } from "chai";
import { definitions } from "./idl";
import { setStage, type Stage } from "./house";
import { control, type Report, tryAll } from "./run";
import type { Scene } from "./scene";
import { scenes } from "./scenes";
import { Table } from "./table";

/** What the matrix must not fall below. */
const LEAST = { calls: 59, accounts: 386, refused: 9_010, skipped: 66, accepted: 193 };

/** Each preparation's stage is set once: a call that succeeds is undone after it. */
class Stages {
  private readonly set = new Map<Scene["prepare"], Stage>();

  async of({ prepare }: Scene): Promise<Stage> {
    const known = this.set.get(prepare);
    if (known !== undefined) return known;
    const stage = await setStage();
    await prepare?.(stage);
    this.set.set(prepare, stage);
    return stage;
  }
}

const sum = (reports: readonly Report[], pick: (report: Report) => number) =>
  reports.reduce((total, report) => total + pick(report), 0);

describe("matrix of substituted accounts", () => {
  const stages = new Stages();
  const table = new Table();
  const reports: Report[] = [];

  it("has a scene for every instruction of the IDL", () => {
    expect(Object.keys(scenes)).to.have.members(Object.keys(definitions));
  });

  for (const [instruction, list] of Object.entries(scenes)) {
    for (const scene of list) {
      const title = scene.when === undefined ? instruction : `${instruction} (${scene.when})`;

      it(`${title}: each other account has its own refusal, and the call itself succeeds`, async () => {
        const stage = await stages.of(scene);
        const report = await tryAll({ stage, scene, instruction, title }, table);
        expect(report.faults).to.deep.equal([]);
        await control(stage, scene);
        reports.push(report);
      });
    }
  }

  it("needs every line of its tables", () => {
    expect(table.unused()).to.deep.equal([]);
  });

  it("tries no less than it did", () => {
    expect(reports.length).to.be.at.least(LEAST.calls);
    expect(sum(reports, ({ accounts }) => accounts)).to.be.at.least(LEAST.accounts);
    expect(sum(reports, ({ refused }) => refused)).to.be.at.least(LEAST.refused);
    expect(sum(reports, ({ skipped }) => skipped)).to.be.at.least(LEAST.skipped);
    expect(sum(reports, ({ accepted }) => accepted)).to.be.at.least(LEAST.accepted);
  });

  after(() => {
    const figures = {
      instructions: Object.keys(scenes).length,
      calls: reports.length,
      accounts: sum(reports, ({ accounts }) => accounts),
      substitutions: sum(reports, ({ refused, skipped, accepted }) => refused + skipped + accepted),
      refused: sum(reports, ({ refused }) => refused),
      skipped: sum(reports, ({ skipped }) => skipped),
      accepted: sum(reports, ({ accepted }) => accepted),
    };
    const line = Object.entries(figures).map(([name, figure]) => `${figure} ${name}`);
    console.log(`    matrix: ${line.join(", ")}`);
  });
});
