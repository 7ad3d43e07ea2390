import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import { DIEM_PROGRAM_PATH, embeddedNetwork, Network, validatorNetwork } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

/** The chain under a test, and the wallet that pays for its transactions. */
export interface TestChain extends Network {
  readonly provider: AnchorProvider;
}

/**
 * `anchor test` names a validator; without one the suite runs on the embedded chain. `seed` varies the keys that
 * an embedded chain draws.
 */
export async function startChain(seed = 0): Promise<TestChain> {
  const url = process.env.ANCHOR_PROVIDER_URL;
  const programs = [{ programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH }];
  const network =
    url === undefined ? embeddedNetwork({ programs }, seed) : await validatorNetwork(url);
  const wallet = new Wallet(await network.wallet());
  const provider = new AnchorProvider(network.connection, wallet, { commitment: "confirmed" });
  return { ...network, provider };
}
