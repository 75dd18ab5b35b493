export { addAccount, confirmAccount } from "./accounts.ts";
export { createCounterparty } from "./service.ts";
