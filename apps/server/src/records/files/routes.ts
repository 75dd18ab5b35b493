import multipart, { type MultipartFile } from "@fastify/multipart";
import { Type, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyRequest } from "fastify";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { blockerSentence, errorSentence } from "../../platform/http/sentences.ts";
import { toDomainError } from "../../platform/http/translate-errors.ts";
import { sendContent } from "./content.ts";
import { filesById, fileToRead, listFiles, removeFile, shareFile } from "./files.ts";
import { partName } from "./names.ts";
import { letThrough } from "./reading.ts";
import { FileList, FileView, UploadBody, UploadQuery, UploadResult } from "./schema.ts";
import { enforceUpload, receiveFile, type Target } from "./upload.ts";
import { Nothing, Params } from "../routes-schema.ts";

const tags = ["Files"];
const MOST_FILES = 20;
/** Beyond these the upload is refused; the rest of the body is read past, so that the answer arrives. */
const MOST_PARTS = 500;
const BREAKS_OFF = "malformed_request";

export const fileRoutes: FastifyPluginAsyncTypebox = async (api) => {
  await api.register(multipart);
  await api.register(uploading);
  await api.register(reading);
  await api.register(changing);
};

const uploading: FastifyPluginAsyncTypebox = async (api) => {
  api.post(
    "/records/:id/files",
    {
      // The parts are read as they come, after validation: the schema of the body is there for readers and clients.
      preValidation: async (request) => {
        request.body = { file: [] };
      },
      schema: {
        operationId: "uploadFiles",
        tags,
        summary: "Upload files (multipart/form-data, up to 20 at once)",
        consumes: ["multipart/form-data"],
        params: Params.record,
        querystring: UploadQuery,
        body: UploadBody,
        response: { 200: UploadResult, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
      },
    },
    async (request) => {
      const { context, params, query } = request;
      const target = { recordId: params.id, fieldKey: query.fieldKey ?? null, shared: query.shared };
      await enforceUpload(context, target);
      const { ids, refused } = await receiveAll(request, target);
      return { files: await filesById(context.app.db, ids), refused };
    },
  );
};

interface Received {
  ids: string[];
  refused: { name: string; code: string; detail: string }[];
}

/** Takes the parts one after another; one that is refused does not spoil the others, nor does a body that breaks off spoil those before. */
async function receiveAll(request: FastifyRequest, target: Target): Promise<Received> {
  const received: Received = { ids: [], refused: [] };
  try {
    for await (const part of partsOf(request)) await receivePart(request, target, part, received);
  } catch (error) {
    if (countOf(received) === 0 || !(error instanceof DomainError) || error.details.key !== BREAKS_OFF) throw error;
  } finally {
    letThrough(request.raw);
  }
  if (countOf(received) === 0) {
    throw new DomainError("bad_input", "no file in the body", { fields: [{ field: "file", code: "required" }] });
  }
  return received;
}

function countOf({ ids, refused }: Received): number {
  return ids.length + refused.length;
}

async function receivePart({ context }: FastifyRequest, target: Target, part: MultipartFile, received: Received): Promise<void> {
  const name = partName(part.filename ?? "");
  try {
    if (countOf(received) >= MOST_FILES) throw tooMany();
    received.ids.push(await receiveFile(context, target, name, part.file, context.app.config.maxFileBytes));
  } catch (error) {
    const known = !(error instanceof DomainError) && part.file.errored ? cutShort(received, error) : toDomainError(error);
    if (!known || ["unavailable", "not_found", "bad_input"].includes(known.code)) throw known ?? error;
    received.refused.push(refusedFile(context, name, known));
    part.file.resume();
  }
}

/** The files of the body; a body that breaks off, or holds too many of them, is the caller's mistake. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<MultipartFile> {
  // One byte more than is allowed reaches the store, which then refuses with the true limit in the sentence.
  const limits = { fileSize: request.context.app.config.maxFileBytes + 1, files: MOST_PARTS, fields: 0 };
  try {
    yield* request.files({ limits, throwFileSizeLimit: false, preservePath: true });
  } catch (error) {
    throw toDomainError(error) ?? breaksOff(error);
  }
}

/** The files before it are kept: each is answered for by itself. */
function tooMany(): DomainError {
  return new DomainError("too_large", "too many files at once", { key: "too_many_files" });
}

function breaksOff(cause: unknown): DomainError {
  return new DomainError("bad_input", "the body breaks off", { key: BREAKS_OFF, cause });
}

/** Said of the one file where others were answered for; alone, the whole request is wrong. */
function cutShort(received: Received, cause: unknown): DomainError {
  if (countOf(received) === 0) return breaksOff(cause);
  return new DomainError("unsupported_file", "the file breaks off", { key: "file_cut_short", cause });
}

function refusedFile(context: Context, name: string, error: DomainError): Received["refused"][number] {
  const { key, blockers } = error.details;
  const code = key ?? blockers?.[0]?.code ?? error.code;
  const [blocker] = blockers ?? [];
  const detail = blocker
    ? blockerSentence(context.language, blocker.code, blocker.params)
    : errorSentence(context.language, error);
  return { name: name.slice(0, 255), code, detail };
}

const reading: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/records/:id/files",
    {
      schema: {
        operationId: "listFiles",
        tags,
        summary: "Files of a record",
        params: Params.record,
        response: { 200: FileList, ...problems(400, 401, 404) },
      },
    },
    ({ context, params }) => listFiles(context.app.db, context, params.id),
  );

  api.get(
    "/files/:id/content",
    {
      schema: {
        operationId: "readFile",
        tags,
        summary: "The bytes of a file; Range is answered",
        params: Params.file,
        querystring: Type.Object({
          download: Type.Boolean({ description: "As an attachment even where it could be shown", default: false }),
        }),
        produces: ["application/octet-stream"],
        response: problems(400, 401, 404, 416),
      },
    },
    async (request, reply) => {
      const { context, params, query } = request;
      const file = await fileToRead(context.app.db, context, params.id);
      return sendContent(request, reply, file, query.download);
    },
  );
};

const changing: FastifyPluginAsyncTypebox = async (api) => {
  api.delete(
    "/files/:id",
    {
      schema: {
        operationId: "removeFile",
        tags,
        summary: "Take a file away, unless its record is frozen",
        params: Params.file,
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async ({ context, params }, reply) => {
      await inTransaction(context.app, (tx) => removeFile(tx, context, params.id));
      return reply.code(204).send(null);
    },
  );

  api.patch(
    "/files/:id",
    {
      schema: {
        operationId: "shareFile",
        tags,
        summary: "Show a file to the outsiders of its record, or hide it again",
        params: Params.file,
        body: Type.Object({ shared: Type.Boolean({ description: "Whether outsiders see it" }) }),
        response: { 200: FileView, ...problems(400, 401, 403, 404) },
      },
    },
    ({ context, params, body }) => inTransaction(context.app, (tx) => shareFile(tx, context, params.id, body.shared)),
  );
};
