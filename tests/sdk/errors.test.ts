import { AnchorError, ProgramError as AnchorProgramError } from "@coral-xyz/anchor";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { PublicKey, SendTransactionError, SystemProgram } from "@solana/web3.js";
import { expect } from "chai";
import { errors, PROGRAM_ID, vouchers } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { key, named, thrownBy } from "./support";

const OURS = PROGRAM_ID.toBase58();
const OTHER = key(60).toBase58();
const TOKEN = TOKEN_PROGRAM_ID.toBase58();

const failed = (program: string, code: number) =>
  `Program ${program} failed: custom program error: 0x${code.toString(16)}`;
const ourFailure = (code: number, name: string) => [
  `Program ${OURS} invoke [1]`,
  "Program log: Instruction: MintDiem",
  `Program log: AnchorError thrown in programs/diem/src/state/market.rs:1. Error Code: ${name}. Error Number: ${String(code)}. Error Message: Something.`,
  `Program ${OURS} consumed 1 of 2 compute units`,
  failed(OURS, code),
];
const custom = (code: number) => ({ InstructionError: [0, { Custom: code }] });

function asDiem(error: unknown): errors.AnyDiemError {
  if (!errors.isDiemError(error)) throw new Error(`no DiemError: ${String(error)}`);
  return error;
}
const asProgram = (error: unknown) => named(error, "ProgramFailed");

