/**
 * Why a day cannot become a deadline: it is over, and the one who set it would be late at once. Today still counts. A deadline that
 * has passed since it was set is no fault of the card, and a date that tells a fact (on an invoice, on a paper, of a payment)
 * never comes here.
 *
 * @param day the company's day, as `today` is
 */
export function deadlineProblem(day: string, today: string): "dueInPast" | undefined {
  return day < today ? "dueInPast" : undefined;
}
