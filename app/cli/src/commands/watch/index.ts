import { once } from "node:events";
import type { Command } from "commander";
import type { DiemEventName, LocatedEvent } from "@diem/sdk";
import { EVENT_NAMES, eventText } from "@diem/sdk/text";
import {
  formatTime,
  type Io,
  parseChoice,
  inSession,
  type Session,
  type Token,
  withExamples,
} from "../../core";
import { startOf } from "./start";

interface WatchOptions {
  readonly events?: string;
  readonly from?: string;
}

/** How often the history is read where no notification comes. */
const POLL_MS = 2_000;

/** `diem watch`. */
export function watchCommand(parent: Command, io: Io): void {
  const command = parent
    .command("watch")
    .description("show the market's events, one per line, until Ctrl-C")
    .option("--events <names>", "show only these events, such as DiemMinted,VouchersSettled")
    .option("--from <slot|signature>", "start in the past, at this slot or after this transaction")
    // Ctrl-C is the normal end, not a failure
    .action(
      inSession({ ...io, signal: new AbortController().signal }, (session, options: WatchOptions) =>
        watch(session, options, io.signal),
      ),
    );
  withExamples(
    command,
    "diem watch",
    "diem watch --events DiemMinted,VouchersSettled --output json",
    "diem watch --from 250000000",
  );
}

async function watch(
  session: Session,
  { events: list, from }: WatchOptions,
  stop: AbortSignal,
): Promise<void> {
  const wanted = namesOf(list);
  const { client, vvv } = await session.marketContext();
  const after = from === undefined ? undefined : await startOf(session, from);
  const { printer } = session;
  printer.note(
    [`waiting for events of the market ${client.market.market.toBase58()}; Ctrl-C ends it`],
    {
      event: "waiting",
    },
  );
  let failing = false;
  const end = client.watch.transactions(
    ({ events, signature }) => {
      if (failing) printer.note(["the node answers again"], { event: "resumed" });
      failing = false;
      for (const event of events) {
        if (wanted.has(event.name)) tell(session, event, { signature, vvv });
      }
    },
    {
      pollMs: POLL_MS,
      onError: (error) => {
        const { name, message } = session.failure(error);
        if (!failing) printer.note([`${message} [${name}]`], { event: "failing", name, message });
        failing = true;
      },
      ...(after === undefined ? {} : { after }),
    },
  );
  const over = AbortSignal.any([stop, printer.lost]);
  if (!over.aborted) await once(over, "abort");
  await end();
}

function tell(
  { printer }: Session,
  event: LocatedEvent,
  { signature, vvv }: { readonly signature: string; readonly vvv: Token },
): void {
  const { name, data } = event;
  const { slot, timestamp, sequence } = data.stamp;
  const words = eventText(event, { vvv });
  printer.printLine({
    text: [`${formatTime(timestamp)}  ${name}  ${words}  ${signature}`],
    json: { event: name, words, signature, slot, timestamp, sequence, data },
  });
}

function namesOf(list: string | undefined): ReadonlySet<DiemEventName> {
  if (list === undefined) return new Set(EVENT_NAMES);
  const names = list.split(",").map((name) => name.trim());
  return new Set(names.map((name) => parseChoice(name, { what: "event", choices: EVENT_NAMES })));
}
