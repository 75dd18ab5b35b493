type Node = Record<string, unknown>;

/**
 * Places of an OpenAPI document that say nothing: operations without a summary, parameters and properties of
 * bodies, answers and components without a description.
 */
export function undescribed(document: unknown): string[] {
  const found: string[] = [];
  const { paths, components } = nodeOf(document);
  for (const [path, methods] of Object.entries(nodeOf(paths))) {
    for (const [method, operation] of Object.entries(nodeOf(methods)))
      inOperation(operation, `${method.toUpperCase()} ${path}`, found);
  }
  for (const [name, schema] of Object.entries(nodeOf(nodeOf(components)["schemas"]))) inSchema(schema, name, found);
  return found;
}

function inOperation(operation: unknown, place: string, found: string[]): void {
  const { summary, description, parameters, requestBody, responses } = nodeOf(operation);
  if (!says(summary) && !says(description)) found.push(place);
  for (const parameter of listOf(parameters)) {
    const { name, description: text, schema } = nodeOf(parameter);
    if (!says(text) && !says(nodeOf(schema)["description"])) found.push(`${place} ?${String(name)}`);
  }
  inContent(requestBody, `${place} body`, found);
  for (const [status, answer] of Object.entries(nodeOf(responses))) inContent(answer, `${place} ${status}`, found);
}

function inContent(holder: unknown, place: string, found: string[]): void {
  for (const media of Object.values(nodeOf(nodeOf(holder)["content"]))) inSchema(nodeOf(media)["schema"], place, found);
}

function inSchema(schema: unknown, place: string, found: string[]): void {
  if (schema === undefined) return;
  const { properties, items, anyOf, oneOf, allOf, additionalProperties } = nodeOf(schema);
  for (const [name, property] of Object.entries(nodeOf(properties))) {
    // A reference is described where it points.
    const { description, $ref } = nodeOf(property);
    if (!says(description) && $ref === undefined) found.push(`${place}.${name}`);
    inSchema(property, `${place}.${name}`, found);
  }
  inSchema(items, `${place}[]`, found);
  inSchema(additionalProperties, `${place}{}`, found);
  for (const part of [anyOf, oneOf, allOf].flatMap(listOf)) inSchema(part, place, found);
}

function says(text: unknown): boolean {
  return typeof text === "string" && text.trim() !== "";
}

function nodeOf(value: unknown): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
