import { join } from "node:path";
import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import { DIEM_PROGRAM_PATH, embeddedNetwork, Network, validatorNetwork } from "@diem/localnet";
import { constants, PROGRAM_ID } from "@diem/sdk";
import { readDirectly } from "./direct-reads";

/** The chain under a test, and the wallet that pays for its transactions. */
export interface TestChain extends Network {
  readonly provider: AnchorProvider;
}

/** Stands for the Metaplex Token Metadata program. */
export const METADATA_DOUBLE = join(__dirname, "../fixtures/token-metadata-double.so");

/**
 * `anchor test` names a validator; without one the suite runs on the embedded chain. `seed` varies the keys that
 * an embedded chain draws. An embedded chain has a program for token metadata too.
 */
export async function startChain(seed = 0, metadataProgram = METADATA_DOUBLE): Promise<TestChain> {
  const url = process.env.ANCHOR_PROVIDER_URL;
  const programs = [
    { programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH },
    { programId: constants.TOKEN_METADATA_PROGRAM_ID, path: metadataProgram },
  ];
  const network =
    url === undefined ? embeddedNetwork({ programs }, seed) : await validatorNetwork(url);
  if (network.embedded !== undefined) readDirectly(network.embedded);
  const wallet = new Wallet(await network.wallet());
  const provider = new AnchorProvider(network.connection, wallet, { commitment: "confirmed" });
  return { ...network, provider };
}
