// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "../../../../../test/show.tsx";
import { SubstituteAway } from "./LeaveFacts.tsx";

it("warns of the days on which the substitute named is away", async () => {
  const days = [
    { fromDate: "2031-02-03", toDate: "2031-02-05" },
    { fromDate: "2031-02-09", toDate: "2031-02-09" },
  ];
  show(<SubstituteAway days={days} />);
  const note = await screen.findByRole("note");
  expect(note.textContent).toMatch(
    /The substitute is away too: 3 Feb 2031 – 5 Feb 2031, 9 Feb 2031 – 9 Feb 2031\. Choose another/u,
  );
});
