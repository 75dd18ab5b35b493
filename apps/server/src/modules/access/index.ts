import type { Module } from "../../platform/module.ts";
import { loadActor } from "./actor.ts";

/** Who may do what: rights, queues and the organisation as the rules see it. */
export const accessModule: Module = { name: "access", loadActor };
