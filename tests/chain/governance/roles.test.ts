import { expect } from "chai";
import { Keypair, PublicKey } from "@solana/web3.js";
import { startChain, type TestChain } from "../../support/chain";
import { Governed } from "../../support/governance";

describe("governance: roles", () => {
  let chain: TestChain;
  let governed: Governed;

  before(async () => {
    chain = await startChain();
  });

  beforeEach(async () => {
    governed = await Governed.create(chain);
  });

  const marketOf = () => governed.world.marketAccount();

  it("hand the authority over in two steps", async () => {
    const { authority } = governed;
    const next = await chain.wallet();
    const before = await marketOf();
    const proposed = await governed.propose(next.publicKey);
    const { stamp, ...proposal } = await governed.event(proposed, "AuthorityProposed");
    expect(proposal).to.deep.equal({
      authority: authority.publicKey,
      pendingBefore: PublicKey.default,
      pending: next.publicKey,
    });
    expect(stamp.sequence).to.equal(before.sequence + 1n);
    const waiting = await marketOf();
    expect(waiting.pendingAuthority).to.deep.equal(next.publicKey);
    expect(waiting.roles).to.deep.equal(before.roles);

    const changed = await governed.event(await governed.accept(next), "AuthorityChanged");
    expect(changed.stamp.sequence).to.equal(before.sequence + 2n);
    expect(changed.before).to.deep.equal(authority.publicKey);
    expect(changed.after).to.deep.equal(next.publicKey);
    const after = await marketOf();
    expect(after.roles).to.deep.equal({ ...before.roles, authority: next.publicKey });
    expect(after.pendingAuthority).to.equal(null);
    await governed.refuses(() => governed.propose(next.publicKey), "NotAuthority");
    await governed.refuses(() => governed.accept(next), "NotPendingAuthority");
  });

  it("let nobody accept the authority but whom it proposed last", async () => {
    const [first, second] = [await chain.wallet(), await chain.wallet()];
    await governed.refuses(() => governed.accept(first), "NotPendingAuthority");
    await governed.refuses(() => governed.propose(first.publicKey, first), "NotAuthority");
    await governed.refuses(
      () => governed.propose(first.publicKey, governed.guardian),
      "NotAuthority",
    );
    await governed.propose(first.publicKey);
    await governed.propose(second.publicKey);
    await governed.refuses(() => governed.accept(first), "NotPendingAuthority");
    await governed.refuses(() => governed.accept(governed.authority), "NotPendingAuthority");
    await governed.accept(second);
  });

  it("take a proposal back by proposing the default key", async () => {
    const next = await chain.wallet();
    await governed.propose(next.publicKey);
    const taken = await governed.propose(PublicKey.default);
    const { pendingBefore, pending } = await governed.event(taken, "AuthorityProposed");
    expect([pendingBefore, pending]).to.deep.equal([next.publicKey, PublicKey.default]);
    expect((await marketOf()).pendingAuthority).to.equal(null);
    await governed.refuses(() => governed.accept(next), "NotPendingAuthority");
  });

  it("are named by the authority alone, each of them, and at once", async () => {
    const { authority, guardian } = governed;
    const { roles: before } = await marketOf();
    const fresh = () => Keypair.generate().publicKey;
    const named = { guardian: fresh(), arbiter: fresh(), treasury: fresh() };
    await governed.refuses(() => governed.setRoles(named, guardian), "NotAuthority");
    for (const role of ["guardian", "arbiter", "treasury"] as const) {
      const missing = { ...named, [role]: PublicKey.default };
      await governed.refuses(() => governed.setRoles(missing), "RoleMissing");
    }
    const changed = await governed.event(await governed.setRoles(named), "RolesChanged");
    const after = { ...named, authority: authority.publicKey };
    expect(changed.before).to.deep.equal(before);
    expect(changed.after).to.deep.equal(after);
    expect((await marketOf()).roles).to.deep.equal(after);
    await governed.refuses(() => governed.pause(["stake"], guardian), "NotGuardian");
  });
});
