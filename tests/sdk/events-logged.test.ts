import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { events, PROGRAM_ID } from "@diem/sdk";
import { type Inner, OTHER_PROGRAM, response, settled, SILENT_PROGRAM } from "./events-support";
import { key } from "./support";

const invoke = (program: PublicKey, depth: number) =>
  `Program ${program.toBase58()} invoke [${String(depth)}]`;
const success = (program: PublicKey) => `Program ${program.toBase58()} success`;
const EVENT = `Program data: ${settled.toString("base64")}`;

/** The program's run that logs a settlement. */
const settling = (depth: number, ...lines: readonly string[]) => [
  invoke(PROGRAM_ID, depth),
  ...(lines.length > 0 ? lines : [EVENT]),
  `Program ${PROGRAM_ID.toBase58()} consumed 3631 of 399850 compute units`,
  success(PROGRAM_ID),
];
/** Another program's run. */
const running = (depth: number, ...lines: readonly string[]) => [
  invoke(OTHER_PROGRAM, depth),
  ...lines,
  success(OTHER_PROGRAM),
];
const top = (...programs: readonly PublicKey[]): Inner[] =>
  programs.map((program) => ({ program }));

/** Where the events of a transaction are that has these logs and, of `innerOf`, these inner instructions. */
function placesOf(
  logs: readonly string[],
  topLevel: readonly Inner[],
  { inner = [] as Inner[], innerOf = 0 } = {},
): [name: string, instructionIndex: number, innerIndex: number | null][] {
  return events
    .fromTransaction(response(inner, { logs, topLevel, innerOf }))
    .map(({ name, instructionIndex, innerIndex }) => [name, instructionIndex, innerIndex]);
}

