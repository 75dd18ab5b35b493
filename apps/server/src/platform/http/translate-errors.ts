import { DomainError } from "@tartip/domain/kernel/errors";
import type { ErrorCode, FieldError } from "@tartip/domain/kernel/errors";
import type { FastifySchemaValidationError } from "fastify";
import { forgetStatementNames } from "../db/statement-names.ts";
import { sqlState } from "../db/transaction.ts";

/** What a DomainError says about it, or null when nobody foresaw this error. */
export function toDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error)) return null;
  return fromValidation(error) ?? fromFastify(error) ?? fromPostgres(error) ?? fromDisk(error) ?? fromNetwork(error);
}

/** Which errors of the framework are the caller's fault. */
const FASTIFY: Record<string, { code: ErrorCode; key: string }> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: "unsupported_file", key: "content_type" },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: "too_large", key: "body_too_large" },
  FST_REQ_FILE_TOO_LARGE: { code: "too_large", key: "body_too_large" },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: "bad_input", key: "malformed_json" },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: "bad_input", key: "malformed_json" },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: "bad_input", key: "malformed_request" },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { code: "unsupported_file", key: "content_type" },
};

function fromFastify(error: Error): DomainError | null {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const known = FASTIFY[code];
  if (known) return new DomainError(known.code, error.message, { key: known.key, cause: error });
  const status = "statusCode" in error ? error.statusCode : undefined;
  if (status === 429) return new DomainError("too_many_requests", error.message);
  if (typeof status === "number" && status >= 400 && status < 500) {
    return new DomainError("bad_input", error.message, { key: "malformed_request", cause: error });
  }
  return null;
}

function fromValidation(error: Error): DomainError | null {
  if (!("validation" in error) || !Array.isArray(error.validation)) return null;
  // reason: Fastify sets `validation` to the list its validator compiler returned, which is ours
  const found = error.validation as FastifySchemaValidationError[];
  return new DomainError("bad_input", error.message, { fields: found.slice(0, 50).map(fieldError), cause: error });
}

function fieldError({ instancePath, keyword, params }: FastifySchemaValidationError): FieldError {
  const path = instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
  const inside = (name: unknown) => [path, String(name)].filter(Boolean).join(".");
  if (keyword === "required") return { field: inside(params["missingProperty"]), code: "required" };
  if (keyword === "additionalProperties") return { field: inside(params["additionalProperty"]), code: "unknown_field" };
  const limit = params["limit"];
  const values = params["allowedValues"];
  return {
    field: path,
    code: FIELD_CODES[keyword] ?? "invalid",
    ...(typeof limit === "number" ? { params: { limit } } : {}),
    ...(Array.isArray(values) ? { params: { allowed: values.map(String) } } : {}),
  };
}

const FIELD_CODES: Record<string, string> = {
  type: "wrong_type",
  enum: "not_in_list",
  const: "not_in_list",
  format: "wrong_format",
  pattern: "wrong_format",
  minLength: "too_short",
  maxLength: "too_long",
  minimum: "too_small",
  maximum: "too_big",
  exclusiveMinimum: "too_small",
  exclusiveMaximum: "too_big",
  multipleOf: "wrong_step",
  minItems: "too_few",
  maxItems: "too_many",
  uniqueItems: "repeated",
};

/** Classes of SQLSTATE. A service that checks beforehand gives a better message; this keeps the rest from becoming a 5xx. */
function fromPostgres(error: Error): DomainError | null {
  const state = sqlState(error);
  if (!state) return null;
  const say = (code: ErrorCode, key: string) => new DomainError(code, `PostgreSQL ${state}`, { key, cause: error });
  if (state === "23505") return say("stale_version", "already_exists");
  if (state === "23503") return say("bad_input", "refers_to_nothing");
  if (state === "23514" || state === "23P01") return say("blocked", "rule_of_the_database");
  if (state === "23502" || state.startsWith("22")) return say("bad_input", "bad_value");
  if (["40001", "40P01", "55P03", "57014"].includes(state)) return say("unavailable", "busy");
  if (state === "0A000") {
    forgetStatementNames();
    return say("unavailable", "busy");
  }
  // 58030: PostgreSQL could not read or write a file.
  if (state === "53100" || state === "58030") return say("unavailable", "disk_full");
  if (state.startsWith("08") || state.startsWith("57P") || state === "53300" || state === "3D000" || state === "25P03")
    return say("unavailable", "unavailable");
  return null;
}

const DISK_FULL = new Set(["ENOSPC", "EDQUOT"]);

function fromDisk(error: Error): DomainError | null {
  if (!("code" in error) || typeof error.code !== "string" || !DISK_FULL.has(error.code)) return null;
  return new DomainError("unavailable", "the disk is full", { key: "disk_full", cause: error });
}

const LOST = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"]);
/** pg gives these no code. */
const LOST_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout/;

/** Only what pg throws: a lost connection anywhere else stays a fault. */
function fromNetwork(error: Error): DomainError | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    if (LOST.has(code) || LOST_WORDS.test(at.message)) {
      return new DomainError("unavailable", "the database cannot be reached", { cause: error });
    }
    if (at instanceof AggregateError && at.errors.some((one) => fromNetworkCode(one))) {
      return new DomainError("unavailable", "the database cannot be reached", { cause: error });
    }
  }
  return null;
}

function fromNetworkCode(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && LOST.has(error.code);
}
