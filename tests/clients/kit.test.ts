import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import type { Address, Signature } from "@solana/kit";
import { type Endpoint, serve } from "@diem/localnet";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";

const REPOSITORY = join(__dirname, "../..");
/** Inside of the repository, where packages are found. */
const FOLDER = join(REPOSITORY, "target/clients/kit");
const AMOUNT = 3n * UNIT;

interface Network {
  readonly url: string;
  readonly wsUrl: string;
  readonly secretKey: Uint8Array;
}
interface StakeOf {
  readonly market: Address;
  readonly ownerVvv: Address;
  readonly amount: bigint;
}
/** What `kit/use.ts` exports, which uses the client. */
interface Use {
  totalStaked(network: Network, market: Address): Promise<bigint>;
  stakedOf(network: Network, market: Address): Promise<bigint>;
  stake(network: Network, input: StakeOf): Promise<Signature>;
  refusalOf(network: Network, input: StakeOf): Promise<{ code: number; message: string }>;
  stakedEvents(
    network: Network,
    signature: Signature,
  ): Promise<{ amount: bigint; position: { owner: string; staked: bigint } }[]>;
}

/** Makes the client, and loads it with what uses it: `npm run kit-types` holds that the types of both agree. */
function loadClient(): Use {
  mkdirSync(FOLDER, { recursive: true });
  const args = ["scripts/kit-client.mjs", join(FOLDER, "client")];
  execFileSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8", stdio: "pipe" });
  const use = join(FOLDER, "use.ts");
  copyFileSync(join(__dirname, "kit/use.ts"), use);
  return createRequire(__filename)(use) as Use;
}

describe("clients of others: @solana/kit, with a client that codama makes from the IDL", () => {
  let use: Use;
  let world: World;
  let owner: Actor;
  let network: Network;
  let endpoint: Endpoint;
  let stop: () => void;

  before(async () => {
    use = loadClient();
    const chain = await startChain();
    if (chain.embedded === undefined) throw new Error("this test serves the embedded chain");
    world = await World.create(chain);
    owner = await world.actor(10n * UNIT);
    stop = chain.embedded.run({ slotMs: 100 });
    endpoint = await serve(chain.embedded);
    const { url, wsUrl } = endpoint;
    network = { url, wsUrl, secretKey: owner.keypair.secretKey };
  });
  after(async () => {
    await endpoint.close();
    stop();
  });

  const stakeOf = (amount: bigint): StakeOf => ({
    market: world.market.market.toBase58() as Address,
    ownerVvv: owner.vvv.toBase58() as Address,
    amount,
  });

  it("stakes, fetches accounts and decodes events", async () => {
    const { market } = stakeOf(AMOUNT);
    expect(await use.totalStaked(network, market)).to.equal(0n);
    const signature = await use.stake(network, stakeOf(AMOUNT));
    expect(await use.totalStaked(network, market)).to.equal(AMOUNT);
    expect(await use.stakedOf(network, market)).to.equal(AMOUNT);
    const [event, ...others] = await use.stakedEvents(network, signature);
    expect(others).to.deep.equal([]);
    expect(event?.amount).to.equal(AMOUNT);
    expect(event?.position).to.include({ owner: owner.address.toBase58(), staked: AMOUNT });
  });

  it("decodes the program's errors", async () => {
    const refused = await use.refusalOf(network, stakeOf(0n));
    expect(refused.code).to.equal(6_004);
    expect(refused.message).to.equal("the amount is zero: pass at least one base unit");
  });
});
