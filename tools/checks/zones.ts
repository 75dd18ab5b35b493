import { posix } from "node:path";

/** Where a file stands in the house; the arrows go between these. */
export type Zone =
  | "domain"
  | "i18n"
  | "api-client"
  | "platform"
  | "records"
  | "module"
  | "server"
  | "web-ui"
  | "web-lib"
  | "web-app"
  | "web-feature"
  | "outside";

export interface Place {
  zone: Zone;
  /** Path inside the zone; of a module and of a web feature also its slice. */
  rest: string;
  slice?: string;
}

/** Folder to zone; the first that fits. */
const ZONES: [string, Zone][] = [
  ["packages/domain/", "domain"],
  ["packages/i18n/", "i18n"],
  ["packages/api-client/", "api-client"],
  ["apps/server/src/platform/", "platform"],
  ["apps/server/src/records/", "records"],
  ["apps/server/src/modules/", "module"],
  ["apps/server/", "server"],
  ["apps/web/src/ui/", "web-ui"],
  ["apps/web/src/lib/", "web-lib"],
  ["apps/web/src/features/", "web-feature"],
  ["apps/web/", "web-app"],
];

/** Where `path` stands; tools, e2e and bench are outside. */
export function placeOf(path: string): Place {
  const found = ZONES.find(([folder]) => path.startsWith(folder));
  if (!found) return { zone: "outside", rest: path };
  const [folder, zone] = found;
  const rest = path.slice(folder.length);
  return zone === "module" || zone === "web-feature" ? { zone, rest, slice: sliceOf(rest) } : { zone, rest };
}

/** `integrations/<partner>` is a slice of its own. */
function sliceOf(rest: string): string {
  const [first = "", second = ""] = rest.split("/");
  return first === "integrations" ? `${first}/${second}` : first;
}

export type Target = { kind: "file"; path: string } | { kind: "builtin" } | { kind: "package"; name: string };

/** What an import of `from` points at; workspace packages become files. */
export function resolveImport(from: string, specifier: string): Target {
  if (specifier.startsWith("node:")) return { kind: "builtin" };
  if (specifier.startsWith(".")) return { kind: "file", path: posix.join(posix.dirname(from), specifier) };
  const [scope = "", name = "", ...rest] = specifier.split("/");
  if (scope === "@tartip") return { kind: "file", path: workspaceFile(name, rest.join("/")) };
  return { kind: "package", name: scope.startsWith("@") ? `${scope}/${name}` : scope };
}

function workspaceFile(name: string, rest: string): string {
  if (name === "server" || name === "web") return `apps/${name}/src/${rest}`;
  return rest === "" ? `packages/${name}/src/index.ts` : `packages/${name}/src/${rest}.ts`;
}
