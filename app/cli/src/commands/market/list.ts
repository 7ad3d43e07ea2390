import type { Command } from "commander";
import { accounts, constants, diemSupply, type MarketAccount, vvvOf } from "@diem/sdk";
import {
  DIEM,
  formatBps,
  formatDuration,
  type Io,
  parseAddress,
  inSession,
  type Session,
  Token,
  withExamples,
} from "../../core";

interface Options {
  readonly creator?: string;
  readonly vvvMint?: string;
}

/** `diem market list`: the markets of the cluster. */
export function listCommand(parent: Command, io: Io): void {
  const command = parent
    .command("list")
    .description("list the markets of the cluster")
    .option("--creator <address>", "only markets that this key created")
    .option("--vvv-mint <address>", "only markets of this VVV mint")
    .action(inSession(io, list));
  withExamples(command, "diem market list", "diem market list --url devnet --output json");
}

async function list(session: Session, options: Options): Promise<void> {
  const { connection, settings } = session;
  const filter = {
    ...(options.creator === undefined ? {} : { creator: parseAddress(options.creator, "creator") }),
    ...(options.vvvMint === undefined ? {} : { vvvMint: parseAddress(options.vvvMint, "mint") }),
  };
  const [all, genesisHash] = await Promise.all([
    accounts.market.fetchAll(connection, filter, { programId: settings.programId.value }),
    connection.getGenesisHash(),
  ]);
  const tag = constants.clusterTag(genesisHash);
  const ours = all.filter(({ clusterTag }) => clusterTag.every((byte, at) => byte === tag[at]));
  const markets = await Promise.all(
    ours
      .sort((a, b) => (a.totalStaked < b.totalStaked ? 1 : -1))
      .map(async (market) => summary(market, await diemSupply({ connection, market }))),
  );
  session.print({
    text: [
      {
        head: ["market", "VVV mint", "VVV staked", "DIEM", "used", "epochs", "paused"],
        rows: markets.map((market) => [
          market.address,
          market.vvvMint,
          market.staked.amount,
          market.diem.amount,
          formatBps(market.utilisationBps),
          formatDuration(market.epochSecs),
          market.paused.join(", ") || "nothing",
        ]),
        empty: "there is no market on this cluster",
      },
    ],
    json: { markets },
  });
}

function summary(market: MarketAccount, supply: bigint) {
  const { address, vvvMint, diemMint, creator, totalStaked } = market;
  return {
    address: address.toBase58(),
    vvvMint: vvvMint.toBase58(),
    diemMint,
    creator,
    staked: new Token(vvvOf(market)).json(totalStaked),
    diem: DIEM.json(supply),
    utilisationBps: market.utilisationEmaBps,
    epochSecs: market.epochSecs,
    paused: market.paused,
  };
}
