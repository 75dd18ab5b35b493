import { chromiumPath } from "../tools/chromium.ts";

/** Unpacks the browser once, before any worker asks for it. */
export default async function setup(): Promise<void> {
  process.env["CHROME"] = await chromiumPath();
}
