import type { Contexts as AccountContexts } from "./account-errors";
import type { Contexts as AmountContexts } from "./amount-errors";
import type { Contexts as ClientContexts } from "./client-errors";
import type { Contexts as FailureContexts } from "./failures";
import type { Contexts as MarketFileContexts } from "./market-file-errors";
import type { ProgramErrorName, Contexts as ProgramContexts } from "./program-errors";
import type { Contexts as StoreContexts } from "./store-errors";
import type { Contexts as TransactionContexts } from "./transaction-errors";
import type { Contexts as VoucherContexts, VoucherErrorName } from "./voucher-errors";

/** The context of an error that needs only its name and message. */
export type NoContext = Readonly<Record<string, never>>;

type Known = AccountContexts &
  AmountContexts &
  ClientContexts &
  FailureContexts &
  MarketFileContexts &
  ProgramContexts &
  StoreContexts &
  TransactionContexts &
  VoucherContexts;

/** The name of an error: the program's own, as the program writes it, or one of the SDK's. */
export type DiemErrorName = ProgramErrorName | VoucherErrorName | keyof Known;

/** The context of an error by its name: figures in base units, addresses, limits. */
export type ContextOf<Name extends DiemErrorName> = Name extends keyof Known
  ? Known[Name]
  : NoContext;
