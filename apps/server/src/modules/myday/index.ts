import type { Module } from "../../platform/module.ts";
import { myDayRoutes } from "./routes.ts";

/** «Мой день»: what waits for a person, over all kinds of records. */
export const myDayModule: Module = { name: "myday", routes: myDayRoutes };
