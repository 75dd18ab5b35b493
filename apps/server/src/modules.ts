import type { Module } from "./platform/module.ts";
import { accessModule } from "./modules/access/index.ts";
import { peopleModule } from "./modules/people/index.ts";
import { referenceModule } from "./modules/reference/index.ts";

/** The one list of slices; each adds its own line. */
export const modules: Module[] = [referenceModule, accessModule, peopleModule];
