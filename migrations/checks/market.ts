import { getAccount, getMint } from "@solana/spl-token";
import type { Connection, PublicKey } from "@solana/web3.js";
import { accounts, constants, pda, PROGRAM_ID, views } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { compareMarket, compareToken, type Finding } from "../reviewed";

const text = (key: PublicKey | null) => key?.toBase58() ?? "none";

/** A market against its file and its cluster; its mint and vaults against what the program must hold. */
export async function checkMarket(
  connection: Connection,
  {
    file,
    creator,
    vvvMint,
  }: {
    readonly file: marketFile.MarketFile;
    readonly creator: PublicKey;
    readonly vvvMint: PublicKey;
  },
): Promise<Finding[]> {
  const address = pda.market({ creator, vvvMint });
  const market = await accounts.market.fetchNullable(connection, address);
  const what = `market ${text(address)}`;
  const expected = text(PROGRAM_ID);
  if (market === null) return [{ what, found: "not there", expected }];
  const keys = accounts.market.keys(market);
  const tag = constants.clusterTag(await connection.getGenesisHash());
  const standing: Finding[] = [
    { what, found: expected, expected },
    { what: "market: cluster", found: hex(market.clusterTag), expected: hex(tag) },
    { what: "market: proposed authority", found: text(market.pendingAuthority), expected: "none" },
    {
      what: "market: announced parameters",
      found: market.proposal === null ? "none" : `from ${market.proposal.etaTs}`,
      expected: "none",
    },
    { what: "market: paused", found: market.paused.join(", ") || "nothing", expected: "nothing" },
  ];
  const token =
    file.token === null
      ? []
      : compareToken(file.token, await views.diemMetadata({ connection, market: keys }));
  return [
    ...standing,
    ...compareMarket({ file, market, creator }),
    ...(await checkMints(connection, keys)),
    ...(await checkVaults(connection, keys)),
    ...token,
  ];
}

type Keys = ReturnType<typeof accounts.market.keys>;

async function checkMints(connection: Connection, keys: Keys): Promise<Finding[]> {
  const [diem, vvv] = await Promise.all(
    [keys.diemMint, keys.vvvMint].map((mint) => getMint(connection, mint)),
  );
  if (diem === undefined || vvv === undefined) return [];
  return [
    { what: "DIEM: mint authority", found: text(diem.mintAuthority), expected: text(keys.market) },
    { what: "DIEM: freeze authority", found: text(diem.freezeAuthority), expected: "none" },
    { what: "VVV: freeze authority", found: text(vvv.freezeAuthority), expected: "none" },
  ];
}

async function checkVaults(connection: Connection, keys: Keys): Promise<Finding[]> {
  const names = ["stakeVault", "bondVault", "rewardVault", "escrow", "feePool"] as const;
  const vaults = await Promise.all(names.map((name) => getAccount(connection, keys[name])));
  return vaults.map(({ owner }, index) => ({
    what: `${names[index] ?? ""}: owner`,
    found: text(owner),
    expected: text(keys.market),
  }));
}

function hex(bytes: ArrayLike<number>): string {
  return Buffer.from(Array.from(bytes)).toString("hex");
}
