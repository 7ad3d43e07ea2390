import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { TransactionInstruction, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import { expect } from "chai";
import { DIEM_PROGRAM_PATH } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { startChain, type TestChain } from "../support/chain";
import { codeConstants, dynamicSymbols, section, sectionsOf } from "./elf";
import { EXITS_BY_ANYONE, INTERFACE } from "./interface";

const ROOT = join(__dirname, "../..");
const CRATE = join(ROOT, "programs/diem");
const binary = readFileSync(DIEM_PROGRAM_PATH);
const manifest = readFileSync(join(CRATE, "Cargo.toml"), "utf8");

/** What Anchor answers where no instruction has the discriminator. */
const NO_INSTRUCTION = { InstructionError: [0, { Custom: 101 }] };
/** In front of Anchor's own instructions for an IDL on chain, which the feature `no-idl` leaves out. */
const IDL_TAG = "40f4bc78a7e9690a";

const hex = (bytes: ArrayLike<number>) => Buffer.from(Uint8Array.from(bytes)).toString("hex");
const sorted = (list: readonly string[]) => [...list].sort();

/** The rows of a table of the manifest. */
function table(name: string): string[] {
  const [, rest = ""] = manifest.split(`\n[${name}]\n`);
  return (rest.split("\n[")[0] ?? "").split("\n").filter((line) => line.trim() !== "");
}

interface Source {
  readonly path: string;
  readonly text: string;
}

function filesIn(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return [{ path, text: readFileSync(path, "utf8") }];
  });
}

const FOR_TESTS = /#\[cfg\(test\)\]\s*\n\s*(.*)/g;