describe("sdk: logged events", () => {
  it("decodes a settlement, every field of it", () => {
    const topLevel = top(PROGRAM_ID);
    const [event] = events.fromTransaction(response([], { logs: settling(1), topLevel }));
    if (event?.name !== "VouchersSettled") throw new Error("another event");
    const entry = { channelSequence: 1n, settled: 2n ** 64n - 1n, quotaUsed: 3n, quotaEpoch: 4 };
    expect(event.data).to.deep.equal({
      stamp: { market: key(1), slot: 11n, timestamp: -12n, sequence: 9_007_199_254_740_993n },
      provider: key(3),
      epoch: 4_294_967_295,
      entries: [
        { channel: key(4), errorCode: 0, ...entry },
        { channel: key(5), errorCode: 6_617, ...entry },
      ],
    });
  });

  it("is no event of the program's calls to itself, and the other way round", () => {
    expect(events.decode(settled)).to.equal(null);
    const sent = Buffer.concat([Buffer.from("e445a52e51cb9a1d", "hex"), settled]);
    expect(events.decode(sent)?.name).to.equal("VouchersSettled");
    const logs = settling(1, `Program data: ${sent.toString("base64")}`);
    expect(placesOf(logs, top(PROGRAM_ID))).to.deep.equal([]);
  });

  describe("finds the instruction", () => {
    it("behind others, and behind signature checks, which log nothing", () => {
      const topLevel = top(OTHER_PROGRAM, SILENT_PROGRAM, PROGRAM_ID, SILENT_PROGRAM, PROGRAM_ID);
      const logs = [...running(1, "Program log: hello"), ...settling(1), ...settling(1)];
      expect(placesOf(logs, topLevel)).to.deep.equal([
        ["VouchersSettled", 2, null],
        ["VouchersSettled", 4, null],
      ]);
    });

    it("within other programs, by the inner instruction that logged", () => {
      const nested = running(2, ...settling(3));
      const logs = [...running(1, ...running(2), ...nested, ...settling(2)), ...settling(1)];
      expect(placesOf(logs, top(OTHER_PROGRAM, PROGRAM_ID))).to.deep.equal([
        ["VouchersSettled", 0, 2],
        ["VouchersSettled", 0, 3],
        ["VouchersSettled", 1, null],
      ]);
    });

    it("with the program's address in a lookup table", () => {
      const options = { logs: settling(1), topLevel: top(PROGRAM_ID), lookedUp: true };
      expect(events.fromTransaction(response([], options)).length).to.equal(1);
    });
  });

  it("puts logged and sent events in the order in which they happened", () => {
    const inner = [{ program: OTHER_PROGRAM }, {}, { program: PROGRAM_ID, accounts: [] }, {}];
    const logs = [
      ...settling(1),
      ...running(
        1,
        ...running(2),
        ...[...settling(2, "Program log: sent"), ...settling(2)],
        ...settling(2, "Program log: sent"),
      ),
      ...settling(1),
    ];
    const topLevel = top(PROGRAM_ID, OTHER_PROGRAM, PROGRAM_ID);
    expect(placesOf(logs, topLevel, { inner, innerOf: 1 })).to.deep.equal([
      ["VouchersSettled", 0, null],
      ["TreasuryCollected", 1, 1],
      ["VouchersSettled", 1, 2],
      ["TreasuryCollected", 1, 3],
      ["VouchersSettled", 2, null],
    ]);
  });

  describe("ignores what only looks like a settlement", () => {
    const call = settling(2, "Program log: nothing");
    const forged: [what: string, logs: readonly string[], topLevel: readonly Inner[]][] = [
      ["logged by another program", running(1, EVENT), top(OTHER_PROGRAM)],
      [
        "logged by a caller before and after it calls the program",
        running(1, EVENT, ...call, EVENT),
        top(OTHER_PROGRAM),
      ],
      [
        "logged by a program that the program calls",
        settling(1, ...running(2, EVENT)),
        top(PROGRAM_ID),
      ],
      ["logged after the program ended", [...settling(1, "x"), EVENT], top(PROGRAM_ID)],
      ["as text", settling(1, `Program log: ${EVENT}`), top(PROGRAM_ID)],
      [
        "behind a begin that another program wrote as text",
        running(1, `Program log: ${invoke(PROGRAM_ID, 2)}`, EVENT),
        top(OTHER_PROGRAM),
      ],
      [
        "behind a begin in the second line of a text",
        running(1, `Program log: x\n${invoke(PROGRAM_ID, 2)}`, EVENT),
        top(OTHER_PROGRAM),
      ],
      [
        "cut short",
        settling(1, `Program data: ${settled.subarray(0, -1).toString("base64")}`),
        top(PROGRAM_ID),
      ],
      ["of several parts", settling(1, `${EVENT} ${EVENT.slice(14)}`), top(PROGRAM_ID)],
      ["of an unknown kind", settling(1, "Program data: AAAAAAAAAAAAAAAA"), top(PROGRAM_ID)],
      ["without the instruction that its logs tell of", settling(1), top(OTHER_PROGRAM)],
      ["at a depth that nobody called", settling(2), top(PROGRAM_ID)],
    ];
    for (const [what, logs, topLevel] of forged) {
      it(what, () => expect(placesOf(logs, topLevel)).to.deep.equal([]));
    }

    it("of the program while another program's events are asked for", () => {
      const made = response([], { logs: settling(1), topLevel: top(PROGRAM_ID) });
      expect(events.fromTransaction(made, { programId: OTHER_PROGRAM })).to.deep.equal([]);
    });

    it("in a failed transaction", () => {
      const err = { InstructionError: [1, "Custom"] };
      const made = response([], { logs: settling(1), topLevel: top(PROGRAM_ID), err });
      expect(events.fromTransaction(made)).to.deep.equal([]);
    });
  });

  describe("logs that were cut", () => {
    const topLevel = top(PROGRAM_ID, OTHER_PROGRAM, PROGRAM_ID);

    it("keeps what stands before the cut, and nothing after it", () => {
      const logs = [...settling(1), ...running(1, "Log truncated", ...settling(2)), ...settling(1)];
      expect(placesOf(logs, topLevel)).to.deep.equal([["VouchersSettled", 0, null]]);
    });

    it("does not take a later program's line for the program's own, whose end was cut", () => {
      const cut = [invoke(PROGRAM_ID, 1), "Log truncated", EVENT];
      expect(placesOf(cut, topLevel)).to.deep.equal([]);
    });

    it("stops at an end that does not fit, even where no cut is marked", () => {
      const logs = [invoke(PROGRAM_ID, 1), success(OTHER_PROGRAM), ...settling(1)];
      expect(placesOf(logs, topLevel)).to.deep.equal([]);
    });

    it("keeps the events that the program sent to itself", () => {
      const logs = [invoke(PROGRAM_ID, 1), "Log truncated"];
      const sent = placesOf(logs, topLevel, { inner: [{}], innerOf: 2 });
      expect(sent).to.deep.equal([["TreasuryCollected", 2, 0]]);
    });
  });

  it("finds nothing where a node kept no logs", () => {
    const { meta, ...rest } = response([], { topLevel: top(PROGRAM_ID) });
    if (meta === null) throw new Error("no meta");
    const without = { ...rest, meta: { ...meta, logMessages: null } };
    expect(events.fromTransaction(without)).to.deep.equal([]);
  });
});
