import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import type { Output } from "@diem/cli";
import { errors } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { explain } from "../../app/cli/dist/core/failures";
import { inCommandTerms } from "../../app/cli/dist/core/command-terms";
import { confirm } from "../../app/cli/dist/core/output/confirm";
import { toJson } from "../../app/cli/dist/core/output/json";
import { Printer } from "../../app/cli/dist/core/output/printer";
import { withProgress } from "../../app/cli/dist/core/output/progress";
import { Terminal } from "./terminal";

const around = { cwd: "/", home: "/" };
const ESC = "\u001b";
const URL = "http://127.0.0.1:8899";

describe("cli: output", () => {
  it("aligns facts that follow one another, and columns of tables", () => {
    const terminal = new Terminal(around);
    new Printer(terminal.io, {}).print({
      text: [
        ["a", "1"],
        ["longer", "2"],
        "text",
        ["b", "3"],
        {
          head: ["id", "VVV"],
          rows: [
            ["10", "1.5"],
            ["2", "1000"],
          ],
        },
        { head: ["id"], rows: [], empty: "none there" },
      ],
      json: null,
    });
    expect(terminal.stdout).to.equal(
      "a:       1\nlonger:  2\ntext\nb:  3\nid  VVV\n10  1.5\n2   1000\nnone there\n",
    );
  });

  const address = "7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs";
  const wide = {
    head: ["provider", "price", "endpoint"],
    rows: [[address, "0.0007", "https://compute.example/v1"]],
  };
  const records = [
    `provider ${address}`,
    "  price:     0.0007",
    "  endpoint:  https://compute.example/v1",
    "",
  ].join("\n");
  const table = [
    `provider                                      price   endpoint`,
    `${address}  0.0007  https://compute.example/v1`,
    "",
  ].join("\n");
  const layouts: [columns: number | undefined, printed: string][] = [
    [undefined, table],
    [80, table],
    [79, records],
    [0, table],
    [200, table],
  ];
  for (const [columns, printed] of layouts) {
    it(`prints a table of 80 columns in ${columns ?? "no known number of"} columns`, () => {
      const terminal = new Terminal({ ...around, ...(columns === undefined ? {} : { columns }) });
      new Printer(terminal.io, {}).print({ text: [wide], json: null });
      expect(terminal.stdout).to.equal(printed);
    });
  }

  it("wraps what is longer than a line below itself, and leaves words and files whole", () => {
    const terminal = new Terminal({ ...around, columns: 24 });
    const file = `{ "name": "a text that is longer than the line" }\n{}`;
    new Printer(terminal.io, {}).print({
      text: ["one two three four five six", ["key", `a b ${address} c d`], file, ["k", ""]],
      json: null,
    });
    expect(terminal.stdout).to.equal(
      [
        "one two three four five",
        "six",
        "key:  a b",
        `      ${address}`,
        "      c d",
        `{ "name": "a text that is longer than the line" }`,
        "{}",
        "k:  ",
        "",
      ].join("\n"),
    );
  });

  it("removes control characters from texts of others", () => {
    const terminal = new Terminal(around);
    const evil = `https://x${ESC}[2J${ESC}]0;title\u0007\r\u202eabc`;
    new Printer(terminal.io, {}).print({
      text: [evil, ["endpoint", evil], { head: ["e"], rows: [[evil]] }],
      json: null,
    });
    expect(terminal.stdout.replaceAll("\n", "")).not.to.match(/[\p{Cc}\p{Cf}]/u);
    expect(terminal.stdout).to.contain("https://x");
  });

  const colourful: [
    what: string,
    options: { readonly color?: boolean; readonly terminal: boolean },
    env: NodeJS.ProcessEnv,
    expected: boolean,
  ][] = [
    ["on a terminal", { terminal: true }, {}, true],
    ["in a pipe", { terminal: false }, {}, false],
    ["with NO_COLOR", { terminal: true }, { NO_COLOR: "1" }, false],
    ["with an empty NO_COLOR", { terminal: true }, { NO_COLOR: "" }, true],
    ["on a dumb terminal", { terminal: true }, { TERM: "dumb" }, false],
    ["with --no-color", { terminal: true, color: false }, {}, false],
  ];
  for (const [what, { color = true, terminal: watched }, env, expected] of colourful) {
    it(`${expected ? "has" : "has no"} colours ${what}`, () => {
      const terminal = new Terminal({ ...around, terminal: watched, env });
      const printer = new Printer(terminal.io, { color });
      printer.print({ text: [["label", "value"]], json: null });
      printer.note([["label", "value"]]);
      expect(terminal.stdout.includes(ESC)).to.equal(expected);
      expect(terminal.stderr.includes(ESC)).to.equal(expected);
    });
  }

  it("prints JSON without losing a digit, and nothing around it", () => {
    const { publicKey } = Keypair.generate();
    const value = { big: 2n ** 64n - 1n, key: publicKey, bytes: new Uint8Array([0, 255]) };
    const json = { list: [value], none: null, flag: true, absent: undefined };
    expect(toJson(json)).to.deep.equal({
      list: [{ big: "18446744073709551615", key: publicKey.toBase58(), bytes: "00ff" }],
      none: null,
      flag: true,
    });
    const terminal = new Terminal({ ...around, terminal: true });
    const printer = new Printer(terminal.io, { output: "json" });
    printer.print({ text: ["for people"], json });
    printer.note(["for people"]);
    expect(JSON.parse(terminal.stdout)).to.deep.equal(toJson(json));
    expect(terminal.stderr).to.equal("");
    printer.note(["for people"], { signature: "5sig" });
    expect(terminal.stderr).to.equal('{"signature":"5sig"}\n');
  });

  it("prints one line of JSON for each of many results", () => {
    const terminal = new Terminal(around);
    const printer = new Printer(terminal.io, { output: "json" });
    for (const n of [1n, 2n]) printer.printLine({ text: [], json: { n } });
    expect(terminal.stdout).to.equal('{"n":"1"}\n{"n":"2"}\n');
  });

  it("shows progress only on a terminal, and removes it", async () => {
    const quiet = new Terminal(around);
    const label = "waiting,";
    const work = (aside: (write: () => void) => void) => {
      aside(() => undefined);
      return Promise.resolve(1);
    };
    expect(await withProgress({ stream: quiet.io.stderr, label }, work)).to.equal(1);
    expect(quiet.stderr).to.equal("");
    const terminal = new Terminal({ ...around, terminal: true });
    const stream = terminal.io.stderr;
    await withProgress({ stream, label }, async (aside) => {
      aside(() => stream.write("signature\n"));
      while (!/waiting, \d+ s/.test(terminal.stderr)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    expect(terminal.stderr)
      .to.match(/signature\n/)
      .and.to.match(/waiting, \d+ s/);
    expect(terminal.stderr.endsWith(`\r${ESC}[2K`)).to.equal(true);
  });

  for (const answer of ["y", "Y", "yes", "YES", " y "]) {
    it(`takes "${answer}" for a yes`, async () => {
      const terminal = new Terminal({ ...around, answers: [answer] });
      await confirm(terminal.io, "Send it?");
      expect(terminal.stderr).to.equal("Send it? [y/N] ");
    });
  }

  for (const answer of ["", "n", "no", "yess", "ja", undefined]) {
    it(`takes ${answer === undefined ? "the end of input" : `"${answer}"`} for a no`, async () => {
      const answers = answer === undefined ? [] : [answer];
      const failed = await confirm(new Terminal({ ...around, answers }).io, "Send it?").then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failed).to.include({ name: "Declined", exitCode: 2 });
    });
  }

  it("takes no answer to a question that nobody saw", async () => {
    const terminal = new Terminal({ ...around, answers: ["y"], broken: { stderr: "ENOSPC" } });
    const failed = await confirm(terminal.io, "Send it?").then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).to.include({ name: "ConfirmationMissing", exitCode: 2 });
  });

  it("ends a question at Ctrl-C", async () => {
    const interrupt = new AbortController();
    const { io: asked } = new Terminal({ ...around, answers: [], signal: interrupt.signal });
    const write: Output["write"] = (_, done) => {
      interrupt.abort();
      done?.();
    };
    const io = { ...asked, stderr: { write } };
    const failed = await confirm(io, "Send it?").then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).to.include({ name: "Interrupted", exitCode: 130 });
  });
});

