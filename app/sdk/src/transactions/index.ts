/** Building and sending transactions. @module */
export { build, type BuildInput, type BuildOptions, MAX_COMPUTE_UNITS } from "./build";
export { type ChannelOpening, openChannel, type ChannelOpeningInput } from "./open-channel";
export {
  settle,
  type SettlementInput,
  type SettlementEntry,
  type SettlementTransaction,
} from "./settle";
export { type Outcome, outcome, type SentTransaction } from "./outcome";
export { send, type Sender, type SendInput, type SendOptions } from "./send";
export { PACKET_LIMIT, requireFits, size, type WithMessage } from "./size";
export { keypairWallet, type Wallet } from "./wallet";
