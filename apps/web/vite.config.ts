import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = `http://127.0.0.1:${process.env["PORT"] ?? "3000"}`;

/** Parts of the kit without weight of their own. */
const SMALL_PARTS =
  /src[\\/](lib[\\/]|ui[\\/](Avatar|BudgetBar|Button|Card|classes|DateText|DueText|EmptyState|KeyHint|Logo|Money|Note|PageHeader|PersonName|PriorityMark|Skeletons|Status|statusLook|toast|useHotkeys))/;

export default defineConfig({
  plugins: [react()],
  server: { host: "127.0.0.1", port: 5173, proxy: { "/api": { target: server } } },
  preview: { host: "127.0.0.1", proxy: { "/api": { target: server } } },
  build: {
    target: "es2023",
    // The content policy allows fonts, images and scripts from our own address only, so nothing becomes a data: URL.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            {
              name: "tanstack",
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|history|store|react-store|react-query|query-core)[\\/]/,
              priority: 20,
            },
            { name: "i18n", test: /node_modules[\\/](i18next|react-i18next)[\\/]/, priority: 20 },
            // What nearly every page draws travels in one piece instead of a request for each button and icon.
            { name: "kit", test: SMALL_PARTS, minShareCount: 2, priority: 10 },
            { name: "icons", test: /@tabler/, minShareCount: 4, priority: 10 },
            { name: "mantine", test: /@mantine[\\/](core[\\/]esm[\\/]core|hooks)[\\/]/, minShareCount: 14, priority: 9 },
          ],
        },
      },
    },
  },
});
