import { readFileSync } from "node:fs";
import { expect } from "chai";
import { constants } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { defaults, draft, refusal, VVV_DECIMALS } from "./market-file-support";
import { key } from "./support";

const DAY = 86_400n;
const MIDNIGHT = 20_000n * DAY;

describe("sdk: market file: opening a market", () => {
  const creator = key(1);
  const vvvMint = key(2);
  const clusterTag = new Uint8Array([1, 2, 3, 4]);
  const opening = { epochLength: "1d", genesis: "utc-midnight", referencePrice: "1 DIEM" };
  const input = (more: object, now = MIDNIGHT + 100n) =>
    marketFile.createMarketInput({
      file: marketFile.parse({ ...draft(), ...more }),
      ...{ creator, vvvMint, clusterTag, now, vvvDecimals: VVV_DECIMALS },
    });

  it("whose roles are the creator's unless the file names others", () => {
    expect(input({ opening })).to.deep.equal({
      creator,
      vvvMint,
      clusterTag,
      genesisTs: MIDNIGHT,
      epochSecs: DAY,
      referencePrice: constants.DIEM_UNIT,
      roles: { authority: creator, guardian: creator, arbiter: creator, treasury: creator },
      params: defaults(),
    });
    const named = { authority: "creator", guardian: key(3), arbiter: key(4), treasury: key(5) };
    const roles = JSON.parse(JSON.stringify(named)) as object;
    expect(input({ opening, roles }).roles).to.deep.equal({ ...named, authority: creator });
  });

  it("at the genesis that the file names", () => {
    const genesis = (text: string, now?: bigint) =>
      input({ opening: { ...opening, genesis: text } }, now).genesisTs;
    expect(genesis("now")).to.equal(MIDNIGHT + 100n);
    const date = new Date(Number(MIDNIGHT) * 1_000).toISOString().slice(0, 10);
    expect(genesis(date)).to.equal(MIDNIGHT);
    expect(genesis(`${date}T00:01:00Z`)).to.equal(MIDNIGHT + 60n);
  });

  it("and refuses what the program would", async () => {
    const later = 'write "now", or the start of the running epoch';
    const cases: readonly (readonly [object, string])[] = [
      [{}, "opening is missing: add an object with epochLength, genesis and referencePrice"],
      [{ genesis: "1970-01-01" }, `opening.genesis is an epoch ago or longer: ${later}`],
      [{ genesis: "2100-01-01T00:00:00Z" }, `opening.genesis lies in the future: ${later}`],
      [
        { genesis: "2026-02-30" },
        'opening.genesis is "2026-02-30": write "utc-midnight", "now", or a UTC date such as "2026-12-01" or "2026-12-01T06:00:00Z"',
      ],
      [{ epochLength: "31d" }, "opening.epochLength is 31d: write from 1s to 30d"],
      [{ epochLength: "0s" }, "opening.epochLength is 0s: write from 1s to 30d"],
      [
        { referencePrice: "11 DIEM" },
        "opening.referencePrice is 11 DIEM: write from 0.1 DIEM to 10 DIEM",
      ],
    ];
    for (const [change, message] of cases) {
      const given = Object.keys(change).length === 0 ? {} : { opening: { ...opening, ...change } };
      expect(await refusal(() => input(given))).to.equal(message);
    }
    expect(await refusal(() => input({ opening, roles: {} }))).to.equal(
      'roles.authority is missing: write "creator" or an address in base58',
    );
    const token = { name: "x".repeat(33), symbol: "D", uri: "" };
    expect(await refusal(() => input({ opening, token }))).to.equal(
      `token.name is "${token.name}": write text of 1 to 32 bytes`,
    );
  });

  it("in the files that the project comes with, which are in the form that is written", () => {
    for (const path of ["app/start/market.json", "migrations/markets/devnet.json"]) {
      const text = readFileSync(path, "utf8");
      const { roles, ...file } = marketFile.parse(text);
      const vvvDecimals = VVV_DECIMALS;
      const on = { creator, vvvMint, clusterTag, now: MIDNIGHT + 1n, vvvDecimals };
      const opened = marketFile.createMarketInput({ file: { ...file, roles }, ...on });
      const written = { ...file, params: opened.params, vvvDecimals };
      const named = text.includes('"roles"') ? { ...written, roles } : written;
      expect(marketFile.format(named), path).to.equal(text);
    }
  });
});
