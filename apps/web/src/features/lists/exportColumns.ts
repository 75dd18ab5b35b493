import type { paths } from "@tartip/api-client";

type Exports = "/api/v1/requests/export" | "/api/v1/tasks/export" | "/api/v1/invoices/export";

/** The columns that the server can write to the file of a list. */
export type ExportColumnId<Path extends Exports> = NonNullable<
  NonNullable<paths[Path]["get"]["parameters"]["query"]>["columns"]
>[number];
