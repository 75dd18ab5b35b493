import { localStorageColorSchemeManager } from "@mantine/core";

/** Remembers the colour scheme under the key that `boot.js` reads before the first paint. */
export const schemeManager = localStorageColorSchemeManager({ key: "tartip.scheme" });
