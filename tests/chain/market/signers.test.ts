import { expect } from "chai";
import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { accounts, instructions, pda } from "@diem/sdk";
import { startChain } from "../../support/chain";
import { expectFailure, expectRefusal } from "../../support/refusals";
import { createMarket, createMint, providerTerms, UNIT } from "../../support/market";
import { World } from "../../support/world";

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
      [instructions.fundQuota({ market, funder: owner, amount: 1n }), owner],
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

  it("lets the owner alone act on a position", async () => {
    const world = await World.create(await startChain());
    const actor = await world.staker(10n * UNIT);
    const ticketId = await world.requestUnstake(actor, UNIT);
    const thief = await world.staker(UNIT);
    const { market } = world;
    const { position } = actor;
    const ticket = pda.ticket({ position, id: ticketId });
    const stolen = { market, owner: thief.address, position };
    const rentPayer = actor.address;
    const attempts = [
      instructions.requestUnstake({
        ...stolen,
        amount: 1n,
        ticketId: ticketId + 1n,
        ticket: pda.ticket({ position, id: ticketId + 1n }),
      }),
      instructions.cancelUnstake({ ...stolen, ticketId, ticket, rentPayer }),
      instructions.withdrawUnstaked({ ...stolen, ticketId, ticket, rentPayer }),
      instructions.claimRewards(stolen),
      instructions.compoundRewards(stolen),
      instructions.closePosition({ ...stolen, rentPayer }),
      instructions.mintDiem({ ...stolen, diemAmount: 1n, maxVvvLocked: UNIT }),
      instructions.burnDiem({ ...stolen, diemAmount: 1n, minVvvUnlocked: 0n }),
    ];
    for (const attempt of attempts) {
      await expectRefusal(world.send([attempt], [thief.keypair]), "WrongOwner");
    }
    for (const attempt of attempts) {
      for (const meta of attempt.keys)
        if (meta.pubkey.equals(thief.address)) meta.pubkey = actor.address;
      for (const meta of attempt.keys) if (meta.pubkey.equals(actor.address)) meta.isSigner = false;
      const unsigned = world.send([attempt]);
      await expectFailure(unsigned, /AccountNotSigner|3010|ConstraintSigner|unauthorized signer/);
    }
    expect(await world.position(actor)).to.include({ staked: 9n * UNIT, cooling: UNIT });
  });
});
