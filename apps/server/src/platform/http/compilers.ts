import SerializerSelector from "@fastify/fast-json-stringify-compiler";
import AjvCompiler from "@fastify/ajv-compiler";

type BuildValidator = ReturnType<typeof AjvCompiler>;
type BuildSerializer = ReturnType<typeof SerializerSelector>;
type Validator = ReturnType<ReturnType<BuildValidator>>;
type Route = Parameters<ReturnType<BuildValidator>>[0] & { httpPart?: string };

/** What turns the schemas of routes into functions, in the shape Fastify asks for. */
export interface Compilers {
  buildValidator: BuildValidator;
  buildSerializer: BuildSerializer;
}

/** One for the process: routes of one scope share what it made for them. */
const factory = AjvCompiler();

/**
 * Bodies are taken at their word: nothing is coerced, nothing silently removed. Only what arrives as text
 * by nature (query, path, headers) is read as the number or list that the schema asks for.
 */
const strictOrLenient: BuildValidator = (externalSchemas, _options) => {
  const shared = { removeAdditional: false, useDefaults: true, allErrors: false, strictTypes: false } as const;
  const strict = factory(externalSchemas, { customOptions: { ...shared, coerceTypes: false, allErrors: true } });
  const lenient = factory(externalSchemas, { customOptions: { ...shared, coerceTypes: "array" } });
  return (route: Route) => (route.httpPart === "body" ? strict(route) : lenient(route));
};

/** Every schema when its route is registered: a faulty one ends the start. */
export const AT_ONCE: Compilers = { buildValidator: strictOrLenient, buildSerializer: SerializerSelector() };

/**
 * Each schema when its route is first called. Compiling the few hundred of them takes longer than the rest of a start,
 * and most processes answer a small part of the routes.
 */
export const AT_FIRST_CALL: Compilers = {
  buildValidator(externalSchemas, options) {
    let compile: ReturnType<BuildValidator> | undefined;
    return (route) => {
      let compiled: Validator | undefined;
      const validate = (data: unknown) => {
        compile ??= strictOrLenient(externalSchemas, options);
        compiled ??= compile(route);
        const fits = compiled(data);
        validator.errors = compiled.errors ?? null;
        return fits;
      };
      // reason: Fastify calls it and reads its errors, nothing else
      const validator = validate as unknown as Validator;
      return validator;
    };
  },
  buildSerializer(externalSchemas, options) {
    return (route) => {
      let compiled: ReturnType<ReturnType<BuildSerializer>> | undefined;
      // A compiler of its own: one drops each schema it has compiled from those that later ones may refer to.
      return (answer: unknown) => (compiled ??= SerializerSelector()(externalSchemas, options)(route))(answer);
    };
  },
};
