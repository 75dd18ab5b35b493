import { covers, grantsFor } from "@tartip/domain/access/grants";
import { sql } from "kysely";
import { visibleTo } from "../../records/visibility.ts";
import { onSection } from "../people/commands.ts";

/** Documents stand in the menu of who may add one, and of who sees one. */
export function registerDocumentSection(): void {
  onSection("document", async ({ app, actor }) => {
    const adds = (["document.create", "document.manage"] as const).some((right) => grantsFor(actor, right).length > 0);
    if (adds || covers(actor, "document.read")) return true;
    const { rows } = await sql`select 1 from records where kind = 'document' and ${visibleTo(actor, "document")} limit 1`.execute(
      app.db,
    );
    return rows.length > 0;
  });
}
