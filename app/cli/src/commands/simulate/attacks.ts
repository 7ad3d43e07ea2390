import type { Command } from "commander";
import { type Io, inSession, type Session, type Text, withExamples } from "../../core";
import { asked, labPackage, whole } from "./lab";
import { marketOf, worldOptions, type WorldOptions } from "./world";

interface Options extends WorldOptions {
  readonly seed: string;
}

/** `diem simulate attacks`: what attacks on a market cost and bring. */
export function attacksCommand(parent: Command, io: Io): void {
  const command = parent
    .command("attacks")
    .description("try known attacks on a market, and say what each costs and brings")
    .option("--seed <number>", "the same seed gives the same figures", "1")
    .action(inSession(io, simulateAttacks));
  worldOptions(command);
  withExamples(command, "diem simulate attacks --diem-price 800 --vvv-price 2.5");
}

async function simulateAttacks(session: Session, options: Options): Promise<void> {
  const { attacks, stampOf, studies } = await labPackage();
  const seed = whole(options.seed, "--seed", 1_000_000);
  const { world: from } = await marketOf(session, options);
  const found = attacks.ATTACKS.map(({ name, title, breakEven, run }) => {
    const outcome = asked(() => run(from, seed));
    return { name, title, breakEven, ...outcome, profitable: outcome.gain > 0 };
  });
  const rows = found.map(({ name, days, capital, cost, gain }) => [
    name,
    String(days),
    ...[capital, cost, gain].map(studies.round),
  ]);
  const paying = found.filter(({ profitable }) => profitable);
  const text: Text = [
    { head: ["attack, in USD", "days", "capital", "cost", "gain"], rows },
    ...paying.map(({ name, breakEven }) => `${name} pays ${breakEven}`),
  ];
  session.print({ text, json: { ...stampOf(from, seed, { attacks: true }), attacks: found } });
}
