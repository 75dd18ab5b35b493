import pino from "pino";
import type { DestinationStream, Logger as PinoLogger } from "pino";

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

/** What waits for a place to be written to; older lines are dropped beyond it. */
const MOST_UNWRITTEN_BYTES = 4 * 1024 * 1024;
/** SQLSTATE of class 22, data exceptions: their messages quote the value that did not fit. */
const QUOTES_A_VALUE = /^22[0-9A-Z]{3}$/u;
/** Causes of causes; a chain may lead back to itself. */
const DEEPEST_CAUSE = 5;

/** JSON lines, on stdout unless told otherwise; level `silent` for tests. */
export function createLogger(level: string, destination: DestinationStream = stdout()): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } };
  return pino({ ...options, redact: { paths: SECRETS, censor: "[hidden]" } }, destination);
}

/** A line that cannot be written, because the disk is full, is lost; the process is not. */
function stdout(): DestinationStream {
  const stream = pino.destination({ fd: process.stdout.fd, sync: true, maxLength: MOST_UNWRITTEN_BYTES });
  stream.on("error", () => undefined);
  return stream;
}

interface DescribedError {
  type: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: DescribedError;
}

/**
 * What a log may know of an error: never its other properties. Errors of a driver carry the whole connection with its
 * keys, and those of the database the values of the row.
 */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutSecrets(String(error)) };
  const { name, stack, cause } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const quotes = code !== undefined && QUOTES_A_VALUE.test(code);
  const message = quotes ? `PostgreSQL ${code}` : withoutSecrets(error.message);
  return {
    type: name,
    ...(code !== undefined && { code }),
    message,
    ...(stack && { stack: quotes ? stack.replace(error.message, message) : withoutSecrets(stack) }),
    ...(cause instanceof Error && depth < DEEPEST_CAUSE && { cause: describeError(cause, depth + 1) }),
  };
}

/** A text without query strings, which hold what people search for and tokens, and without the passwords of addresses. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/(:\/\/[^\s:/@]*:)[^\s@/]*@/gu, "$1[hidden]@").replaceAll(/\?[^\s'"?]*[=%&][^\s'"]*/gu, "?[hidden]");
}
