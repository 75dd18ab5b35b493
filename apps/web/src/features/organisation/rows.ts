/** A row with its depth in the tree. */
export interface Placed<Row> {
  row: Row;
  depth: number;
}

interface Node {
  id: string;
  parentId: string | null;
}

/** The rows as a tree is read: each below its parent, brothers in their own order; what has lost its parent stands at the top. */
export function asTree<Row extends Node>(rows: readonly Row[]): Placed<Row>[] {
  const known = new Set(rows.map((row) => row.id));
  const top = (row: Row) => row.parentId === null || !known.has(row.parentId);
  const placed = (row: Row, depth: number): Placed<Row>[] => [
    { row, depth },
    ...rows.filter((one) => one.parentId === row.id).flatMap((one) => placed(one, depth + 1)),
  ];
  return rows.filter(top).flatMap((row) => placed(row, 0));
}

/** The row and everything below it: none of them can be its parent. */
export function withBelow(rows: readonly Node[], id: string): Set<string> {
  const below = rows.filter((row) => row.parentId === id).flatMap((row) => [...withBelow(rows, row.id)]);
  return new Set([id, ...below]);
}
