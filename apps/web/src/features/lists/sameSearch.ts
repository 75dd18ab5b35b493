type Search = Readonly<Record<string, string>>;

/** Whether two addresses ask for the same list: order of the filters and of the values in one says nothing. */
export function sameSearch(one: Search, other: Search): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => values(one[name]) === values(other[name]));
}

function values(text: string | undefined): string {
  return (text ?? "").split(",").toSorted().join();
}
