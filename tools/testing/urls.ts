/** Connection strings of a test run's cluster. */
export interface TestCluster {
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
}

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = "tartip_template";

/** The same connection to another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