describe("cli: failures", () => {
  for (const { code, name } of idl.errors) {
    it(`says what to do about ${name}`, () => {
      const error = errors.fromCode(code, { signature: "5sig" });
      const told = explain(error, URL);
      expect(told.exitCode).to.equal(1);
      expect(told.name).to.equal(error?.name);
      expect(told.signature).to.equal("5sig");
      expect(told.message.length).to.be.greaterThan(10);
      expect(told.next?.length).to.be.greaterThan(3);
      const words = `${told.message}: ${told.next ?? ""}`;
      expect(words).not.to.match(/[a-z]_[a-z]|base unit|micro-credit|lamport/i);
    });
  }

  const terms: [program: string, command: string][] = [
    [
      "the mint would lock more VVV than max_vvv_locked: raise max_vvv_locked or mint less",
      "the mint would lock more VVV than --max-vvv: raise --max-vvv or mint less",
    ],
    [
      "duration_secs is out of range: pass from stake_cooldown_secs to 365 days",
      "--duration is out of range: pass from params.stakeCooldown to 365 days",
    ],
    [
      "earlier epochs are not closed yet: call roll_epoch first",
      "earlier epochs are not closed yet: run `diem epoch roll` first",
    ],
    [
      "the capacity is above 2^44 micro-credits an epoch: offer less",
      "the capacity is above 17592186.044416 credits an epoch: offer less",
    ],
    [
      "the price is zero: pass DIEM base units per whole credit, at least 1",
      "the price is zero: give a price above zero",
    ],
    [
      "reference_price_cap is above 10^15 base units (a million DIEM per credit): lower it",
      "params.referencePriceCap is above a million DIEM per credit: lower it",
    ],
    [
      "the newest voucher covers 1500000000 more DIEM base units and 20500 micro-credits of quota",
      "the newest voucher covers 1.5 more DIEM and 0.0205 credits of quota",
    ],
    [
      "these bytes are not a voucher: pass what toText wrote",
      "these bytes are not a voucher: give it as `diem channel pay` printed it",
    ],
    ["the file no_parameter.json is gone: look", "the file no_parameter.json is gone: look"],
  ];
  for (const [program, command] of terms) {
    it(`says "${command}" of what the program says in its own terms`, () => {
      expect(inCommandTerms(program)).to.equal(command);
    });
  }

  it("names the transaction whose outcome nobody knows, and how to look it up", () => {
    const error = new errors.DiemError("TransactionOutcomeUnknown", {
      reason: "nobody said",
      next: "look it up",
      signature: "5sig",
      context: { signature: "5sig", lastValidBlockHeight: 9 },
    });
    const told = explain(error, "https://rpc.example/?api-key=secret");
    expect(told).to.include({
      exitCode: 3,
      name: "TransactionOutcomeUnknown",
      message: "the transaction 5sig was sent, and its outcome is not known",
      next: "check it before you try again: solana confirm 5sig --url https://rpc.example/?...",
      signature: "5sig",
    });
  });

  it("says that nothing happened where a transaction expired", () => {
    const told = explain(
      new errors.DiemError("TransactionExpired", {
        reason: "the transaction 5sig reached no block",
        next: "nothing happened, so send it again",
        signature: "5sig",
        context: { signature: "5sig" },
      }),
      URL,
    );
    expect(told).to.include({ exitCode: 3, signature: "5sig" });
    expect(told.next).to.match(/^nothing happened, so send it again/);
  });

  it("shows no key of a node that gives no answer", () => {
    const endpoint = "https://rpc.example/?api-key=secret";
    const told = explain(
      new errors.DiemError("NodeUnreachable", {
        reason: `no answer from ${endpoint}`,
        next: "check the URL",
        context: { endpoint },
      }),
      endpoint,
    );
    expect(told).to.include({
      exitCode: 3,
      message: "no node answers at https://rpc.example/?...",
    });
  });

  it("reports a fault of its own as one", () => {
    const told = explain(new TypeError("x is undefined"), URL);
    expect(told).to.include({ exitCode: 1, name: "InternalError" });
    expect(told.message).to.match(/^TypeError: x is undefined\n/);
  });
});
