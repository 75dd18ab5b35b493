// What is left of a budget cell is said once, in packages/domain/src/budgets/figures.ts; the server sends it, the web draws it.
import { Visitor, type Expression, type PrivateInExpression } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

/** The ledger's own slice, and the sums over several cells. */
const MAY_COMPUTE = /^apps\/server\/src\/modules\/budgets\/|^apps\/web\/src\/features\/budgets\/budgetGrid\.ts$/;
const FIGURE = /^(plan|granted)Minor$/;

/** All violations of a checkout (or of a tree shaped like one). */
export function checkFigures(root: string): Violation[] {
  return readSources(root)
    .filter(({ path }) => path.startsWith("apps/") && !isTest(path) && !MAY_COMPUTE.test(path))
    .flatMap(computed);
}

function computed({ path, parsed, lineAt }: Source): Violation[] {
  const lines = new Set<number>();
  new Visitor({
    BinaryExpression({ operator, left, right, start }) {
      if ((operator === "+" || operator === "-") && (isFigure(left) || isFigure(right))) lines.add(lineAt(start));
    },
    AssignmentExpression({ operator, right, start }) {
      if ((operator === "+=" || operator === "-=") && isFigure(right)) lines.add(lineAt(start));
    },
  }).visit(parsed.program);
  const message = "what is left of a budget cell is computed in packages/domain/src/budgets/figures.ts alone";
  return [...lines].map((line) => ({ file: path, line, message }));
}

/** `planMinor`, `cell.planMinor`, `cell?.planMinor ?? 0`. */
function isFigure(node: Expression | PrivateInExpression["left"]): boolean {
  if (node.type === "ParenthesizedExpression" || node.type === "ChainExpression") return isFigure(node.expression);
  if (node.type === "LogicalExpression") return isFigure(node.left);
  if (node.type === "MemberExpression" && !node.computed) return FIGURE.test(node.property.name);
  return node.type === "Identifier" && FIGURE.test(node.name);
}

if (import.meta.main) report(checkFigures(rootFromArguments()));
