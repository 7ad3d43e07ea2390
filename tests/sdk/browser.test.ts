import { webcrypto } from "node:crypto";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { build } from "esbuild";
import { instructions, pda, quotes } from "@diem/sdk";
import { key } from "./support";

/** What a page would do with the SDK: keys and numbers go in and out as text. */
const PAGE = `
  import { instructions, pda, quotes, events, errors, constants } from "@diem/sdk";
  import { PublicKey } from "@solana/web3.js";
  const [creator, vvvMint, owner] = keys.map((text) => new PublicKey(text));
  const market = pda.marketKeys({ creator, vvvMint });
  const stake = instructions.stake({ market, owner, amount: 2n ** 53n + 1n });
  const terms = { operator: owner, endpoint: "https://ü", price: 1n, priceListHash: new Uint8Array(32) };
  const register = instructions.registerProvider({ market, owner, bond: 1n, terms });
  const settle = instructions.settle({
    provider: owner,
    operator: owner,
    entries: [{ channel: vvvMint, claim: { diem: 2n ** 53n + 1n } }],
  });
  const target = 38_000n * constants.DIEM_UNIT;
  const figures = {
    ...{ targetSupply: target, nextTarget: target, nextTargetEpoch: 0 },
    ...{ genesisTs: 0n, epochSecs: 86_400n },
    params: { baseRate: 90n * constants.DIEM_UNIT, steepnessBps: 20_000 },
  };
  const supply = 10_000n * constants.DIEM_UNIT;
  const quote = quotes.mintQuote({ market: figures, supply, amount: constants.DIEM_UNIT, now: 0n });
  result = {
    market: market.market.toBase58(),
    accounts: stake.keys.map(({ pubkey }) => pubkey.toBase58()),
    data: Array.from(stake.data),
    registration: Array.from(register.data),
    settlement: Array.from(settle.data),
    vvvLocked: quote.vvvLocked.toString(),
    noEvent: events.decode(new Uint8Array(16)),
    error: errors.fromCode(6300).name,
    tag: Array.from(constants.clusterTag("5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d")),
  };
`;

async function bundle(): Promise<{ code: string; imports: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: PAGE, resolveDir: join(__dirname, "..", "..") },
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const imports = Object.values({ ...metafile.inputs, ...metafile.outputs })
    .flatMap((file) => file.imports)
    .map(({ path, external }) => (external === true ? `external:${path}` : path));
  return { code: outputFiles[0]?.text ?? "", imports };
}

/** What every browser has, and nothing of Node's. */
function page(keys: readonly string[]): { result: unknown } {
  const globals = {
    keys,
    result: undefined as unknown,
    TextEncoder,
    TextDecoder,
    URL,
    URLSearchParams,
    AbortController,
    AbortSignal,
    Event,
    EventTarget,
    structuredClone,
    crypto: webcrypto,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    atob,
    btoa,
    fetch: () => Promise.reject(new Error("this page is offline")),
    WebSocket: class {},
    window: undefined as unknown,
    self: undefined as unknown,
  };
  globals.window = globals;
  globals.self = globals;
  return globals;
}

describe("sdk: in a browser", () => {
  let code: string;
  let imports: string[];

  before(async () => {
    ({ code, imports } = await bundle());
  });

  it("bundles without any of Node's modules", () => {
    expect(imports.some((path) => path.startsWith("app/sdk/dist/esm/"))).to.equal(true);
    expect(imports.filter((path) => path.startsWith("external:"))).to.deep.equal([]);
    const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    expect(imports.filter((path) => builtins.has(path))).to.deep.equal([]);
  });

  it("derives, builds and quotes in a page without Node's globals", () => {
    const [creator, vvvMint, owner] = [key(1), key(2), key(3)];
    const context = page([creator, vvvMint, owner].map((address) => address.toBase58()));
    createContext(context);
    for (const name of ["process", "Buffer", "require", "global", "module"]) {
      expect(runInContext(`typeof ${name}`, context), name).to.equal("undefined");
    }
    runInContext(code, context);

    const market = pda.marketKeys({ creator, vvvMint });
    const stake = instructions.stake({ market, owner, amount: 2n ** 53n + 1n });
    const terms = {
      operator: owner,
      endpoint: "https://ü",
      price: 1n,
      priceListHash: new Uint8Array(32),
    };
    const register = instructions.registerProvider({ market, owner, bond: 1n, terms });
    const settle = instructions.settle({
      provider: owner,
      operator: owner,
      entries: [{ channel: vvvMint, claim: { diem: 2n ** 53n + 1n } }],
    });
    const UNIT = 1_000_000_000n;
    const target = 38_000n * UNIT;
    const figures = {
      ...{ targetSupply: target, nextTarget: target, nextTargetEpoch: 0 },
      ...{ genesisTs: 0n, epochSecs: 86_400n },
      params: { baseRate: 90n * UNIT, steepnessBps: 20_000 },
    };
    const supply = 10_000n * UNIT;
    const quote = quotes.mintQuote({ market: figures, supply, amount: UNIT, now: 0n });
    // Through JSON, because objects of another realm have other prototypes.
    expect(JSON.parse(JSON.stringify(context.result))).to.deep.equal({
      market: market.market.toBase58(),
      accounts: stake.keys.map(({ pubkey }) => pubkey.toBase58()),
      data: [...stake.data],
      registration: [...register.data],
      settlement: [...settle.data],
      vvvLocked: quote.vvvLocked.toString(),
      noEvent: null,
      error: "OutsideMintCurve",
      tag: [0x45, 0x29, 0x69, 0x98],
    });
  });

  it("stays below 149 kB, minified and compressed", () => {
    expect(gzipSync(code).length).to.be.below(149_000);
  });
});
