import { pda, PROGRAM_ID } from "@diem/sdk";
import { TransactionInstruction } from "@solana/web3.js";
import { definitions } from "./idl";
import { call, type Invocations } from "./invocation";
import { channelInvocations } from "./invocations-channel";
import { governanceInvocations } from "./invocations-governance";
import { marketInvocations } from "./invocations-market";
import { providerInvocations } from "./invocations-provider";
import { stakingInvocations } from "./invocations-staking";
import { viewInvocations } from "./invocations-views";

/** The program's call to itself: nobody else has the signature that it needs. */
const ownCalls: Invocations = {
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

export const invocations: Invocations = {
  ...ownCalls,
  ...marketInvocations,
  ...governanceInvocations,
  ...stakingInvocations,
  ...providerInvocations,
  ...channelInvocations,
  ...viewInvocations,
};
