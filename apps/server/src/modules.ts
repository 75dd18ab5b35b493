import type { Module } from "./platform/module.ts";
import { accessModule } from "./modules/access/index.ts";
import { peopleModule } from "./modules/people/index.ts";
import { referenceModule } from "./modules/reference/index.ts";
import { notificationsModule } from "./modules/notifications/index.ts";
import { searchModule } from "./modules/search/index.ts";
import { recordsModule } from "./records/routes.ts";

/** The one list of slices; each adds its own line. */
export const modules: Module[] = [referenceModule, accessModule, peopleModule, recordsModule, notificationsModule, searchModule];
