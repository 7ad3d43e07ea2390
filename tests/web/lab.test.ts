import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { type Report, studies } from "@diem/sim";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { expectAccessible, expectNoOverflow } from "./checks";
import { Site } from "./site";

const STUDIES = ["fan", "heat-map", "phase", "tornado", "sweep", "preview"];
const DIEM = join(__dirname, "..", "..", "app", "cli", "bin", "diem.js");

describe("web: the risk lab in Chromium", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let page: Page;
  let dir: string;
  let answer: Locator;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "diem-lab-"));
    site = await Site.start();
    page = await site.open();
    await page.goto(`${site.services.page.url}#/lab`);
    answer = page.getByRole("region", { name: "Answer" });
  });

  after(async () => {
    await site.close();
    await rm(dir, { recursive: true });
  });

  const run = async (study: string) => {
    await page.getByRole("button", { name: "Run" }).click();
    await page.locator(`[data-study="${study}"]`).waitFor();
    // what the screen shows is measured and told, not held to the clock of a busy machine
    console.log(`      ${study}: ${await answer.getAttribute("data-ms")} ms`);
  };
  const look = (study: string) => page.getByLabel("Study").selectOption(study);
  const save = async (button: string): Promise<string> => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: button }).click();
    const path = join(dir, (await saved).suggestedFilename());
    await (await saved).saveAs(path);
    return path;
  };
  /** What the command beside the answer says, with the market that the page saved. */
  const commanded = async (): Promise<Report> => {
    await save("Save diem-market.json");
    const line = (await answer.locator(".lab-command code").first().textContent()) ?? "";
    expect(line).to.match(/^diem simulate /);
    const words = [DIEM, ...line.split(" ").slice(1), "--output", "json"];
    const env = { PATH: process.env.PATH, HOME: dir };
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: dir, env });
    return JSON.parse(stdout) as Report;
  };

  for (const study of STUDIES) {
    it(`answers as the command beside it: ${study}`, async () => {
      await look(study);
      await page.getByLabel("Scenario").selectOption("demand-down");
      await page.getByLabel("Paths").fill("5");
      if (study === "preview") await page.getByLabel("quotaCap").fill("50%");
      // a scenario of demand leaves the other shocks to the sweep
      if (study === "sweep") await page.getByLabel("Shock of growing size").selectOption("run");
      await run(study);
      const told = JSON.parse(
        await readFile(await save("Save the answer as JSON"), "utf8"),
      ) as Report;
      expect(told.shock.demand).to.equal(0.2);
      expect(told).to.deep.equal(await commanded());
    });
  }

  /** Compares the heights of the chart's line with figures. */
  const expectDrawn = async (figures: readonly number[]) => {
    // two ticks say which figure is where
    const [first, last] = await answer.locator(".tick-y").evaluateAll((ticks) =>
      [ticks[0], ticks.at(-1)].map((tick) => ({
        value: Number(tick?.getAttribute("data-value")),
        y: Number(tick?.getAttribute("y")),
      })),
    );
    if (first === undefined || last === undefined) throw new Error("the chart has no ticks");
    const slope = (last.y - first.y) / (last.value - first.value);
    const drawn = (await answer.locator(".median").getAttribute("points")) ?? "";
    const heights = drawn.split(" ").map((point) => Number(point.split(",")[1]));
    expect(heights).to.have.length(figures.length);
    for (const [nth, figure] of figures.entries()) {
      const expected = first.y + (figure - first.value) * slope;
      expect(heights[nth], `point ${nth}`).to.be.closeTo(expected, 0.02);
    }
  };

  it("draws the changes of a sweep where its figures are, from the smallest shock on", async () => {
    await look("sweep");
    await page.getByLabel("Shock of growing size").selectOption("run");
    await page.getByLabel("Sizes").fill("0.5,0.1,0.25");
    await run("sweep");
    const { sweep } = (await commanded()) as Extract<Report, { study: "sweep" }>;
    expect(sweep.map(({ value }) => value)).to.deep.equal([0.5, 0.1, 0.25]);
    const rising = [sweep[1], sweep[2], sweep[0]];
    await expectDrawn(rising.map((row) => 100 * (row?.changes.diemPrice.mean ?? Number.NaN)));
  });

  it("draws the fan where its figures are, and says them in the table", async () => {
    await look("fan");
    await page.getByLabel("Debts paid, stake withdrawn").fill("0.25");
    await run("fan");
    const { fan, today, shock } = (await commanded()) as Extract<Report, { study: "fan" }>;
    expect(shock).to.include({ demand: 0.2, run: 0.25 });
    await expectDrawn([today.diemPrice, ...fan.map(({ figures }) => figures.diemPrice[2] ?? 0)]);
    await answer.getByText("Table: DIEM price, USD").click();
    const rows = await answer.getByRole("row").allTextContents();
    const end = fan.at(-1);
    const cells = end?.figures.diemPrice.map((value) => studies.round(value)).join("");
    expect(
      rows.some((row) => row === `${end?.day}${cells}`),
      rows.at(-1),
    ).to.equal(true);
  });

  it("refuses what cannot be simulated by name, and says what to do", async () => {
    const refused = async (name: string, message: RegExp) => {
      await page.getByRole("button", { name: "Run" }).click();
      const note = page.getByRole("alert");
      await note.getByText(name, { exact: true }).waitFor();
      expect(await note.textContent()).to.match(message);
    };
    await page.getByLabel("Price of a DIEM, USD").fill("NaN");
    await refused("QuestionWrong", /"NaN" is not a price of DIEM.*give a price in US dollars/);
    await page.getByLabel("Price of a DIEM, USD").fill("1000");
    await page.getByLabel("Paths").fill("1000000");
    await refused("RunTooLong", /1000000 paths of 365 days.*ask for fewer paths/);
    await page.getByLabel("Paths").fill("-5");
    await refused("QuestionWrong", /paths is NaN.*a whole number from 1 to/);
    await page.getByLabel("Paths").fill("5");
    await look("preview");
    await page.getByLabel("quotaCap").fill("99%");
    await refused("InvalidMarketFile", /quotaCap is 99%.*write 75% at most/);
    await page.getByLabel("quotaCap").fill("");
    await refused("QuestionWrong", /no parameter is changed/);
    await look("sweep");
    await page.getByLabel("Sizes").fill("0.1,NaN");
    await refused("QuestionWrong", /"0.1,NaN" is not a list of sizes/);
    await page.getByLabel("Sizes").fill("2");
    await page.getByLabel("Scenario").selectOption("calm");
    await refused("ShockWrong", /shock run is 2.*a number from 0 to 0.99/);
    await page.getByLabel("Shock of growing size").selectOption("demand");
    await page.getByLabel("Scenario").selectOption("demand-down");
    await refused("ShockContradicts", /the sweep sets demand, and so does its scenario/);
  });

  it("shows how far it is, and can be cancelled", async () => {
    await look("fan");
    // which take far longer than the click, on every machine
    await page.getByLabel("Paths").fill("30000");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText(/of 30000 paths/).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("The result appears here.").waitFor();
    expect(await page.getByRole("button", { name: "Cancel" }).count()).to.equal(0);
  });

  it("is accessible, and fits a phone, with each answer", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByLabel("Paths").fill("5");
    for (const study of STUDIES) {
      await look(study);
      if (study === "preview") await page.getByLabel("quotaCap").fill("50%");
      if (study === "sweep") await page.getByLabel("Shock of growing size").selectOption("run");
      await run(study);
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
  });

  it("asks nobody but this machine, and complains of nothing", () => {
    expect([...site.complaints.hosts]).to.deep.equal(["127.0.0.1"]);
    expect(site.complaints.faults).to.deep.equal([]);
  });
});
