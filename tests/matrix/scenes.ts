import { pda, PROGRAM_ID } from "@diem/sdk";
import { TransactionInstruction } from "@solana/web3.js";
import { definitions } from "./idl";
import { call, type Scenes } from "./scene";
import { channelScenes } from "./scenes-channels";
import { governanceScenes } from "./scenes-governance";
import { marketScenes } from "./scenes-market";
import { providerScenes } from "./scenes-providers";
import { stakingScenes } from "./scenes-staking";
import { viewScenes } from "./scenes-views";

/** The program's call to itself: nobody else has the signature that it needs. */
const ownCalls: Scenes = {
  record_event: [
    {
      unsendable: /did not pass signature verification/,
      call: () => {
        const authority = { pubkey: pda.eventAuthority(), isSigner: true, isWritable: false };
        const data = Buffer.from(definitions.record_event?.discriminator ?? []);
        return call(new TransactionInstruction({ programId: PROGRAM_ID, keys: [authority], data }));
      },
    },
  ],
};

export const scenes: Scenes = {
  ...ownCalls,
  ...marketScenes,
  ...governanceScenes,
  ...stakingScenes,
  ...providerScenes,
  ...channelScenes,
  ...viewScenes,
};
