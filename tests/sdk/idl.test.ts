import { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { constants, vouchers } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";

interface Constant {
  readonly name: string;
  readonly type: unknown;
  readonly value: string;
}
const ofProgram: readonly Constant[] = idl.constants;
const ofSdk = constants as unknown as Readonly<Record<string, unknown>>;

const camelCase = (name: string) =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const textOf = (value: string) => Buffer.from(JSON.parse(value) as number[]).toString();

/** The SDK's copy of a constant of the program. */
function copyOf(name: string): unknown {
  if (name.endsWith("_SEED")) {
    return constants.SEEDS[camelCase(name.replace(/_SEED$/, "")) as keyof typeof constants.SEEDS];
  }
  if (name.startsWith("PAUSE_") && name !== "PAUSE_ALL") {
    return constants.PAUSE[name.slice(6).toLowerCase() as constants.Entry];
  }
  return ofSdk[name];
}

describe("sdk: the IDL", () => {
  for (const { name, value } of ofProgram) {
    if (name === "VOUCHER_TAG") continue;
    it(`has ${name} as the SDK has it`, () => {
      const copy = copyOf(name);
      if (typeof copy === "string") expect(textOf(value)).to.equal(copy);
      else expect(BigInt(value)).to.equal(BigInt(copy as bigint));
    });
  }

  it("has the tag that vouchers begin with", () => {
    const tag = ofProgram.find(({ name }) => name === "VOUCHER_TAG");
    const voucher = vouchers.encode({
      ...{ clusterTag: new Uint8Array(4), channel: PublicKey.default },
      ...{ epoch: 0, quota: 0n, diem: 0n, expiry: 0n },
    });
    expect(textOf(tag?.value ?? "[]")).to.equal(Buffer.from(voucher.slice(0, 8)).toString());
  });

  it("has every cap of the SDK", () => {
    const names = ofProgram.map(({ name }) => name);
    const own = /^(DEFAULT_|SEEDS$|PAUSE$|PUBLIC_CLUSTERS$|TOKEN_METADATA)/;
    const caps = Object.keys(ofSdk).filter((name) => /^[A-Z_]+$/.test(name) && !own.test(name));
    expect(caps).to.include.members(["MAX_EPOCH_SECS", "MAX_CAPACITY"]);
    expect(names).to.include.members(caps);
  });

  it("has messages that say what is wrong, and what to do", () => {
    expect(idl.errors.length).to.be.greaterThan(150);
    for (const { name, msg } of idl.errors as readonly { name: string; msg: string }[]) {
      const parts = msg.split(": ");
      expect(parts, name).to.have.length(2);
      for (const part of parts) {
        expect(part, name).to.match(/^[^\s.:][^]*[^\s.:]$/);
        expect(part.split(" ").length, name).to.be.lessThan(30);
      }
    }
  });
});
