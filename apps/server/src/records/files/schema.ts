import { Type } from "@fastify/type-provider-typebox";
import { Instant, Nullable, PersonView } from "../routes-schema.ts";

export const FileView = Type.Object(
  {
    id: Type.String({ description: "Id of the file" }),
    recordId: Type.String({ description: "Record it belongs to" }),
    commentId: Nullable(Type.String(), "Comment it came with"),
    fieldKey: Nullable(Type.String(), "Field of the form it belongs to"),
    name: Type.String({ description: "Name as it was uploaded" }),
    size: Type.Integer({ description: "Size in bytes" }),
    mediaType: Type.String({ description: "Media type by its contents" }),
    sha256: Type.String({ description: "SHA-256 of the bytes, hexadecimal" }),
    shared: Type.Boolean({ description: "Whether outsiders of the record see it" }),
    versionNo: Type.Integer({ description: "Version within its field, from 1" }),
    current: Type.Boolean({ description: "Whether it is what its field holds now" }),
    uploadedAt: Instant("When it came"),
    uploadedBy: PersonView,
  },
  { description: "A file" },
);

export const FileList = Type.Object({
  items: Type.Array(FileView, { description: "Files, earlier versions included" }),
  mayAdd: Type.Boolean({ description: "Whether the reader may add files; what is frozen is told by the upload" }),
  removable: Type.Array(Type.String(), { description: "Files the reader may take away now; an approved record keeps its own" }),
  hasOutsiders: Type.Boolean({ description: "Whether the reader may show files to outsiders of the record" }),
  withheld: Type.Integer({ description: "How many more files there are that show amounts this reader may not see" }),
});

const RefusedFile = Type.Object(
  {
    name: Type.String({ description: "Name as it was sent" }),
    code: Type.String({ description: "Stable name of the refusal" }),
    detail: Type.String({ description: "Sentence in the person's language" }),
  },
  { description: "A file that was not taken" },
);

export const UploadResult = Type.Object({
  files: Type.Array(FileView, { description: "Files that were taken, in the order sent" }),
  refused: Type.Array(RefusedFile, { description: "Files that were not, with the reason" }),
});

export const UploadQuery = Type.Object({
  fieldKey: Type.Optional(
    Type.String({ description: "Field of the form; a single-file field takes a new version", maxLength: 100, minLength: 1 }),
  ),
  shared: Type.Boolean({ description: "Whether outsiders of the record see them", default: false }),
});

export const UploadBody = Type.Object({
  file: Type.Array(Type.String({ format: "binary", description: "Bytes of a file with its name" }), {
    description: "Files, one part each",
  }),
});