describe("sdk: errors", () => {
  it("knows every code of the IDL by its name and message", () => {
    for (const { code, name, msg } of idl.errors) {
      const error = asDiem(errors.fromCode(code));
      expect(error.code).to.equal(code);
      expect(error.name).to.equal(name);
      expect(error.message).to.equal(msg);
      expect(msg.split(": "), name).to.deep.equal([error.reason, error.next]);
      expect(error.next.length, name).to.be.greaterThan(3);
    }
    expect(errors.fromCode(5_999)).to.equal(null);
    expect(errors.fromCode(1)).to.equal(null);
  });

  it("says of an overflow what the program says, without the IDL", async () => {
    const overflow = () => vouchers.callCost({ credits: 2n ** 64n - 1n, price: 2n ** 64n - 1n });
    const told = named(await thrownBy(overflow), "MathOverflow");
    const listed = idl.errors.find(({ code }) => code === told.code);
    expect([told.name, told.message]).to.deep.equal(["MathOverflow", listed?.msg]);
  });

  describe("understands every shape in which a refusal comes", () => {
    const logs = ourFailure(6302, "CostAboveMaximum");
    const shapes: Record<string, unknown> = {
      "web3.js's SendTransactionError": new SendTransactionError({
        action: "send",
        signature: "5sig",
        transactionMessage: "failed",
        logs,
      }),
      "Anchor's AnchorError": AnchorError.parse(logs),
      "Anchor's ProgramError": new AnchorProgramError(6302, "message", logs),
      "a simulation result": { err: custom(6302), logs, unitsConsumed: 1 },
      "a simulation response": { context: { slot: 1 }, value: { err: custom(6302), logs } },
      "Anchor's SimulateError": Object.assign(new Error("simulation"), {
        simulationResponse: { err: custom(6302), logs },
      }),
      "a fetched transaction": { meta: { err: custom(6302), logMessages: logs } },
      "a JSON-RPC preflight error": {
        code: -32_002,
        message: "Transaction simulation failed",
        data: { err: custom(6302), logs },
      },
      "a JSON-RPC response": { error: { code: -32_002, data: { err: custom(6302), logs } } },
      "an error with a cause": new Error("outer", { cause: { logs } }),
    };
    for (const [shape, thrown] of Object.entries(shapes)) {
      it(shape, () => {
        const error = asDiem(errors.from(thrown));
        expect(error.name).to.equal("CostAboveMaximum");
        expect(error.code).to.equal(6302);
        expect(error.logs).to.deep.equal(logs);
        expect(error.cause).to.equal(thrown);
      });
    }
    it("keeps the signature where there is one", () => {
      const thrown = shapes["web3.js's SendTransactionError"];
      expect(asDiem(errors.from(thrown)).signature).to.equal("5sig");
      expect(asDiem(errors.from({ logs })).signature).to.equal(undefined);
      expect(asDiem(errors.from({ logs }, { signature: "6sig" })).signature).to.equal("6sig");
    });
    it("returns its own errors as they are", () => {
      const error = errors.from({ logs });
      expect(errors.from(error)).to.equal(error);
    });
  });

  describe("attributes a code to the program that failed first", () => {
    it("does not take another program's 6000 for its own", () => {
      const error = asProgram(
        errors.from({ logs: [`Program ${OTHER} invoke [1]`, failed(OTHER, 6000)] }),
      );
      expect(error.context.program?.toBase58()).to.equal(OTHER);
      expect(error.code).to.equal(6000);
      expect(error.context.error).to.equal(undefined);
    });

    it("sees through callers: ours inside another's", () => {
      const logs = [
        `Program ${OTHER} invoke [1]`,
        `Program ${OURS} invoke [2]`,
        failed(OURS, 6300),
        failed(OTHER, 6300),
      ];
      expect(asDiem(errors.from({ logs })).name).to.equal("OutsideMintCurve");
    });

    it("sees through callers: another's inside ours", () => {
      const logs = [
        `Program ${OURS} invoke [1]`,
        `Program ${OTHER} invoke [2]`,
        failed(OTHER, 6300),
        failed(OURS, 6300),
      ];
      expect(asProgram(errors.from({ logs })).context.program?.toBase58()).to.equal(OTHER);
    });

    it("is not misled by what a program logs", () => {
      const logs = [
        `Program ${OTHER} invoke [1]`,
        `Program log: ${failed(OURS, 6300)}`,
        `Program log: x\n${failed(OURS, 6300)}`,
        failed(OTHER, 1),
      ];
      expect(asProgram(errors.from({ logs })).context.program?.toBase58()).to.equal(OTHER);
    });

    it("attributes nothing without logs", () => {
      const shapes = [
        custom(6300),
        { err: custom(6300), logs: null },
        { value: { err: custom(6300) } },
      ];
      for (const thrown of shapes) {
        const error = asProgram(errors.from(thrown));
        expect(error.context.program).to.equal(null);
        expect(error.code).to.equal(6300);
      }
    });

    it("takes another deployment's id", () => {
      const logs = [`Program ${OTHER} invoke [1]`, failed(OTHER, 6300)];
      const error = errors.from({ logs }, { programId: new PublicKey(OTHER) });
      expect(asDiem(error).name).to.equal("OutsideMintCurve");
    });
  });

  it("names the framework's and the token program's errors", () => {
    const framework = asProgram(errors.from({ logs: ourFailure(2006, "ConstraintSeeds") }));
    expect(framework.context.error).to.equal("ConstraintSeeds");
    expect(framework.context.program?.equals(PROGRAM_ID)).to.equal(true);

    const nested = [`Program ${OURS} invoke [1]`, `Program ${TOKEN} invoke [2]`];
    const token = [
      ...nested,
      "Program log: Error: insufficient funds",
      failed(TOKEN, 1),
      failed(OURS, 1),
    ];
    const error = asProgram(errors.from({ logs: token }));
    expect(error.context.error).to.equal("InsufficientFunds");
    expect(error.context.program?.equals(TOKEN_PROGRAM_ID)).to.equal(true);
    expect(error.message).to.contain("Error: insufficient funds");

    const system = SystemProgram.programId.toBase58();
    const taken = errors.from({ logs: [`Program ${system} invoke [2]`, failed(system, 0)] });
    expect(asProgram(taken).context.error).to.equal("AccountAlreadyInUse");
  });

  it("takes the name of another Anchor program's error from its logs", () => {
    const logs = ourFailure(6000, "NotOurs").map((line) => line.replaceAll(OURS, OTHER));
    const error = asProgram(errors.from({ logs }));
    expect(error.context.error).to.equal("NotOurs");
    expect(error.context.program?.toBase58()).to.equal(OTHER);
  });

  it("keeps the reason of failures without a code", () => {
    const reason = "exceeded CUs meter at BPF instruction";
    const error = asProgram(errors.from({ logs: [`Program ${OURS} failed: ${reason}`] }));
    expect(error.code).to.equal(undefined);
    expect(error.message).to.contain(reason);
  });

  it("returns other errors as they are, and never throws", () => {
    const other = new Error("the network is down");
    expect(errors.from(other)).to.equal(other);
    const circular: Record<string, unknown> = {};
    circular.cause = circular;
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error("no reading");
        },
      },
    );
    const unreadable = { logs: [failed("z".repeat(44), 1), 5, null] };
    for (const thrown of [
      unreadable,
      undefined,
      null,
      5,
      5n,
      "text",
      Symbol("s"),
      {},
      [],
      circular,
      hostile,
    ]) {
      expect(errors.from(thrown)).to.be.instanceOf(Error);
    }
    expect(errors.from("text").message).to.equal("text");
    expect(errors.fromLogs([])).to.equal(null);
    expect(errors.fromLogs(["Program log: all is well"])).to.equal(null);
  });
});
