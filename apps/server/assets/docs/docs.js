/** Draws openapi.json: an index by tag, and per operation its parameters, body and answers. */
const METHODS = ["get", "post", "put", "patch", "delete"];

function make(tag, attributes = {}, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function resolve(document, schema) {
  const name = schema?.$ref?.split("/").at(-1);
  return name ? { name, schema: document.components.schemas[name] ?? {} } : { name: null, schema: schema ?? {} };
}

function typeOf(document, given) {
  const { name, schema } = resolve(document, given);
  if (name) return name;
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map((one) => typeOf(document, one)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.type === "array") return `${typeOf(document, schema.items)}[]`;
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "any");
  return schema.format ? `${type} (${schema.format})` : type;
}

function limits(schema) {
  const names = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern", "default"];
  return names
    .filter((name) => name in schema)
    .map((name) => `${name} ${schema[name]}`)
    .join(", ");
}

function line(document, name, given, required, seen) {
  const { schema } = resolve(document, given);
  const head = [make("code", {}, name), required ? make("span", { className: "required", title: "required" }, "*") : "", " "];
  const facts = [typeOf(document, given), limits(schema)].filter(Boolean).join(", ");
  const text = given.description ?? schema.description ?? "";
  return make(
    "li",
    {},
    ...head,
    make("span", { className: "dim" }, facts),
    text ? ` ${text}` : "",
    inside(document, given, seen),
  );
}

function inside(document, given, seen) {
  const outer = resolve(document, given);
  const { name, schema } = outer.schema.type === "array" ? resolve(document, outer.schema.items) : outer;
  if (!schema.properties || (name && seen.includes(name)) || seen.length > 6) return null;
  return fields(document, schema, [...seen, name ?? ""]);
}

function fields(document, schema, seen = []) {
  const required = schema.required ?? [];
  const lines = Object.entries(schema.properties ?? {}).map(([name, one]) =>
    line(document, name, one, required.includes(name), seen),
  );
  return make("ul", { className: seen.length > 1 ? "" : "fields" }, ...lines);
}

function contentOf(document, content) {
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  if (!media?.schema) return null;
  const { name } = resolve(document, media.schema);
  const title = make("p", { className: "dim" }, `${type}: ${typeOf(document, media.schema)}`);
  if (name === "Problem") return title;
  return make("div", {}, title, inside(document, media.schema, []) ?? "");
}

function operation(document, path, method, spec) {
  const section = make("section", { id: spec.operationId ?? `${method}${path}` });
  section.append(
    make(
      "h3",
      {},
      make("span", { className: `method ${method}` }, method.toUpperCase()),
      make("span", { className: "path" }, path),
    ),
  );
  section.append(
    make("p", {}, spec.summary ?? "", spec.description ? make("span", { className: "dim" }, ` ${spec.description}`) : ""),
  );
  if (spec.parameters?.length) {
    const lines = spec.parameters.map((one) =>
      line(document, `${one.name} (${one.in})`, { ...one.schema, description: one.description }, one.required, []),
    );
    section.append(make("h4", {}, "Parameters"), make("ul", { className: "fields" }, ...lines));
  }
  if (spec.requestBody) section.append(make("h4", {}, "Body"), contentOf(document, spec.requestBody.content) ?? "");
  for (const [status, answer] of Object.entries(spec.responses ?? {})) {
    section.append(make("h4", {}, `${status} ${answer.description ?? ""}`), contentOf(document, answer.content) ?? "");
  }
  return section;
}

function draw(document_) {
  const menu = document.getElementById("menu");
  const content = document.getElementById("content");
  const operations = Object.entries(document_.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method,
      spec: item[method],
      tag: item[method].tags?.[0] ?? "Other",
    })),
  );
  content.replaceChildren(
    make("p", {}, document_.info.description ?? "", " ", make("a", { href: "/api/openapi.json" }, "openapi.json")),
  );
  for (const tag of [...new Set(operations.map((one) => one.tag))].sort((a, b) => a.localeCompare(b))) {
    const own = operations.filter((one) => one.tag === tag);
    const group = make("div", {}, make("h2", {}, tag));
    for (const { path, method, spec } of own) {
      group.append(
        make("a", { href: `#${spec.operationId ?? method + path}`, title: `${method} ${path}` }, spec.summary ?? path),
      );
      content.append(operation(document_, path, method, spec));
    }
    menu.append(group);
  }
}

function filterMenu(event) {
  const wanted = event.target.value.toLowerCase();
  for (const link of document.querySelectorAll("#menu a")) {
    link.hidden = !`${link.title} ${link.textContent}`.toLowerCase().includes(wanted);
  }
}

document.getElementById("filter").addEventListener("input", filterMenu);
const response = await fetch("/api/openapi.json");
draw(await response.json());
