import type { Module } from "./platform/module.ts";
import { accessModule } from "./modules/access/index.ts";
import { approvalsModule } from "./modules/approvals/index.ts";
import { counterpartiesModule } from "./modules/counterparties/index.ts";
import { deadlinesModule } from "./modules/deadlines/index.ts";
import { documentsModule } from "./modules/documents/index.ts";
import { organisationModule } from "./modules/organisation/index.ts";
import { peopleModule } from "./modules/people/index.ts";
import { myDayModule } from "./modules/myday/index.ts";
import { requestsModule } from "./modules/requests/index.ts";
import { tasksModule } from "./modules/tasks/index.ts";
import { referenceModule } from "./modules/reference/index.ts";
import { notificationsModule } from "./modules/notifications/index.ts";
import { searchModule } from "./modules/search/index.ts";
import { recordsModule } from "./records/routes.ts";
import { budgetsModule } from "./modules/budgets/index.ts";
import { invoicesModule } from "./modules/invoices/index.ts";

/** The one list of slices; each adds its own line. */
export const modules: Module[] = [
  referenceModule,
  accessModule,
  peopleModule,
  organisationModule,
  counterpartiesModule,
  documentsModule,
  recordsModule,
  notificationsModule,
  searchModule,
  budgetsModule,
  invoicesModule,
  approvalsModule,
  requestsModule,
  tasksModule,
  deadlinesModule,
  myDayModule,
];
