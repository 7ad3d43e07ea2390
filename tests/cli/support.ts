import { type Endpoint, serve } from "@diem/localnet";
import { startChain, type TestChain } from "../support/chain";
import type { MarketOptions } from "../support/market";
import { bindToCluster } from "../support/patching";
import { World } from "../support/world";
import { User } from "./user";

export { expectError, type Failure, CommandResult } from "./command-result";
export { type RunOptions, WIDE } from "./user";

/** An embedded chain behind a real URL, a market on it, and a user of that market. */
export class Cli extends User {
  private constructor(
    readonly world: World,
    private readonly endpoint: Endpoint,
  ) {
    super({ DIEM_URL: endpoint.url, DIEM_MARKET: world.market.market.toBase58() });
  }

  static async start(options: MarketOptions = {}): Promise<Cli> {
    const chain = await startChain();
    if (chain.embedded === undefined) throw new Error("these tests need the embedded chain");
    const world = await World.create(chain, options);
    await bindToCluster(world);
    return new Cli(world, await serve(chain.embedded));
  }

  get chain(): TestChain {
    return this.world.chain;
  }

  get url(): string {
    return this.endpoint.url;
  }

  get market(): string {
    return this.world.market.market.toBase58();
  }

  async close(): Promise<void> {
    await this.leave();
    await this.endpoint.close();
  }
}
