import { instructions } from "@diem/sdk";
import { rollEpoch } from "../support/epochs";
import { testParams } from "../support/market";
import {
  EPOCH_SECS,
  type House,
  houses,
  parties,
  PARAMS_DELAY_SECS,
  type Stage,
  type Trader,
} from "./house";
import { type Call, call, type Scenes } from "./scene";

const params = testParams(EPOCH_SECS, { treasuryBps: 600, stakersBps: 900 });

const byAuthority = ({ world, authority }: House) => ({
  market: world.market,
  authority: authority.publicKey,
});

/** In every market the newcomer of its first party is to be the authority. */
async function proposeNewcomers({ own, foreign }: Stage): Promise<void> {
  for (const { house, newcomer } of [own, foreign]) {
    const newAuthority = newcomer.address;
    const propose = instructions.proposeAuthority({ ...byAuthority(house), newAuthority });
    await house.world.send([propose], [house.authority]);
  }
}

async function pauseAll(stage: Stage): Promise<void> {
  for (const { world, guardian } of houses(stage)) {
    const pauser = guardian.publicKey;
    const pause = instructions.pause({ market: world.market, pauser, entries: ["stake", "mint"] });
    await world.send([pause], [guardian]);
  }
}

/** Every market's proposal can be applied. */
async function proposeParams(stage: Stage): Promise<void> {
  for (const house of houses(stage)) {
    const propose = instructions.proposeParams({ ...byAuthority(house), params });
    await house.world.send([propose], [house.authority]);
  }
  await stage.chain.advance(PARAMS_DELAY_SECS);
  for (const { world } of houses(stage)) await rollEpoch(world);
}

/** In every market DIEM has its metadata. */
async function setMetadata(stage: Stage): Promise<void> {
  for (const party of parties(stage)) {
    const { instruction, signers } = metadataCall(party);
    await party.house.world.send([instruction], [...signers]);
  }
}

function metadataCall({ house, payer }: Trader): Call {
  const metadata = { name: "DIEM", symbol: "DIEM", uri: "" };
  const by = { ...byAuthority(house), payer: payer.publicKey };
  return call(instructions.setDiemMetadata({ ...by, ...metadata }), payer, house.authority);
}

const governed =
  (make: (by: ReturnType<typeof byAuthority>, party: Trader) => Call["instruction"]) =>
  (party: Trader): Call =>
    call(make(byAuthority(party.house), party), party.house.authority);

export const governanceScenes: Scenes = {
  propose_authority: [
    {
      call: governed((by, { newcomer: { address: newAuthority } }) =>
        instructions.proposeAuthority({ ...by, newAuthority }),
      ),
    },
  ],
  accept_authority: [
    {
      prepare: proposeNewcomers,
      call: ({ house, newcomer: { address: newAuthority, keypair } }) => {
        const { market } = house.world;
        return call(instructions.acceptAuthority({ market, newAuthority }), keypair);
      },
    },
  ],
  set_roles: [
    {
      call: governed((by, { holder, vendor, newcomer }) =>
        instructions.setRoles({
          ...by,
          guardian: holder.address,
          arbiter: vendor.address,
          treasury: newcomer.address,
        }),
      ),
    },
  ],
  pause: [
    {
      call: ({ house: { world, guardian } }) => {
        const { market } = world;
        const pauser = guardian.publicKey;
        return call(instructions.pause({ market, pauser, entries: ["stake"] }), guardian);
      },
    },
  ],
  unpause: [
    {
      prepare: pauseAll,
      call: governed((by) => instructions.unpause({ ...by, entries: ["stake"] })),
    },
  ],
  propose_params: [{ call: governed((by) => instructions.proposeParams({ ...by, params })) }],
  apply_params: [
    {
      prepare: proposeParams,
      call: ({ house }) => call(instructions.applyParams({ market: house.world.market })),
    },
  ],
  cancel_params: [
    {
      prepare: proposeParams,
      call: governed((by) => instructions.cancelParams(by)),
    },
  ],
  set_diem_metadata: [
    { when: "created", call: metadataCall },
    { when: "changed", prepare: setMetadata, call: metadataCall },
  ],
};
