import { instructions } from "@diem/sdk";
import { rollEpoch } from "../tests/support/epochs";
import type { Bench } from "./bench";

/** The market's authority, guardian and parameters. Comes last: it leaves other parameters behind. */
export async function measureGovernance(bench: Bench): Promise<void> {
  const { world } = bench;
  const { chain, creator, market } = world;
  const authority = creator.publicKey;
  const by = { market, authority };
  const measure = (name: string, call: ReturnType<typeof instructions.pause>, signer = creator) =>
    bench.measure(name, [call], [signer]);

  const pause = { market, pauser: authority, entries: ["stake", "mint"] } as const;
  await measure("pause", instructions.pause(pause));
  await measure("unpause", instructions.unpause({ ...by, entries: pause.entries }));
  const roles = { guardian: authority, arbiter: authority, treasury: world.treasury.publicKey };
  await measure("set_roles", instructions.setRoles({ ...by, ...roles }));

  const { params } = await world.marketAccount();
  await measure("propose_params", instructions.proposeParams({ ...by, params }));
  await measure("cancel_params", instructions.cancelParams(by));
  await world.send([instructions.proposeParams({ ...by, params })], [creator]);
  await chain.advance(params.paramsDelaySecs);
  await rollEpoch(world);
  await bench.measure("apply_params", [instructions.applyParams({ market })]);

  const metadata = { name: "DIEM", symbol: "DIEM", uri: "https://diem.example/diem.json" };
  const show = instructions.setDiemMetadata({ ...by, ...metadata });
  await measure("set_diem_metadata, created", show);
  await measure("set_diem_metadata, changed", show);

  const heir = await chain.wallet();
  const proposal = { ...by, newAuthority: heir.publicKey };
  await measure("propose_authority", instructions.proposeAuthority(proposal));
  const accepted = { market, newAuthority: heir.publicKey };
  await measure("accept_authority", instructions.acceptAuthority(accepted), heir);
}
