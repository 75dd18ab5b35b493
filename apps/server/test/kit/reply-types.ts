import type { paths, Schema } from "@tartip/api-client";

/** What the server answers when it refuses. */
export type Problem = Schema<"Problem">;

export type Method = "get" | "post" | "put" | "patch" | "delete";

/**
 * The body of a success at a path as a test writes it: `/requests/${id}/transitions`, with or without a query.
 * `unknown` for a path that the type checker does not know: one computed, or a route of the test's own.
 */
export type Body<Verb extends Method, Path extends string> = string extends Path ? unknown : BodyAt<Verb, Route<Path>>;

type BodyAt<Verb extends Method, Key> = [Key] extends [never]
  ? unknown
  : Key extends keyof paths
    ? Success<Verb extends keyof paths[Key] ? paths[Key][Verb] : never>
    : never;

type Success<Operation> = Operation extends { responses: infer Responses }
  ? Json<Responses[Extract<keyof Responses, 200 | 201 | 204>]>
  : unknown;

type Json<Response> = Response extends { content: { "application/json": infer Content } } ? Content : null;

/** The described route which serves a path. A literal segment wins over a parameter. */
type Route<Path extends string> =
  Full<WithoutQuery<Path>> extends infer Whole extends string
    ? Whole extends keyof paths
      ? Whole
      : Shapes[Shape<Whole> & keyof Shapes]
    : never;

type WithoutQuery<Path extends string> = Path extends `${infer Before}?${string}` ? Before : Path;

type Full<Path extends string> = Path extends `/api/${string}` ? Path : `/api/v1${Path}`;

/** Routes by their shape: `/api/v1/requests/{id}` under `/api/v1/requests/{}`. */
type Shapes = { [Key in keyof paths as Shape<Key>]: Key };

/** A path with each parameter, named or filled in, as `{}`. */
type Shape<Path extends string> = Path extends `${infer Head}/${infer Rest}` ? `${Segment<Head>}/${Shape<Rest>}` : Segment<Path>;

type Segment<Part extends string> = string extends Part ? "{}" : Part extends `{${string}}` ? "{}" : Part;
