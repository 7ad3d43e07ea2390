import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

interface Locked {
  readonly name?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const LOCK = join(__dirname, "../../package-lock.json");
const { packages } = JSON.parse(readFileSync(LOCK, "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};

/** What the packages of `app/` bring along, by name. Optional packages may fail to install. */
const needed = Object.entries(packages).filter(
  ([path, { dev, devOptional, optional }]) =>
    path.includes("node_modules/") && dev !== true && devOptional !== true && optional !== true,
);

describe("what users install", () => {
  it("needs no compiler: no package runs a script at its installation", () => {
    const scripted = needed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripted.map(([path]) => path)).to.deep.equal([]);
  });

  it("has neither Anchor's client nor bigint-buffer and its advisory", () => {
    const names = needed.map(([path]) => path.slice(path.lastIndexOf("node_modules/") + 13));
    expect(names).to.include("@solana/web3.js");
    for (const unwanted of ["@coral-xyz/anchor", "@solana/spl-token", "bigint-buffer", "toml"]) {
      expect(names).not.to.include(unwanted);
    }
  });

  it("has no build of bigint-buffer in a checkout either", () => {
    const builds = Object.entries(packages).filter(([path]) => path.endsWith("/bigint-buffer"));
    for (const [path, { name, hasInstallScript }] of builds) {
      expect([name, hasInstallScript], path).to.deep.equal(["@exodus/bigint-buffer", undefined]);
    }
  });
});
