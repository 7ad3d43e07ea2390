import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import type { Keypair, PublicKey } from "@solana/web3.js";
import { DIEM_PROGRAM_PATH, embeddedNetwork } from "@diem/localnet";
import { constants, instructions, pda, PROGRAM_ID } from "@diem/sdk";
import type { TestChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { catchUp, report, serve } from "../support/trade";
import { World } from "../support/world";
import type { StoredType } from "./stored";

const CREDIT = constants.CREDIT_UNIT;
/** Of every key that the history draws. */
const SEED = 2_026;

/** An embedded chain that begins at `now`, the same in every run. */
export async function chainAt(now: bigint, seed: number): Promise<TestChain> {
  const programs = [{ programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH }];
  const network = embeddedNetwork({ programs, now }, seed);
  const wallet = new Wallet(await network.wallet());
  return { ...network, provider: new AnchorProvider(network.connection, wallet) };
}

/** A market with one account of every type in use, and the keys that can act on them. */
export interface History {
  readonly world: World;
  readonly stored: Readonly<Record<StoredType, PublicKey>>;
  readonly keys: Readonly<Record<"authority" | "holder" | "seller", Keypair>>;
  readonly served: number;
}

/**
 * A holder mints DIEM and opens a channel with a provider, who serves paid calls and quota, is paid, and reports; both
 * ask for some of what they locked; the authority announces a successor and parameters, and pauses new providers.
 */
export async function makeHistory(): Promise<History> {
  const world = await World.create(await chainAt(1_800_000_000n, SEED), {
    epochSecs: 100n,
    params: { channelGraceSecs: 10n },
  });
  const holder = await world.consumer(30n * UNIT);
  const offer = { capacity: 4n * CREDIT, quotaCapacity: 4n * CREDIT };
  const seller = await world.provider({ ...offer, bond: 9n * UNIT });
  await world.fundRewards(1_000n * UNIT, 1_000n);

  const served = await epochs.nextEpoch(world);
  const order = { provider: seller, consumer: holder, deposit: 5n * UNIT };
  const opened = await channels.openChannel(world, order);
  await channels.stakeQuota(world, opened, 3n * UNIT);
  await serve(world, opened, { diem: 2n * UNIT, quota: 2n * CREDIT });
  await collect(world, opened);
  await world.distribute(seller.provider);
  await report(world, seller, served);
  await channels.requestQuotaUnstake(world, opened, UNIT);
  const ticketId = await world.requestUnstake(holder, 100n * UNIT);
  const bondTicketId = await bonds.requestBondWithdrawal(world, seller, UNIT);
  await govern(world, holder.address);
  await epochs.nextEpoch(world, 2);
  await catchUp(world);

  const { provider } = seller;
  const { market } = world.market;
  const stored = {
    Market: market,
    StakePosition: holder.position,
    UnstakeTicket: pda.ticket({ position: holder.position, id: ticketId }),
    Provider: provider,
    BondTicket: pda.bondTicket({ provider, id: bondTicketId }),
    Channel: opened.channel,
    EpochRecord: pda.epochRecord({ market, epoch: served }),
  };
  const keys = { authority: world.creator, holder: holder.keypair, seller: seller.owner.keypair };
  return { world, stored, keys, served };
}

async function govern(world: World, newAuthority: PublicKey): Promise<void> {
  const { market, creator } = world;
  const authority = creator.publicKey;
  const { params } = await world.marketAccount();
  const { treasuryBps, stakersBps } = params;
  const announced = {
    ...params,
    ...{ treasuryBps: treasuryBps + 100, stakersBps: stakersBps - 100 },
  };
  const list = [
    instructions.proposeAuthority({ market, authority, newAuthority }),
    instructions.proposeParams({ market, authority, params: announced }),
    instructions.pause({ market, pauser: authority, entries: ["register"] }),
  ];
  await world.send(list, [creator]);
}
