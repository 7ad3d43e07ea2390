import type { Command } from "commander";
import { constants } from "@diem/sdk";
import { type Io, parseChoice, inSession, type Session, withExamples } from "../../core";
import { submit, nothingToDo } from "../submit";

const ENTRIES = Object.keys(constants.PAUSE) as constants.Entry[];
const WORDS = `${ENTRIES.join(", ")}, or all`;

/** `diem market pause` and `unpause`: entries only. No exit can be paused. */
export function pauseCommands(parent: Command, io: Io): void {
  const pause = parent
    .command("pause")
    .description(
      "pause entries to the market, as its guardian or authority; exits cannot be paused",
    )
    .argument("<entry...>", WORDS)
    .action(
      inSession(io, (session, words: string[]) => {
        return change(session, { words, verb: "pause" });
      }),
    );
  withExamples(pause, "diem market pause mint open", "diem market pause all");
  const unpause = parent
    .command("unpause")
    .description("unpause entries, as the authority")
    .argument("<entry...>", WORDS)
    .action(
      inSession(io, (session, words: string[]) => {
        return change(session, { words, verb: "unpause" });
      }),
    );
  withExamples(unpause, "diem market unpause mint open");
}

function entriesOf(words: readonly string[]): constants.Entry[] {
  const choices = [...ENTRIES, "all"] as const;
  const chosen = words.map((word) => parseChoice(word, { what: "entry", choices }));
  return ENTRIES.filter((entry) => chosen.includes(entry) || chosen.includes("all"));
}

async function change(
  session: Session,
  { words, verb }: { readonly words: readonly string[]; readonly verb: "pause" | "unpause" },
): Promise<void> {
  const entries = entriesOf(words);
  const { client, market } = await session.walletContext();
  const pausing = verb === "pause";
  const changed = entries.filter((entry) => market.paused.includes(entry) !== pausing);
  const plan = await client.plan[verb]({ entries: changed });
  if (changed.length === 0) {
    return nothingToDo(session, `${entries.join(", ")}: ${pausing ? "paused" : "open"} already`);
  }
  const paused = ENTRIES.filter((entry) =>
    changed.includes(entry) ? pausing : market.paused.includes(entry),
  );
  await submit(session, {
    plan,
    summary: [
      [verb, changed.join(", ")],
      ["paused then", paused.join(", ") || "nothing"],
    ],
    json: { [verb]: changed, paused },
    done: [["paused", paused.join(", ") || "nothing"]],
  });
}
