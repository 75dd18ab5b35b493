// A supervisor in a process of its own: prints the owner's connection string, stops on SIGTERM.
import { startPostgres } from "../postgres/supervisor.ts";

const [dataDir] = process.argv.slice(2);
if (!dataDir) throw new Error("Name the data folder.");
const running = await startPostgres({ dataDir });
process.stdout.write(`${running.ownerUrl}\n`);
const held = setInterval(() => {}, 60_000);
process.once("SIGTERM", () => {
  clearInterval(held);
  void running.stop();
});
