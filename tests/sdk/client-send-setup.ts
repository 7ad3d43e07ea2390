import { type Keypair } from "@solana/web3.js";
import { expect } from "chai";
import { instructions, keypairWallet, transactions, type Wallet } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { FaultyNetwork } from "./client-faults";
import { thrownBy } from "./support";

export const LIMIT = { computeUnitLimit: 100_000 };

/** What the tests send with, once one runs. */
interface Sending {
  world: World;
  chain: EmbeddedChain;
  staker: Actor;
  network: FaultyNetwork;
  signed: number;
  wallet: Wallet;
}

/** A staker on a network that fails as it is told, for the tests of the describe that calls it. */
export function sendingStaker() {
  const at = {} as Sending;

  before(async () => {
    const started = await startChain(71);
    if (started.embedded === undefined) throw new Error("the faults need the embedded chain");
    at.chain = started.embedded;
    at.world = await World.create(started);
    at.staker = await at.world.staker(1_000n * UNIT, UNIT);
  });

  beforeEach(() => {
    at.network = new FaultyNetwork(at.chain);
    at.signed = 0;
    at.wallet = counting(at.staker.keypair);
  });

  /** The staker's wallet, which counts what it signs. */
  const counting = (keypair: Keypair): Wallet => {
    const inner = keypairWallet(keypair);
    return {
      publicKey: inner.publicKey,
      signTransaction: (transaction) => {
        at.signed += 1;
        return inner.signTransaction(transaction);
      },
    };
  };
  const staking = (amount = UNIT) => ({
    instructions: [
      instructions.stake({ market: at.world.market, owner: at.staker.address, amount }),
    ],
    ...LIMIT,
  });
  const send = (input: Partial<Parameters<typeof transactions.send>[1]> = {}) =>
    transactions.send(
      { connection: at.network.connection, wallet: at.wallet },
      { ...staking(), ...input },
    );
  const staked = async () => (await at.world.position(at.staker)).staked;

  /** The call must stake exactly once, with one signature of the wallet. */
  const stakesOnce = async (call: () => Promise<string>) => {
    const before = await staked();
    const signature = await call();
    expect(await staked()).to.equal(before + UNIT);
    expect(at.signed).to.equal(1);
    const status = await at.chain.connection.getSignatureStatus(signature);
    expect(status.value?.err).to.equal(null);
  };
  /** The call must throw and leave the stake as it is. */
  const stakesNothing = async (call: () => Promise<string>): Promise<Error> => {
    const before = await staked();
    const error = await thrownBy(call);
    expect(await staked()).to.equal(before);
    return error;
  };

  return { at, staking, send, staked, stakesOnce, stakesNothing };
}
