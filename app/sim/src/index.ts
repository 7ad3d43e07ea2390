/** The risk lab: a market of DIEM simulated before it happens. */
export * as attacks from "./attacks";
export * as lab from "./lab";
export * as markets from "./markets";
export * as paths from "./paths";
export * as previews from "./preview";
export * as rules from "./rules";
export * as studies from "./studies";
export * as world from "./world";

export { isSimError, SimError, type SimErrorName } from "./errors";
export { type Report, reportOf, type Stamp, stampOf } from "./stamp";
export { programVersion, version } from "./version";
