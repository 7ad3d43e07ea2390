import type { Command } from "commander";
import {
  formatBps,
  type Io,
  parseAddress,
  parseWhole,
  inSession,
  type Session,
  shareBps,
  UsageError,
  withExamples,
} from "../../core";
import { submit } from "../submit";

const MAX_REASON = 65_535n;

interface Options {
  readonly amount?: string;
  readonly reason: string;
}

/** `diem provider slash`: the arbiter's only power. */
export function slashCommand(parent: Command, io: Io): void {
  const command = parent
    .command("slash")
    .description("slash a provider's bond for the treasury, as the arbiter")
    .argument("<provider>", "address of the provider")
    .requiredOption("--reason <code>", "code that you publish, 0 to 65535")
    .option("--amount <vvv>", "maximum to take (default: all that the epoch's cap allows)")
    .action(inSession(io, slash));
  withExamples(
    command,
    "diem provider slash 7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs --reason 3 --amount 100",
  );
}

async function slash(session: Session, text: string, options: Options): Promise<void> {
  const address = parseAddress(text, "provider");
  const reason = readReason(options.reason);
  const { client, vvv } = await session.walletContext();
  const plan = await client.plan.slashProvider({
    provider: address,
    reason,
    ...(options.amount === undefined ? {} : { maxAmount: vvv.parsePositive(options.amount) }),
  });
  const { amount, whole, treasury } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["provider", text],
      [
        "slash",
        `${vvv.format(amount)}, ${formatBps(shareBps(amount, whole))} of ${vvv.format(whole)}`,
      ],
      ["to the treasury", treasury.toBase58()],
      ["reason", String(reason)],
      "this cannot be undone",
    ],
    json: { provider: address, amount: vvv.json(amount), whole: vvv.json(whole), treasury, reason },
    done: [["slashed", vvv.format(amount)]],
  });
}

function readReason(text: string): number {
  const code = parseWhole(text, "reason");
  if (code <= MAX_REASON) return Number(code);
  throw new UsageError({
    name: "NumberInvalid",
    message: `the reason ${text} is too large`,
    next: `give a code from 0 to ${MAX_REASON}`,
  });
}
