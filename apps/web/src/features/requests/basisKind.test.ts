import requestTypes from "@tartip/domain/data/request-types.json";
import type { RequestType } from "@tartip/domain/requests/type";
import { expect, it } from "vitest";
import { kindChanged } from "./basisKind.ts";

// reason: the supplied type is the one the product installs
const payment = requestTypes.types.find(({ code }) => code === "payment") as unknown as RequestType;
const paper = (kindCode: string) => ({ id: "d1", label: "R-1", kindCode });

it("tells when the chosen document makes another kind of the basis", () => {
  const changed = kindChanged(payment, "contract", paper("act"));
  expect([changed?.from?.label?.en, changed?.to?.label?.en]).toEqual(["Contract", "Act"]);
});

it.each([
  ["contract", paper("contract")],
  ["", paper("act")],
  ["contract", null],
  ["contract", paper("letter")],
])("says nothing where the kind stays or none was named: %s", (before, choice) => {
  expect(kindChanged(payment, before, choice)).toBeNull();
});
