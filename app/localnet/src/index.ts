export {
  EmbeddedChain,
  type EmbeddedChainConfig,
  type ProgramConfig,
  type ProgramSource,
} from "./chain";
export { ChainClock, ClockError } from "./clock";
export { EmbeddedConnection } from "./connection";
export { type Endpoint, PortInUseError, serve, type ServeConfig } from "./http/serve";
export { embeddedNetwork, type Network, validatorNetwork } from "./network";
export { DIEM_PROGRAM_ID, DIEM_PROGRAM_PATH } from "./program";
export { JsonRpcError, RpcErrorCode } from "./rpc/errors";
export { type Pace } from "./pacer";
export { type Notify, PubSub } from "./rpc/pubsub";
export { RpcServer } from "./rpc/server";
export { StateFileError } from "./state/errors";
export { type Recording, type RecordingConfig } from "./state/recording";
export * as tokens from "./tokens";
