/** What the program tells the world, read where it cannot be forged: its calls to itself. */
export { decode, type DiemEvent, type DiemEventName } from "./decode";
export { fetch, type FetchOptions, fromTransaction, type LocatedEvent } from "./transaction";
export { subscribe, type SubscribeInput } from "./subscribe";
