/** Building and sending transactions, and flows of several instructions. */
export { build, type BuildInput, type BuildOptions, MAX_COMPUTE_UNITS } from "./build";
export { type ChannelOpening, openChannel, type OpenChannelInput } from "./open-channel";
export {
  settle,
  type SettleInput,
  type SettlementEntry,
  type SettlementTransaction,
} from "./settle";
export { send, type SendInput } from "./send";
export { PACKET_LIMIT, requireFits, size, type WithMessage } from "./size";
export * from "./flows";
