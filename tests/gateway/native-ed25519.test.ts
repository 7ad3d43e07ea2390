import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { nativeEd25519 } from "../../app/gateway/dist/chain/native-ed25519";

const MODULE = require.resolve("../../app/gateway/dist/chain/native-ed25519");

/** Node with the module, where nothing named `missing` can be loaded: what it says of libsodium. */
function withoutPackage(missing: string): string {
  const program = `
    const { Module } = require("node:module");
    const load = Module._load;
    Module._load = (name, ...more) => {
      if (name === ${JSON.stringify(missing)}) throw new Error("no binary for this platform");
      return load(name, ...more);
    };
    console.log(require(${JSON.stringify(MODULE)}).nativeEd25519() === null ? "none" : "there");
  `;
  return execFileSync(process.execPath, ["--eval", program], { encoding: "utf8" }).trim();
}

describe("libsodium in a gateway", () => {
  it("checks signatures where its binary is installed, and is left out where it is not", () => {
    expect(nativeEd25519()).to.be.a("function");
    expect(withoutPackage("another")).to.equal("there");
    expect(withoutPackage("sodium-native")).to.equal("none");
  });
});
