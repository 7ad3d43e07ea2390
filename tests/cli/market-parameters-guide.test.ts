import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { constants } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { PARAM_EFFECTS } from "@diem/sdk/text";

const ROOT = join(__dirname, "../..");
const GUIDE = readFileSync(join(ROOT, "docs/parameters.md"), "utf8");
const DEVNET = readFileSync(join(ROOT, "migrations/markets/devnet.json"), "utf8");

/** What has no default for every market: the guide shows the example's. */
const CHOSEN = ["targetFloor", "referencePriceFloor", "referencePriceCap"];

const days = (secs: bigint) => `${secs / 86_400n}d`;
const percent = (bps: number) => `${bps / 100}%`;
const between = (least: number, most: number) => `from ${percent(least)} to ${percent(most)}`;
const diem = (baseUnits: bigint) => `${baseUnits / constants.DIEM_UNIT} DIEM`;

const { FEE_STREAM_COOLDOWNS, MIN_TARGET_RANGE, MIN_REFERENCE_PRICE_RANGE } = constants;
const COOLDOWN = `from an epoch to ${days(constants.MAX_COOLDOWN_SECS)}`;

const CAPS: Readonly<Record<marketFile.ParamName, string>> = {
  stakeCooldownSecs: COOLDOWN,
  bondCooldownSecs: COOLDOWN,
  channelGraceSecs: `at most ${days(constants.MAX_CHANNEL_GRACE_SECS)}`,
  paramsDelaySecs: `at least both cool-downs, at most ${days(constants.MAX_PARAMS_DELAY_SECS)}`,
  feeStreamSecs: `at least an epoch and ${inWords(FEE_STREAM_COOLDOWNS)} \`stakeCooldown\`, at most ${days(constants.MAX_FEE_STREAM_SECS)}`,
  baseRate: "above zero",
  targetFloor: `at least ${diem(constants.MIN_TARGET)}, at most a ${inWords(MIN_TARGET_RANGE)} of \`targetCap\``,
  targetCap: "three times it must fit 64 bits",
  creditsPerDiem: "above zero",
  referencePriceFloor: `at most a ${inWords(MIN_REFERENCE_PRICE_RANGE)} of \`referencePriceCap\``,
  referencePriceCap: `at most ${diem(constants.MAX_REFERENCE_PRICE)}`,
  bondPerCredit: "above zero",
  quotaPoolEpochs: `at least ${constants.MIN_QUOTA_POOL_EPOCHS}`,
  steepnessBps: `from ${constants.MIN_STEEPNESS_BPS / constants.BPS} to ${constants.MAX_STEEPNESS_BPS / constants.BPS}`,
  targetShareBps: between(constants.MIN_TARGET_SHARE_BPS, constants.BPS),
  useEmaBps: between(1, constants.MAX_USE_EMA_BPS),
  maxTargetStepBps: between(1, constants.MAX_TARGET_STEP_BPS),
  lockedHaircutBps: between(constants.MIN_LOCKED_HAIRCUT_BPS, constants.MAX_LOCKED_HAIRCUT_BPS),
  providerBps: between(constants.MIN_PROVIDER_BPS, constants.MAX_PROVIDER_BPS),
  quotaBps: `at most ${percent(constants.MAX_QUOTA_BPS)}`,
  treasuryBps: between(constants.MIN_TREASURY_BPS, constants.MAX_TREASURY_BPS),
  stakersBps: `at least ${percent(constants.MIN_STAKERS_BPS)}`,
  quotaMatchBps: `at most ${percent(constants.BPS)}`,
  quotaCapBps: `at most ${percent(constants.BPS)}`,
  utilisationEmaBps: between(1, constants.MAX_UTILISATION_EMA_BPS),
  maxPriceStepBps: between(constants.MIN_PRICE_STEP_BPS, constants.MAX_PRICE_STEP_BPS),
  maxSlashBps: between(constants.MIN_SLASH_BPS, constants.MAX_SLASH_BPS),
};

/** A factor, or the part that it makes, in the guide's word. */
function inWords(factor: bigint): string {
  const words = new Map([
    [2n, "twice"],
    [4n, "quarter"],
    [10n, "tenth"],
  ]);
  return words.get(factor) ?? `${factor}`;
}

function defaultText(name: marketFile.ParamName): string {
  const vvvDecimals = 9;
  const example = marketFile.params({
    ...{ file: marketFile.parse(DEVNET), vvvDecimals },
    epochSecs: constants.DEFAULT_EPOCH_SECS,
  });
  const { targetFloor, referencePriceFloor, referencePriceCap } = example;
  const chosen = { targetFloor, referencePriceFloor, referencePriceCap };
  const params = constants.defaultParams({ ...chosen, vvvDecimals });
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
      const { is, raised, lowered } = PARAM_EFFECTS[name];
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
