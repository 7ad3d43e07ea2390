import type { LiteSvm } from "./svm";

/** Where a slot lies in Solana's epochs. */
export interface SlotInEpoch {
  readonly epoch: bigint;
  readonly slotIndex: bigint;
  readonly slotsInEpoch: bigint;
}

/** Solana's epochs, all of one length, as the sysvar says. */
export class EpochSchedule {
  readonly #schedule;

  constructor(svm: LiteSvm) {
    this.#schedule = svm.getEpochSchedule();
  }

  at(slot: bigint): SlotInEpoch {
    const { firstNormalEpoch, firstNormalSlot, slotsPerEpoch } = this.#schedule;
    const slots = slot - firstNormalSlot;
    return {
      epoch: firstNormalEpoch + slots / slotsPerEpoch,
      slotIndex: slots % slotsPerEpoch,
      slotsInEpoch: slotsPerEpoch,
    };
  }
}
