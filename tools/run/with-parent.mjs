// Preloaded (`node --import`) into the server: it stops in order when the start tool dies.
import { watchParent } from "./runtime.mjs";

watchParent();
