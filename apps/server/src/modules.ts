import type { Module } from "./platform/module.ts";

/** The one list of slices; each adds its own line. */
export const modules: Module[] = [];
