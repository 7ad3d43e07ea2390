import { instructions } from "@diem/sdk";
import { rollEpoch } from "../support/epochs";
import { testParams } from "../support/market";
import { WALLETS } from "./accepted";
import {
  EPOCH_SECS,
  type MarketSetup,
  setups,
  traders,
  PARAMS_DELAY_SECS,
  type Fixture,
  type Trader,
} from "./fixture";
import { type Call, call, type Invocations } from "./invocation";

const params = testParams(EPOCH_SECS, { treasuryBps: 600, stakersBps: 900 });

const byAuthority = ({ world, authority }: MarketSetup) => ({
  market: world.market,
  authority: authority.publicKey,
});

/** In every market the newcomer of its first trader is to be the authority. */
async function proposeNewcomers({ own, foreign }: Fixture): Promise<void> {
  for (const { setup, newcomer } of [own, foreign]) {
    const newAuthority = newcomer.address;
    const propose = instructions.proposeAuthority({ ...byAuthority(setup), newAuthority });
    await setup.world.send([propose], [setup.authority]);
  }
}

async function pauseAll(fixture: Fixture): Promise<void> {
  for (const { world, guardian } of setups(fixture)) {
    const pauser = guardian.publicKey;
    const pause = instructions.pause({ market: world.market, pauser, entries: ["stake", "mint"] });
    await world.send([pause], [guardian]);
  }
}

/** Every market's proposal can be applied. */
async function proposeParams(fixture: Fixture): Promise<void> {
  for (const setup of setups(fixture)) {
    const propose = instructions.proposeParams({ ...byAuthority(setup), params });
    await setup.world.send([propose], [setup.authority]);
  }
  await fixture.chain.advance(PARAMS_DELAY_SECS);
  for (const { world } of setups(fixture)) await rollEpoch(world);
}

/** In every market DIEM has its metadata. */
async function setMetadata(fixture: Fixture): Promise<void> {
  for (const actors of traders(fixture)) {
    const { instruction, signers } = metadataCall(actors);
    await actors.setup.world.send([instruction], [...signers]);
  }
}

const ANY_PAYER = {
  account: "payer",
  kinds: [...WALLETS.filter((kind) => kind !== "the authority"), "the same as authority"],
  why: "any signer may pay",
};

function metadataCall({ setup, payer }: Trader): Call {
  const metadata = { name: "DIEM", symbol: "DIEM", uri: "" };
  const by = { ...byAuthority(setup), payer: payer.publicKey };
  return call(instructions.setDiemMetadata({ ...by, ...metadata }), payer, setup.authority);
}

const governed =
  (make: (by: ReturnType<typeof byAuthority>, actors: Trader) => Call["instruction"]) =>
  (actors: Trader): Call =>
    call(make(byAuthority(actors.setup), actors), actors.setup.authority);

export const governanceInvocations: Invocations = {
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
      call: ({ setup, newcomer: { address: newAuthority, keypair } }) => {
        const { market } = setup.world;
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
      call: ({ setup: { world, guardian } }) => {
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
      call: ({ setup }) => call(instructions.applyParams({ market: setup.world.market })),
    },
  ],
  cancel_params: [
    {
      prepare: proposeParams,
      call: governed((by) => instructions.cancelParams(by)),
    },
  ],
  set_diem_metadata: [
    {
      when: "created",
      call: metadataCall,
      peculiarities: {
        // another program creates the account, and Anchor looks before it is called
        refuses: {
          diem_metadata: { "a program": "ConstraintMut", "not writable": "ConstraintMut" },
          payer: { "not writable": "ConstraintMut" },
        },
        accepts: [
          ANY_PAYER,
          {
            account: "diem_metadata",
            kinds: ["dusted"],
            why: "lamports sent to the metadata's address cannot keep it from being created",
          },
        ],
      },
    },
    {
      when: "changed",
      prepare: setMetadata,
      call: metadataCall,
      peculiarities: {
        refuses: {
          diem_metadata: { "a program": "ConstraintMut" },
          payer: { "not writable": "ConstraintMut" },
        },
        accepts: [
          ANY_PAYER,
          {
            account: "payer",
            kinds: ["an empty address", "the same as diem_metadata"],
            why: "a change costs nothing, so the signer need not have anything",
          },
        ],
      },
    },
  ],
};