/** The program's sources without comments and without what only its tests compile. */
function released(): Source[] {
  const all = filesIn(join(CRATE, "src"));
  const modules = all.flatMap(({ text }) =>
    [...text.matchAll(FOR_TESTS)].flatMap(([, what = ""]) => /mod (\w+);/.exec(what)?.[1] ?? []),
  );
  const partsOf = (path: string) => relative(CRATE, path).split(/[/.]/);
  const own = all.filter(({ path }) => !partsOf(path).some((part) => modules.includes(part)));
  return own.map(({ path, text }) => {
    const [code = ""] = text.split(/#\[cfg\(test\)\]\s*\n\s*mod \w+ \{/);
    return { path, text: code.replace(/\/\/.*$/gm, "") };
  });
}

/** Whether the program takes the bytes for one of its instructions. */
async function isTaken(
  { connection, provider }: TestChain,
  blockhash: string,
  data: Buffer,
): Promise<boolean> {
  const message = new TransactionMessage({
    payerKey: provider.wallet.publicKey,
    recentBlockhash: blockhash,
    instructions: [new TransactionInstruction({ programId: PROGRAM_ID, keys: [], data })],
  });
  const transaction = new VersionedTransaction(message.compileToV0Message());
  const { value } = await connection.simulateTransaction(transaction, { sigVerify: false });
  return JSON.stringify(value.err) !== JSON.stringify(NO_INSTRUCTION);
}

describe("the released program", () => {
  it("has the instructions that are agreed on, and no other", () => {
    const agreed = Object.values(INTERFACE).flat();
    expect(sorted(idl.instructions.map(({ name }) => name))).to.deep.equal(sorted(agreed));
  });

  it("says of each exit that it is one, and lets no other call than agreed be anyone's", () => {
    const docs = (words: string) =>
      idl.instructions.flatMap(({ name, docs = [] }) =>
        docs.join(" ").includes(words) ? name : [],
      );
    expect(sorted(docs("An exit."))).to.deep.equal(sorted(INTERFACE.exits));
    expect([...INTERFACE.anyone, ...EXITS_BY_ANYONE]).to.include.members(docs("Anyone may"));
  });

  it("takes no constant of its own code for an instruction that the IDL does not name", async () => {
    const chain = await startChain();
    const { blockhash } = await chain.connection.getLatestBlockhash();
    const taken: string[] = [];
    for (const data of codeConstants(binary)) {
      if (await isTaken(chain, blockhash, data)) taken.push(data.toString("hex"));
    }
    const named = idl.instructions.map(({ discriminator }) => hex(discriminator));
    const own = table("features").join().includes('"no-idl"') ? [] : [IDL_TAG];
    expect(sorted(taken)).to.deep.equal(sorted([...named, ...own]));
  });

  it("is built with the known features, and with these by default", () => {
    expect(table("features")).to.deep.equal([
      'default = ["no-log-ix-name"]',
      'cpi = ["no-entrypoint"]',
      "no-entrypoint = []",
      "no-idl = []",
      "no-log-ix-name = []",
      'idl-build = ["anchor-lang/idl-build", "anchor-spl/idl-build"]',
      "anchor-debug = []",
      "custom-heap = []",
      "custom-panic = []",
    ]);
  });

  it("compiles nothing of its instructions by a condition", () => {
    const [, instructions = ""] = readFileSync(join(CRATE, "src/lib.rs"), "utf8").split(
      "#[program]",
    );
    expect(instructions).to.not.match(/cfg/);
    const byFeature = released().filter(({ text }) => /cfg\w*\([^)]*feature/.test(text));
    expect(byFeature.map(({ path }) => path)).to.deep.equal([join(CRATE, "src/security.rs")]);
    for (const { path, text } of filesIn(join(CRATE, "src"))) {
      for (const [, what = ""] of text.matchAll(FOR_TESTS)) {
        expect(what, path).to.match(/^(pub(\(\w+\))? )?mod \w+(;| \{)$/);
      }
    }
  });

  it("has no unsafe code and prints nothing but its event", () => {
    const code = released();
    expect(code.length, "so that the search can find something").to.be.above(50);
    for (const { path, text } of code) {
      expect(text, path).to.not.match(/\bunsafe\b|\b(msg|dbg|e?println?)!|\bsol_log\b/);
    }
    const logging = code.filter(({ text }) => /\bsol_log_data\(/.test(text));
    expect(logging.map(({ path }) => path)).to.deep.equal([join(CRATE, "src/events/channel.rs")]);
    expect(readFileSync(join(ROOT, "Cargo.toml"), "utf8")).to.include('unsafe_code = "deny"');
  });

  it("is stripped: no symbols, no debug information, no path of the machine that built it", () => {
    const names = sectionsOf(binary).map(({ name }) => name);
    const needed = [".text", ".rodata", ".dynamic", ".dynsym", ".dynstr", ".rel.dyn", ".shstrtab"];
    expect(names.filter((name) => name !== "")).to.have.members(needed);
    const texts = section(binary, ".rodata").toString("latin1");
    const homes = ["home", "root", "Users"].map((folder) => `/${folder}/`);
    for (const trace of ["anchor-debug", "Instruction: ", ...homes]) {
      expect(texts, trace).to.not.include(trace);
    }
    expect(texts, "so that the search can find something").to.include("AnchorError thrown in ");
  });

  it("asks the runtime for the clock, rent, hashes, memory, logs, answers and calls, and nothing else", () => {
    const known = [
      ...["abort", "sol_get_clock_sysvar", "sol_get_rent_sysvar", "sol_invoke_signed_rust"],
      ...["sol_log_", "sol_log_data", "sol_log_pubkey", "sol_sha256", "sol_set_return_data"],
      ...["sol_memcmp_", "sol_memcpy_", "sol_memmove_", "sol_memset_"],
      ...["sol_try_find_program_address", "sol_create_program_address"],
    ];
    const symbols = dynamicSymbols(binary);
    expect(symbols).to.include("entrypoint");
    expect(symbols.filter((name) => name !== "entrypoint" && !known.includes(name))).to.deep.equal(
      [],
    );
  });
});
