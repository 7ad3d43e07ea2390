import type { Keypair, PublicKey } from "@solana/web3.js";
import { constants, events, instructions, type MarketParams, type Roles } from "@diem/sdk";
import { expectUntouched } from "./untouched";
import { World } from "./world";
import type { TestChain } from "./chain";
import type { MarketOptions } from "./market";

/** A market whose authority and guardian are keys of their own, and what these can do with it. */
export class Governed {
  private constructor(
    readonly world: World,
    readonly authority: Keypair,
    readonly guardian: Keypair,
  ) {}

  static async create(chain: TestChain, options: MarketOptions = {}): Promise<Governed> {
    const authority = await chain.wallet();
    const guardian = await chain.wallet();
    const roles = { authority: authority.publicKey, guardian: guardian.publicKey };
    const world = await World.create(chain, { ...options, roles: { ...roles, ...options.roles } });
    return new Governed(world, authority, guardian);
  }

  propose(newAuthority: PublicKey, by = this.authority): Promise<string> {
    return this.send(by, instructions.proposeAuthority({ ...this.as(by), newAuthority }));
  }

  accept(by: Keypair): Promise<string> {
    const { market } = this.world;
    return this.send(by, instructions.acceptAuthority({ market, newAuthority: by.publicKey }));
  }

  setRoles(roles: Omit<Roles, "authority">, by = this.authority): Promise<string> {
    return this.send(by, instructions.setRoles({ ...this.as(by), ...roles }));
  }

  pause(entries: readonly constants.Entry[], by = this.guardian): Promise<string> {
    const { market } = this.world;
    return this.send(by, instructions.pause({ market, pauser: by.publicKey, entries }));
  }

  unpause(entries: readonly constants.Entry[], by = this.authority): Promise<string> {
    return this.send(by, instructions.unpause({ ...this.as(by), entries }));
  }

  /** Announces the market's parameters with these changes. */
  async proposeParams(changes: Partial<MarketParams>, by = this.authority): Promise<string> {
    const { params } = await this.world.marketAccount();
    const proposed = { ...params, ...changes };
    return this.send(by, instructions.proposeParams({ ...this.as(by), params: proposed }));
  }

  applyParams(): Promise<string> {
    return this.world.send([instructions.applyParams({ market: this.world.market })]);
  }

  cancelParams(by = this.authority): Promise<string> {
    return this.send(by, instructions.cancelParams(this.as(by)));
  }

  /** The one event of this name that the transaction left. */
  async event<Name extends events.DiemEventName>(
    signature: string,
    name: Name,
  ): Promise<events.EventData<Name>> {
    const all = await events.fetch(this.world.chain.connection, signature);
    const [event, ...more] = events.named(all, name);
    if (event === undefined || more.length > 0) throw new Error(`not one ${name}`);
    return event.data as events.EventData<Name>;
  }

  /** The call must fail with exactly this error, and leave every account of the market as it was. */
  refuses(
    attempt: () => Promise<unknown>,
    error: Parameters<typeof expectUntouched>[2],
  ): Promise<void> {
    return expectUntouched(this.world, attempt, error);
  }

  private as(by: Keypair) {
    return { market: this.world.market, authority: by.publicKey };
  }

  private send(by: Keypair, instruction: Parameters<World["send"]>[0][number]): Promise<string> {
    return this.world.send([instruction], [by]);
  }
}
