import type { Connection, PublicKey } from "@solana/web3.js";
import { market as markets } from "../accounts/market";
import { chainNow } from "../chain-time";
import { clusterTag as tagOf, MIN_VVV_DECIMALS } from "../constants";
import { accountNotFound } from "../errors/account-errors";
import { foreseen } from "../errors/program-errors";
import { createMarket, type CreateMarketInput } from "../instructions/market";
import { defined } from "../defined";
import { type MarketKeys, marketKeys, type ProgramOption } from "../pda";
import type { Plan } from "../plans/plan";
import { TOKEN_PROGRAM_ID } from "../tokens";
import { marketWarnings, type MarketWarningsInput } from "../warnings";
import { createMarketInput } from "./create";
import type { MarketFile } from "./file";
import { marketExists } from "../errors/market-file-errors";

/** Where a mint has its decimals, and whether it has a freeze authority (u32). */
const DECIMALS_OFFSET = 44;
const FREEZE_OFFSET = 46;
const MINT_SIZE = 82;

/** See {@link creation}. */
export interface MarketCreationInput
  extends ProgramOption, Pick<MarketWarningsInput, "usdPerVvv" | "quotaCapacity"> {
  readonly connection: Connection;
  readonly file: MarketFile;
  /** Signs, pays the rent, and is part of the market's address. */
  readonly creator: PublicKey;
  readonly vvvMint: PublicKey;
}

/** The market that will be. */
export interface CreationQuote {
  readonly keys: MarketKeys;
  readonly input: CreateMarketInput;
  readonly vvvDecimals: number;
  /** What users of the market should hear about. */
  readonly warnings: readonly string[];
}

/**
 * Creates the market of a file on the connection's cluster.
 *
 * @throws `InvalidMarketFile`; `AccountNotFound` if there is no mint; `VvvNotClassicMint`,
 * `VvvHasFreezeAuthority` or `VvvTooCoarse`; `MarketExists`.
 *
 * @example
 * const file = marketFile.parse(text);
 * const plan = await marketFile.creation({ connection, file, creator, vvvMint });
 * await transactions.send(provider, plan);
 */
export async function creation({
  connection,
  file,
  creator,
  vvvMint,
  usdPerVvv,
  quotaCapacity,
  programId,
}: MarketCreationInput): Promise<Plan<CreationQuote>> {
  const options = defined({ programId });
  const keys = marketKeys({ creator, vvvMint, ...options });
  const [vvvDecimals, genesisHash, now, existing] = await Promise.all([
    readDecimals(connection, vvvMint),
    connection.getGenesisHash(),
    chainNow({ connection }),
    markets.fetchNullable(connection, keys.market, options),
  ]);
  if (existing !== null) throw marketExists(keys.market);
  const clusterTag = tagOf(genesisHash);
  const on = { creator, vvvMint, vvvDecimals, clusterTag, now, ...options };
  const input = createMarketInput({ file, ...on });
  const warnings = marketWarnings({
    ...input,
    vvvDecimals,
    ...defined({ usdPerVvv }),
    ...defined({ quotaCapacity }),
  });
  return {
    instructions: [createMarket(input)],
    quote: { keys, input, vvvDecimals, warnings },
  };
}

/** Decimals of a mint that the program admits as VVV. */
async function readDecimals(connection: Connection, address: PublicKey): Promise<number> {
  const info = await connection.getAccountInfo(address);
  if (info === null) throw accountNotFound({ kind: "mint", address });
  const { data, owner } = info;
  if (!owner.equals(TOKEN_PROGRAM_ID) || data.length !== MINT_SIZE) {
    throw foreseen("VvvNotClassicMint");
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(FREEZE_OFFSET, true) !== 0) throw foreseen("VvvHasFreezeAuthority");
  const decimals = view.getUint8(DECIMALS_OFFSET);
  if (decimals < MIN_VVV_DECIMALS) throw foreseen("VvvTooCoarse");
  return decimals;
}
