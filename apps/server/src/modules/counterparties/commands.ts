export { addAccount, confirmAccount } from "./accounts.ts";
export { createCounterparty, type NewCounterparty } from "./service.ts";
