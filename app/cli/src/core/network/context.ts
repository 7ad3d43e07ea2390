import type { Connection, PublicKey } from "@solana/web3.js";
import { DiemClient, errors, type MarketAccount, vvvOf, type Wallet } from "@diem/sdk";
import { Token } from "../amounts";
import { NetworkError } from "../errors";
import { shownUrl } from "../settings/cluster";
import { requireMarket, type Settings } from "../settings/settings";

/** The market that a command is about. */
export interface MarketContext {
  readonly client: DiemClient;
  readonly programId: PublicKey;
  /** The market's account as it was when the command began. */
  readonly market: MarketAccount;
  /** How this market's VVV is read and written. DIEM and credits are the same in every market: `DIEM`, `CREDITS`. */
  readonly vvv: Token;
}

/** The market, and the wallet that acts in it. */
export interface WalletContext extends MarketContext {
  readonly owner: PublicKey;
}

const LIST = "`diem market list` shows the markets of the cluster";

/**
 * Finds the market and checks that it belongs to this cluster.
 *
 * @throws UsageError `MarketMissing`; NetworkError `MarketNotFound`, `NotAMarket` or `WrongCluster`.
 */
export async function openMarket(
  { connection, settings }: { readonly connection: Connection; readonly settings: Settings },
  wallet?: Wallet,
): Promise<MarketContext> {
  const address = requireMarket(settings);
  const programId = settings.programId.value;
  const input = { connection, market: address, programId, checkCluster: true };
  const client = await DiemClient.connect(
    wallet === undefined ? input : { ...input, wallet },
  ).catch((error: unknown) => {
    throw marketFailure(error, settings);
  });
  const market = client.connectedTo;
  return { client, programId, market, vvv: new Token(vvvOf(market)) };
}

function marketFailure(cause: unknown, settings: Settings): unknown {
  const market = requireMarket(settings).toBase58();
  const url = shownUrl(settings.url.value);
  if (errors.isDiemError(cause, "AccountNotFound")) {
    const message = `there is no market ${market} on ${url}`;
    const next = `check --url and --market; ${LIST}`;
    return new NetworkError({ name: "MarketNotFound", message, next, cause });
  }
  if (errors.isDiemError(cause, "WrongAccountType")) {
    const message = `${market} on ${url} is not a market of the program ${settings.programId.value.toBase58()}`;
    const next = `check --market and --program-id; ${LIST}`;
    return new NetworkError({ name: "NotAMarket", message, next, cause });
  }
  if (errors.isDiemError(cause, "WrongCluster")) {
    const message = `the market ${market} belongs to another cluster than ${url}`;
    const next = `point --url at the cluster of the market, or choose a market of this one; ${LIST}`;
    return new NetworkError({ name: "WrongCluster", message, next, cause });
  }
  return cause;
}
