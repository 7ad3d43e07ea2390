import { expect } from "chai";
import { definitions } from "./idl";
import { createFixture, type Fixture } from "./fixture";
import { control, type Report, tryAll } from "./run";
import { type Invocation, titleOf } from "./invocation";
import { invocations } from "./invocations";
import { Table } from "./table";

/** What the matrix must not fall below. */
const MIN = { calls: 59, accounts: 386, refused: 9_010, skipped: 66, accepted: 193 };

/** Each preparation's fixture is created once: a call that succeeds is undone after it. */
class Fixtures {
  private readonly set = new Map<Invocation["prepare"], Fixture>();

  async of({ prepare }: Invocation): Promise<Fixture> {
    const known = this.set.get(prepare);
    if (known !== undefined) return known;
    const fixture = await createFixture();
    await prepare?.(fixture);
    this.set.set(prepare, fixture);
    return fixture;
  }
}

const sum = (reports: readonly Report[], pick: (report: Report) => number) =>
  reports.reduce((total, report) => total + pick(report), 0);

describe("matrix of substituted accounts", () => {
  const fixtures = new Fixtures();
  const table = new Table();
  const reports: Report[] = [];

  it("has an invocation for every instruction of the IDL", () => {
    expect(Object.keys(invocations)).to.have.members(Object.keys(definitions));
  });

  for (const [instruction, list] of Object.entries(invocations)) {
    for (const invocation of list) {
      const title = titleOf(instruction, invocation);

      it(`${title}: each other account has its own refusal, and the call itself succeeds`, async () => {
        const fixture = await fixtures.of(invocation);
        const report = await tryAll({ fixture, invocation, instruction, title }, table);
        expect(report.faults).to.deep.equal([]);
        await control(fixture, invocation);
        reports.push(report);
      });
    }
  }

  it("needs every line of its tables", () => {
    expect(table.unused()).to.deep.equal([]);
  });

  it("tries no less than it did", () => {
    expect(reports.length).to.be.at.least(MIN.calls);
    expect(sum(reports, ({ accounts }) => accounts)).to.be.at.least(MIN.accounts);
    expect(sum(reports, ({ refused }) => refused)).to.be.at.least(MIN.refused);
    expect(sum(reports, ({ skipped }) => skipped)).to.be.at.least(MIN.skipped);
    expect(sum(reports, ({ accepted }) => accepted)).to.be.at.least(MIN.accepted);
  });

  after(() => {
    const figures = {
      instructions: Object.keys(invocations).length,
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
