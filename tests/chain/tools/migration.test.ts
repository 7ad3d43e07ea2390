import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { accounts, constants, pda } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import deploy from "../../../migrations/deploy";
import { startChain, type TestChain } from "../../support/chain";
import { createMint } from "../../support/market";
import { expectFailure } from "../../support/refusals";

const REVIEWED = "migrations/markets/devnet.json";
const NAMES = ["CREATOR", "VVV_MINT", "MARKET_FILE"] as const;

type Json = Record<string, Record<string, string>>;

describe("migration", () => {
  let chain: TestChain;
  let vvvMint: PublicKey;
  let creator: PublicKey;
  let folder: string;

  before(async () => {
    chain = await startChain();
    creator = chain.provider.publicKey;
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "diem-migration-"));
    vvvMint = await createMint(chain, await chain.wallet());
    process.env.CREATOR = creator.toBase58();
    process.env.VVV_MINT = vvvMint.toBase58();
    process.env.MARKET_FILE = file(() => undefined);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
    for (const name of NAMES) delete process.env[name];
  });

  /** The reviewed file, changed, and without the metadata, whose program not every chain has. */
  const file = (change: (json: Json) => void): string => {
    const json = JSON.parse(readFileSync(REVIEWED, "utf8")) as Json;
    delete json.token;
    change(json);
    const path = join(folder, "market.json");
    writeFileSync(path, JSON.stringify(json));
    return path;
  };
  const marketAt = () => pda.market({ creator, vvvMint });
  const fetch = () => accounts.market.fetch(chain.connection, marketAt());
  const migrate = () => deploy(chain.provider);

  it("creates the market of the file, and finds it again", async () => {
    await migrate();
    const market = await fetch();
    const { params, epochSecs, genesisTs, clusterTag, roles } = market;
    const parsed = marketFile.parse(readFileSync(REVIEWED, "utf8"));
    const { vvvDecimals } = market;
    expect(params).to.deep.equal(marketFile.params({ file: parsed, vvvDecimals, epochSecs }));
    expect([epochSecs, genesisTs % 86_400n]).to.deep.equal([86_400n, 0n]);
    expect(roles.authority.equals(creator)).to.equal(true);
    const tag = constants.clusterTag(await chain.connection.getGenesisHash());
    expect(clusterTag).to.deep.equal(tag);

    await migrate();
    expect((await fetch()).sequence).to.equal(market.sequence);
  });

  it("names what it lacks", async () => {
    for (const name of NAMES) {
      const { [name]: value } = process.env;
      delete process.env[name];
      await expectFailure(migrate(), new RegExp(`${name} is not set: set it to`));
      process.env[name] = value;
    }
    process.env.VVV_MINT = "VVV";
    await expectFailure(migrate(), /VVV_MINT is VVV: set it to the address of the VVV mint/);
  });

  it("refuses the wallet of anybody but the creator, and a mint that is none", async () => {
    const stranger = chain.keypair().publicKey;
    process.env.CREATOR = stranger.toBase58();
    await expectFailure(migrate(), /the wallet is \w+, but CREATOR is \w+: choose/);
    process.env.CREATOR = creator.toBase58();
    process.env.VVV_MINT = stranger.toBase58();
    await expectFailure(migrate(), /AccountNotFound/);
  });

  it("refuses a file that the program would, before it sends anything", async () => {
    process.env.MARKET_FILE = file(({ params }) =>
      Object.assign(params ?? {}, { treasury: "50%" }),
    );
    await expectFailure(migrate(), /InvalidMarketFile: params.treasury/);
    expect(await accounts.market.fetchNullable(chain.connection, marketAt())).to.equal(null);
  });

  it("says how a market differs from its file, and changes nothing", async () => {
    await migrate();
    const before = await fetch();
    process.env.MARKET_FILE = file((json) => {
      Object.assign(json.params ?? {}, { baseRate: "91 VVV" });
      Object.assign(json.roles ?? {}, { guardian: chain.keypair().publicKey.toBase58() });
    });
    await expectFailure(
      migrate(),
      /differs from the file: .*\n {2}roles.guardian is \w+, not \w+\n {2}params.baseRate is 90 VVV, not 91 VVV$/,
    );
    expect(await fetch()).to.deep.equal(before);
  });

  it("leaves DIEM's metadata to the authority, once the market is there", async () => {
    const authority = chain.keypair().publicKey.toBase58();
    const token = { name: "DIEM", symbol: "DIEM", uri: "https://diem.example/diem.json" };
    process.env.MARKET_FILE = file((json) => {
      Object.assign(json, { token, roles: { ...json.roles, authority } });
    });
    const refusal = new RegExp(
      `only the authority ${authority} sets DIEM's metadata\n {2}token.name is not set, not DIEM`,
    );
    await expectFailure(migrate(), refusal);
    expect((await fetch()).roles.authority.toBase58()).to.equal(authority);
    await expectFailure(migrate(), refusal);
  });
});
