/**
 * What a list can be narrowed by, as data: the API checks a request with it, the server asks one condition for each
 * filter, a page reads its address with it and draws the chips.
 */
export type FilterShape = OneValue | { holds: "many"; items: OneValue; most: number; says: string };

type OneValue =
  | { holds: "text"; longest: number; says: string }
  | { holds: "code"; pattern: string; says: string }
  | { holds: "id"; says: string }
  | { holds: "day"; says: string }
  | { holds: "flag"; says: string }
  | { holds: "number"; least: number; most: number; says: string }
  | { holds: "one"; of: readonly string[]; says: string };

export type Filters = Readonly<Record<string, FilterShape>>;

export type FilterValue<Shape extends FilterShape> = Shape extends { holds: "many"; items: infer Item extends OneValue }
  ? FilterValue<Item>[]
  : Shape extends { holds: "one"; of: readonly (infer Value)[] }
    ? Value
    : Shape["holds"] extends "flag"
      ? boolean
      : Shape["holds"] extends "number"
        ? number
        : string;

/** What may be asked of a list: none of the filters is required. */
export type AskedOf<Of extends Filters> = { -readonly [Name in keyof Of]?: FilterValue<Of[Name]> };

export interface ListShape<Of extends Filters = Filters, Sort extends string = string> {
  /** As its address, its cursors and the journal call it. */
  name: string;
  filters: Of;
  /** Orders by name; a minus before the name turns one round. */
  sorts: readonly Sort[];
  /** The order when none is asked. */
  usualSort: Order<NoInfer<Sort>>;
  /** Whether the API names each order, rather than a pattern for them. */
  namesSorts?: boolean;
  /** Its order cannot be chosen. */
  fixedOrder?: boolean;
}

/** Keeps the literal types of a list. */
export function listShape<const Of extends Filters, const Sort extends string>(shape: ListShape<Of, Sort>): ListShape<Of, Sort> {
  return shape;
}

export const text = (says: string, longest = 200) => ({ holds: "text", longest, says }) as const;
export const code = (says: string, pattern: string) => ({ holds: "code", pattern, says }) as const;
export const id = (says: string) => ({ holds: "id", says }) as const;
export const day = (says: string) => ({ holds: "day", says }) as const;
export const flag = (says: string) => ({ holds: "flag", says }) as const;
export const number = (says: string, least: number, most: number) => ({ holds: "number", least, most, says }) as const;
export const one = <const Values extends readonly string[]>(of: Values, says: string) => ({ holds: "one", of, says }) as const;

/** Several values; a record that has any of them is found. */
export const anyOf = <Item extends OneValue>(items: Item, most: number) =>
  ({ holds: "many", items, most, says: items.says }) as const;

type Address = Readonly<Record<string, string>>;

/** The filters that stand in the address of a page; several values are separated by commas, what cannot be is left out. */
export function askedIn<Of extends Filters>({ filters }: ListShape<Of>, address: Address): AskedOf<Of> {
  const asked = Object.entries(filters).flatMap(([name, shape]) => {
    const value = read(shape, address[name] ?? "");
    return value === undefined ? [] : [[name, value]];
  });
  // reason: read gives each filter the value its shape holds
  return Object.fromEntries(asked) as AskedOf<Of>;
}

type Value = string | number | boolean;

function read(shape: FilterShape, written: string): Value | Value[] | undefined {
  if (shape.holds !== "many") return readOne(shape, written);
  const values = written.split(",").flatMap((part) => readOne(shape.items, part) ?? []);
  return values.length > 0 ? values : undefined;
}

function readOne(shape: OneValue, written: string): Value | undefined {
  if (written === "") return undefined;
  if (shape.holds === "flag") return written === "true" ? true : written === "false" ? false : undefined;
  if (shape.holds === "one") return shape.of.includes(written) ? written : undefined;
  if (shape.holds !== "number") return written;
  const value = Number(written);
  return Number.isInteger(value) && value >= shape.least && value <= shape.most ? value : undefined;
}

export type Order<Sort extends string> = Sort | `-${Sort}`;

/** The order that stands in the address; an unknown one is not there. */
export function sortIn<Sort extends string>(
  { sorts }: Pick<ListShape<Filters, Sort>, "sorts">,
  address: Address,
): Order<Sort> | undefined {
  const orders = sorts.flatMap((sort): Order<Sort>[] => [sort, `-${sort}`]);
  return orders.find((order) => order === address["sort"]);
}
