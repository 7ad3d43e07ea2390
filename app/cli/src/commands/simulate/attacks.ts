import type { Command } from "commander";
import { type Io, inSession, type Session, type Text, UsageError, withExamples } from "../../core";
import { asked, knownIn, labPackage, whole } from "./lab";
import { numbersOf } from "./question";
import { marketOf, worldOptions, type WorldOptions } from "./world";

interface Options extends WorldOptions {
  readonly seed: string;
  readonly size?: string;
}

/** `diem simulate attacks`: costs and gains of attacks on a market. */
export function attacksCommand(parent: Command, io: Io): void {
  const command = parent
    .command("attacks")
    .description("simulate known attacks on a market, and show the cost and the gain of each")
    .argument("[attack]", "name of the attack (default: all)")
    .option("--size <number>", "size of the attack, in the unit that --output json shows")
    .option("--seed <number>", "random seed; the same seed gives the same figures", "1")
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
  const chosen = one === undefined ? names : [knownIn(one, "attack", names)];
  if (options.size !== undefined && one === undefined) {
    throw new UsageError({
      name: "AttackMissing",
      message: "--size is of one attack, and none is named",
      next: `name one of ${names.join(", ")}`,
    });
  }
  const [asSize] = options.size === undefined ? [] : numbersOf(options.size, "--size");
  const { world: from } = await marketOf(session, options);
  const found = attacks.ATTACKS.filter(({ name }) => chosen.includes(name)).map((attack) => {
    const { name, title, breakEven, size } = attack;
    const outcome = asked(() => attacks.attempt(attack, { from, seed, size: asSize }));
    const of = { size: asSize ?? size.usual, sizeOf: size.of };
    return { name, title, breakEven, ...of, ...outcome, profitable: outcome.gain > 0 };
  });
  const rows = found.map(({ name, size, days, capital, cost, gain }) => [
    name,
    String(size),
    String(days),
    ...[capital, cost, gain].map(studies.round),
  ]);
  const paying = found.filter(({ profitable }) => profitable);
  const text: Text = [
    { head: ["attack, in USD", "size", "days", "capital", "cost", "gain"], rows },
    ...(one === undefined ? [] : found.map(({ sizeOf }) => `size: ${sizeOf}`)),
    ...paying.map(({ name, breakEven }) => `${name} pays ${breakEven}`),
  ];
  const run = { attacks: chosen, size: asSize ?? null };
  session.print({ text, json: { ...stampOf(from, seed, run), attacks: found } });
}
