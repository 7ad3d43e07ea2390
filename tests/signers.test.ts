import { expect } from "chai";
import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { accounts, instructions } from "@diem/sdk";
import { startChain } from "./support/chain";
import { expectFailure } from "./support/refusals";
import { createMarket, createMint, providerTerms, UNIT } from "./support/market";
import { World } from "./support/world";

/** The same instruction without this signature. */
function unsigned(instruction: TransactionInstruction, signer: PublicKey): TransactionInstruction {
  for (const meta of instruction.keys) if (meta.pubkey.equals(signer)) meta.isSigner = false;
  return instruction;
}

describe("signatures", () => {
  it("are demanded from everybody whose tokens or accounts an instruction touches", async () => {
    const chain = await startChain();
    const world = await World.create(chain);
    const { market } = world;
    const { owner: seller } = await world.provider();
    const staker = await world.staker(UNIT);
    const actor = await world.actor(UNIT);
    const owner = actor.address;
    const creator = await chain.wallet();
    const vvvMint = await createMint(chain, creator);
    const terms = providerTerms(owner);

    const create = createMarket(creator.publicKey, vvvMint, owner, await chain.now());
    const ticketId = 0n;
    const request = { market, owner: staker.address, amount: 1n, ticketId, payer: owner };
    const ownedByStaker = unsigned(instructions.requestUnstake(request), owner);
    const cases: [TransactionInstruction, PublicKey][] = [
      [create, creator.publicKey],
      [instructions.fundRewards({ market, funder: owner, amount: 1n, durationSecs: 1n }), owner],
      [instructions.openPosition({ market, owner, payer: world.payer }), owner],
      [
        instructions.registerProvider({ market, owner, bond: 1n, terms, payer: world.payer }),
        owner,
      ],
      [instructions.updateProvider({ market, owner: seller.address, terms }), seller.address],
      [instructions.withdrawRevenue({ market, owner: seller.address, amount: 1n }), seller.address],
    ];
    for (const [instruction, signer] of cases) {
      await expectFailure(world.send([unsigned(instruction, signer)]), /AccountNotSigner/);
    }
    // the staker signs, the payer of the ticket's rent does not
    await expectFailure(world.send([ownedByStaker], [staker.keypair]), /AccountNotSigner/);
    const opened = await accounts.position.fetchNullable(chain.connection, actor.position);
    expect(opened).to.equal(null);
  });
});
