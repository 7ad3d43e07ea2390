import { builtinModules } from "node:module";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { build } from "esbuild";
import { lab, paths, studies, world } from "@diem/sim";

/** What a page's worker has of the lab. */
const WORKER = `
  import { lab } from "@diem/sim";
  const study = lab.ask(JSON.parse(market), JSON.parse(question));
  let step = study.next();
  while (!step.done) step = study.next();
  result = JSON.stringify(step.value);
`;

/** What a page has of it, beside the SDK's client. */
const PAGE = `
  import { markets, paths, reportOf, world } from "@diem/sim";
  result = typeof markets.live + markets.format + markets.factorsOf + paths.shockOf + reportOf + world.beliefsOf;
`;

/** kB that the lab may add to a worker, compressed. */
const WORKER_BUDGET = 17;

async function bundle(contents: string): Promise<{ code: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: join(__dirname, "..", "..") },
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const outputs = Object.values(metafile.outputs);
  const used = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([name]) => name),
  );
  const imports = outputs.flatMap((file) => file.imports.map(({ path }) => path));
  return { code: outputFiles[0]?.text ?? "", inputs: [...used, ...imports] };
}

describe("sim: in a page", () => {
  it("runs in a worker without Node and without the SDK, to the same figures as in Node", async () => {
    const { code, inputs } = await bundle(WORKER);
    expect(inputs.filter((name) => /app\/sdk|web3/.test(name))).to.deep.equal([]);
    expect(gzipSync(code).length / 1_000).to.be.below(WORKER_BUDGET);
    const from = world.beginWorld(studies.defaultParams(20_000), world.DEFAULT_BELIEFS);
    const shock = paths.shockOf({ demand: 0.2, vvvPrice: 0.5 });
    const question = { study: "fan", shock, paths: 20, days: 90, every: 10, seed: 4 } as const;
    const globals = {
      market: JSON.stringify(from),
      question: JSON.stringify(question),
      result: "",
    };
    runInContext(code, createContext(globals));
    expect(JSON.parse(globals.result)).to.deep.equal(studies.complete(lab.ask(from, question)));
  });

  it("takes nothing of Node's into the page", async () => {
    const { inputs } = await bundle(PAGE);
    const node = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
    expect(inputs.filter((name) => node.has(name))).to.deep.equal([]);
    expect(inputs.some((name) => name.includes("app/sim/dist/esm"))).to.equal(true);
    expect(inputs.filter((name) => /app\/sim\/dist\/(?!esm)/.test(name))).to.deep.equal([]);
  });
});
