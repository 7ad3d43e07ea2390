import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import * as sdk from "@diem/sdk";
import { UNIT } from "../support/market";
import { project, run } from "./project";
import { servedMarket } from "./fixture";

type Entry = string | Readonly<Record<string, string>>;
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, Entry>>;
}

const REPOSITORY = join(__dirname, "..", "..");
const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Runs a script of the project, and reads the JSON that it prints. */
const runScript = async (script: string, args: readonly string[]): Promise<unknown> =>
  JSON.parse(await run(process.execPath, [script, ...args]));

/** A namespace of the SDK, as `export * as` makes one. */
const isNamespace = (value: unknown) =>
  typeof value === "object" && value !== null && "__esModule" in value;

describe("package: @diem/sdk", () => {
  let installed: string;
  let packed: readonly string[];
  let manifest: Manifest;

  before(async () => {
    const made = await project();
    packed = made.files.get("@diem/sdk") ?? [];
    installed = join(made.folder, "node_modules", "@diem", "sdk");
    manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as Manifest;
  });

  it("holds what was built, a README, the licence and nothing else", async () => {
    const kinds = /^dist\/.*\.(js|mjs|d\.ts|d\.mts|js\.map|mjs\.map)$/;
    expect(packed.filter((path) => !kinds.test(path))).to.have.members([
      "LICENSE",
      "README.md",
      "dist/idl/diem.json",
      "dist/idl/layouts.json",
      "package.json",
    ]);
    expect(manifest).to.include({ name: "@diem/sdk", version: "0.1.0" });
    const [licence, ours] = await Promise.all(
      [installed, REPOSITORY].map((folder) => readFile(join(folder, "LICENSE"), "utf8")),
    );
    expect(licence).to.equal(ours);
  });

  it("has the source of every line in its source maps", async () => {
    const maps = packed.filter((path) => path.endsWith(".map"));
    expect(maps).to.include("dist/vouchers/wire/sign.js.map").and.include("dist/esm/pda.mjs.map");
    for (const path of maps) {
      const map = JSON.parse(await readFile(join(installed, path), "utf8")) as {
        sources: string[];
        sourcesContent?: (string | null)[];
      };
      expect(map.sourcesContent?.length, path).to.equal(map.sources.length);
      expect(map.sourcesContent, path).not.to.include(null);
    }
    for (const path of packed.filter((file) => /\.m?js$/.test(file))) {
      const code = await readFile(join(installed, path), "utf8");
      const [, map] = /sourceMappingURL=(.+)$/m.exec(code) ?? [];
      if (map !== undefined) expect(maps, path).to.include(join(path, "..", map));
    }
  });

  it("has an entry for each namespace, and some that pages need not load", () => {
    const namespaces = Object.entries(sdk).filter(([, value]) => isNamespace(value));
    expect(namespaces.map(([name]) => name)).to.include.members(["vouchers", "keepers"]);
    expect(Object.keys(manifest.exports)).to.have.members([
      ...[".", "./idl", "./market-file", "./node", "./text", "./idl.json", "./package.json"],
      ...namespaces.map(([name]) => `./${kebabCase(name)}`),
    ]);
  });

  it("gives the same things to require(), to import and to a bundler", async () => {
    const entries = Object.entries(manifest.exports).filter(([, at]) => typeof at === "object");
    for (const [entry] of entries) {
      const { names, same, bundled } = (await runScript("modules.mjs", [entry])) as {
        names: string[];
        same: boolean;
        bundled: string[];
      };
      expect(names.length, entry).to.be.greaterThan(0);
      expect(bundled, entry).to.deep.equal(names.filter((name) => name !== "__esModule"));
      // One copy in a process, so that `instanceof` holds for what the other kind of module threw.
      expect(same, entry).to.equal(true);
    }
  });

  it("works as an ES module and as CommonJS: reads, quotes and signs", async () => {
    const { world, endpoint } = await servedMarket();
    const { vvvMint, market: address } = world.market;
    try {
      const args = [endpoint.url, world.creator.publicKey.toBase58(), vvvMint.toBase58()];
      const market = await world.marketAccount();
      const at = { market, supply: 0n, now: market.genesisTs };
      const cost = sdk.quotes.mintQuote({ ...at, amount: UNIT });
      const voucher = await sdk.vouchers.sign({
        voucher: {
          clusterTag: new Uint8Array(4),
          channel: vvvMint,
          ...{ epoch: 412, quota: 0n, diem: 5n, expiry: 0n },
        },
        signer: sdk.vouchers.signerFromKeypair(Keypair.fromSeed(new Uint8Array(32).fill(9))),
      });
      const expected = {
        market: address.toBase58(),
        totalStaked: (3n * UNIT).toString(),
        vvvLocked: cost.vvvLocked.toString(),
        voucher: sdk.vouchers.toText(voucher),
      };
      expect(await runScript("use.mjs", args)).to.deep.equal(expected);
      expect(await runScript("use.cjs", args)).to.deep.equal(expected);
    } finally {
      await endpoint.close();
    }
  });
});
