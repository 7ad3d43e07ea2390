import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { constants, marketFile } from "@diem/sdk";
import { EFFECTS } from "../../app/cli/src/commands/market/effects";

const ROOT = join(__dirname, "../..");
const GUIDE = readFileSync(join(ROOT, "docs/parameters.md"), "utf8");
const DEVNET = readFileSync(join(ROOT, "migrations/markets/devnet.json"), "utf8");

/** What has no default for every market: the guide shows the example's. */
const CHOSEN = ["referencePriceFloor", "referencePriceCap", "bondPerCredit", "rewardCap"];

const days = (secs: bigint) => `${secs / 86_400n}d`;
const percent = (bps: number) => `${bps / 100}%`;
const least = percent(constants.MIN_PROVIDER_SHARE_BPS);

const CAPS: Readonly<Record<marketFile.ParamName, string>> = {
  stakeCooldownSecs: `at most ${days(constants.MAX_COOLDOWN_SECS)}`,
  bondCooldownSecs: `at most ${days(constants.MAX_COOLDOWN_SECS)}`,
  channelGraceSecs: `at most ${days(constants.MAX_CHANNEL_GRACE_SECS)}`,
  paramsDelaySecs: `at most ${days(constants.MAX_PARAMS_DELAY_SECS)}`,
  baseRate: "above zero",
  steepnessBps: `at most ${constants.MAX_STEEPNESS_BPS / constants.BPS}`,
  targetFloor: "above zero, at most `targetCap`",
  targetCap: "three times it must fit 64 bits",
  creditsPerDiem: "above zero",
  headroomBps: "above zero, at most 655.35%",
  maxTargetStepBps: `at most ${percent(constants.MAX_TARGET_STEP_BPS)}`,
  lockedHaircutBps: `at most ${percent(constants.MAX_LOCKED_HAIRCUT_BPS)}`,
  rewardCap: "none",
  providerIdleBps: `at least ${least}, and with \`treasury\` at most 100%`,
  providerKinkBps: `at least ${least}, at most \`providerIdle\``,
  providerFullBps: `at least ${least}, at most \`providerKink\``,
  utilisationKinkBps: "above 0%, below 100%",
  treasuryBps: `from ${percent(constants.MIN_TREASURY_BPS)} to ${percent(constants.MAX_TREASURY_BPS)}`,
  utilisationEmaBps: "above 0%, at most 100%",
  referencePriceFloor: "above zero, at most `referencePriceCap`",
  referencePriceCap: "at least `referencePriceFloor`",
  maxPriceStepBps: `at most ${percent(constants.MAX_PRICE_STEP_BPS)}`,
  bondPerCredit: "above zero",
  maxSlashBps: `at most ${percent(constants.MAX_SLASH_BPS)}`,
};

function defaultText(name: marketFile.ParamName): string {
  const vvvDecimals = 9;
  const example = marketFile.params({ file: marketFile.parse(DEVNET), vvvDecimals });
  const { maxSlashBps, baseRate } = constants.defaultParams({ ...example, vvvDecimals });
  const params = { ...example, ...constants.DEFAULT_PARAMS, maxSlashBps, baseRate };
  const text = marketFile.texts({ params, vvvDecimals })[name];
  return CHOSEN.includes(name) ? `Example: ${text}` : `Default: ${text}`;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const capital = (text: string) => text.replace(/^./, (first) => first.toUpperCase());

describe("docs: the parameter guide", () => {
  const sections = new Map(
    GUIDE.split(/^### /m)
      .slice(1)
      .map((section) => {
        const [title = "", ...lines] = (section.split(/^## /m)[0] ?? "").trim().split("\n");
        return [title, lines.join(" ").replace(/ +/g, " ").trim()] as const;
      }),
  );

  it("has a section for every parameter, and for nothing else", () => {
    const titles = marketFile.PARAM_NAMES.map((name) => `\`${marketFile.fileName(name)}\``);
    expect([...sections.keys()].sort()).to.deep.equal([...titles].sort());
  });

  for (const name of marketFile.PARAM_NAMES) {
    it(`says of ${name} what the code says`, () => {
      const { is, raised, lowered } = EFFECTS[name];
      const { [name]: cap } = CAPS;
      expect(sections.get(`\`${marketFile.fileName(name)}\``)).to.equal(
        [
          `${capital(is)} (\`${snake(name)}\`).`,
          `- ${defaultText(name)}. Cap: ${cap}.`,
          `- Raised: ${raised}.`,
          `- Lowered: ${lowered}.`,
        ].join(" "),
      );
    });
  }

  it("names the time in which an announcement can be applied", () => {
    expect(constants.PARAMS_WINDOW_SECS).to.equal(14n * 86_400n);
    expect(GUIDE).to.contain("within 14 days");
  });
});
