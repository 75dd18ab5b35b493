import pino from "pino";
import type { Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Values that must never reach a log, wherever they turn up. */
const SECRETS = [
  "password",
  "token",
  "*.password",
  "*.token",
  "*.passwordHash",
  "headers.authorization",
  "headers.cookie",
  "*.headers.authorization",
  "*.headers.cookie",
];

/** JSON lines on stdout; level `silent` for tests. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: SECRETS, censor: "[hidden]" } });
}
