/** Building and sending transactions, and flows of several instructions. */
export { build, type BuildInput, type BuildOptions, MAX_COMPUTE_UNITS } from "./build";
export {
  settle,
  type SettleInput,
  type SettlementEntry,
  type SettlementTransaction,
} from "./settle";
export { send, type SendInput } from "./send";
export { PACKET_LIMIT, requireFits, size } from "./size";
export * from "./flows";
