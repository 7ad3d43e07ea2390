import type { Command } from "commander";
import { type Io, inSession, type Session, type Text, UsageError, withExamples } from "../../core";
import type { attacks as lab } from "@diem/sim";
import { csvOption, csvText } from "./csv";
import { asked, completed, choiceOf, labPackage, whole } from "./lab";
import { numbersOf, repeatable } from "./question";
import { marketOf, worldOptions, type WorldOptions } from "./world";

interface Options extends WorldOptions {
  readonly seed: string;
  readonly size?: string;
  readonly csv?: boolean;
}

/** `diem simulate attacks`: costs and gains of attacks on a market. */
export function attacksCommand(parent: Command, io: Io): void {
  const command = parent
    .command("attacks")
    .description("simulate known attacks on a market, and show the cost and the gain of each")
    .argument("[attack]", "name of the attack (default: all)")
    .option("--size <number>", "size of the attack, in the unit that --output json shows")
    .option("--seed <number>", "random seed; the same seed gives the same figures", "1")
    .addOption(csvOption())
    .action(inSession(io, simulateAttacks));
  worldOptions(command);
  withExamples(
    command,
    "diem simulate attacks --diem-price 800 --vvv-price 2.5",
    "diem simulate attacks target-sniper --size 0.4 --offline",
  );
}

async function simulateAttacks(
  session: Session,
  one: string | undefined,
  options: Options,
): Promise<void> {
  const { attacks, stampOf, studies } = await labPackage();
  const seed = whole(options.seed, "--seed", 1_000_000);
  const names = attacks.ATTACKS.map(({ name }) => name);
  const chosen = one === undefined ? names : [choiceOf(one, "attack", names)];
  if (options.size !== undefined && one === undefined) {
    throw new UsageError({
      name: "AttackMissing",
      message: "--size is of one attack, and none is named",
      next: `name one of ${names.join(", ")}`,
    });
  }
  const [asSize] = options.size === undefined ? [] : numbersOf(options.size, "--size");
  const { world: from } = await marketOf(session, options);
  const list = attacks.ATTACKS.filter(({ name }) => chosen.includes(name));
  asked(() => attacks.checkPeople(from));
  const study = attacks.tryAttacks(list, { from, seed, size: asSize });
  const tried = await completed(session, study, attacks.attemptsOf(list), "attempts");
  if (tried.every(({ outcome }) => outcome === null)) throw withoutNumber(chosen);
  const run = { attacks: chosen, size: asSize ?? null };
  const stamp = stampOf(from, seed, run);
  const found = tried.map(jsonOf);
  const csv = options.csv === true && !session.printer.json;
  session.print({
    text: csv
      ? [csvText(found.map(({ threshold, ...row }) => ({ ...row, ...flat(threshold) })))]
      : [...textOf(tried, studies.round, one !== undefined), ...repeatable(stamp)],
    json: { ...stamp, attacks: found },
  });
}

function withoutNumber(names: readonly string[]): UsageError {
  return new UsageError({
    name: "NotFinite",
    message: `${names.length === 1 ? names.join("") : "no attack"} has ${names.length === 1 ? "no" : "a"} number in this market`,
    next: "nobody may sell or stake in it, or its supply be too near the end of the curve: try another attack or market",
  });
}

function jsonOf({ attack, size, outcome, threshold }: lab.Tried) {
  const { name, title, breakEven, costs } = attack;
  const figures = outcome ?? { days: null, capital: null, cost: null, gain: null };
  const profitable = outcome === null ? null : outcome.gain > 0;
  const of = { size, sizeOf: attack.size.of };
  return { name, title, breakEven, costs, ...of, ...figures, profitable, threshold };
}

const flat = (threshold: lab.Threshold | null) => ({
  param: threshold?.param ?? null,
  paramNow: threshold?.now ?? null,
  paramAtBreakEven: threshold?.at ?? null,
});

function textOf(
  tried: readonly lab.Tried[],
  round: (value: number) => string,
  explained: boolean,
): Text {
  const rows = tried.map(({ attack, size, outcome }) => {
    const figures = [outcome?.days, outcome?.capital, outcome?.cost, outcome?.gain];
    const cells = figures.map((figure) => (figure === undefined ? "-" : round(figure)));
    return [attack.name, String(size), ...cells];
  });
  const told = tried.flatMap(({ attack: { name, breakEven, size, costs }, outcome, threshold }) => [
    ...(explained ? [`size: ${size.of}`, `cost: ${costs}`] : []),
    ...(outcome === null ? [`${name} has no number in this market`] : []),
    ...(threshold === null ? [] : [`${name} ${thresholdText(threshold)}`]),
    ...(outcome !== null && outcome.gain > 0 ? [`${name} is profitable ${breakEven}`] : []),
  ]);
  return [{ head: ["attack, in USD", "size", "days", "capital", "cost", "gain"], rows }, ...told];
}

/** The figure at which an attack begins to be profitable: shares in percent, times in epochs. */
function thresholdText({ param, now, at, pays }: lab.Threshold): string {
  const shown = (value: number) =>
    param === "feeStream"
      ? `${value.toFixed(1)} epochs`
      : `${Number((value * 100).toPrecision(3))}%`;
  const where =
    at === null
      ? `with ${pays === "everywhere" ? "any" : "no"} ${param}`
      : `with ${param} ${pays} ${shown(at)}`;
  return `is profitable ${where} (now ${shown(now)})`;
}
