/**
 * What the client has for Node alone: a local API that pays, for programs that take no `fetch`.
 *
 * @module
 */
export { type Sidecar, type SidecarInput, startSidecar } from "./sidecar";
