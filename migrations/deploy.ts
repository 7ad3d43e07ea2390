/**
 * `anchor migrate`: opens a market on the provider's cluster for an existing VVV mint, with the default parameters.
 *
 *   VVV_MINT=<mint> TREASURY=<owner of the treasury's account> anchor migrate --provider.cluster devnet
 *
 * The provider's wallet becomes creator, authority, guardian and arbiter.
 */
import { AnchorProvider } from "@coral-xyz/anchor";
import { getMint } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import { constants, instructions, marketWarnings, pda, transactions } from "@diem/sdk";

function required(name: string): PublicKey {
  const value = process.env[name];
  if (value === undefined) throw new Error(`set ${name} to an address`);
  return new PublicKey(value);
}

async function deploy(provider: AnchorProvider): Promise<void> {
  const [vvvMint, treasury] = [required("VVV_MINT"), required("TREASURY")];
  const { connection, publicKey: creator } = provider;
  const { decimals } = await getMint(connection, vvvMint);
  const vvvUnit = 10n ** BigInt(decimals);
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const clusterTag = constants.clusterTag(await connection.getGenesisHash());
  const params = constants.defaultParams({
    vvvDecimals: decimals,
    referencePriceFloor: constants.DIEM_UNIT / 10n,
    referencePriceCap: 10n * constants.DIEM_UNIT,
    bondPerCredit: vvvUnit,
    rewardCap: vvvUnit,
  });
  for (const warning of marketWarnings({ params, clusterTag })) {
    process.stderr.write(`warning: ${warning}\n`);
  }
  const create = instructions.createMarket({
    creator,
    vvvMint,
    genesisTs: constants.utcMidnight(now),
    epochSecs: constants.DEFAULT_EPOCH_SECS,
    clusterTag,
    referencePrice: constants.DIEM_UNIT,
    roles: { authority: creator, guardian: creator, arbiter: creator, treasury },
    params,
  });
  const signature = await transactions.send(provider, { instructions: [create] });
  const market = pda.market({ creator, vvvMint });
  process.stdout.write(`market ${market.toBase58()} created by ${signature}\n`);
}

export = deploy;
