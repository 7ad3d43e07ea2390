import type { Command } from "commander";
import { formatDue, type Io, parseDuration, perform, type Session, withExamples } from "../../core";
import { carryOut } from "../carry-out";

/** `diem market fund`: VVV for the stakers, released by the second. */
export function fundCommand(parent: Command, io: Io): void {
  const command = parent
    .command("fund")
    .description("add VVV to the reward stream of the stakers")
    .argument("<vvv>", "amount of VVV")
    .requiredOption("--duration <span>", "time over which it is released, such as 30d")
    .action(perform(io, fund));
  withExamples(command, "diem market fund 1000 --duration 30d");
}

async function fund(
  session: Session,
  text: string,
  options: { readonly duration: string },
): Promise<void> {
  const durationSecs = parseDuration(options.duration);
  const { client, vvv } = await session.acting();
  const amount = vvv.parsePositive(text);
  const plan = await client.plan.fundRewards({ amount, durationSecs });
  const { remaining, endTs } = plan.quote;
  const now = await client.read.now();
  await carryOut(session, {
    plan,
    summary: [
      ["fund", vvv.format(amount)],
      ["stream then", vvv.format(remaining)],
      ["released until", formatDue(endTs, now)],
    ],
    json: { amount: vvv.json(amount), remaining: vvv.json(remaining), endTs },
    done: [["funded", vvv.format(amount)]],
  });
}
