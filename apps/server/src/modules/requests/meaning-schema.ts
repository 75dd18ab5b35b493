import { Type as T } from "@fastify/type-provider-typebox";

const FieldKey = (description: string) => T.Optional(T.String({ description }));

/** `Meaning` of the domain, as far as pages ask for it. */
export const MeaningView = T.Object(
  {
    counterparty: FieldKey("The other party"),
    expense: T.Optional(
      T.Object(
        {
          amount: T.String({ description: "Amount" }),
          costItem: FieldKey("Cost item; without one no budget is touched"),
          month: FieldKey("Budget month"),
          project: FieldKey("Project"),
        },
        { description: "What the request spends" },
      ),
    ),
    invoice: T.Optional(
      T.Object(
        {
          number: T.String({ description: "Number of the invoice" }),
          date: T.String({ description: "Its date" }),
          file: T.String({ description: "Its file" }),
          payBy: FieldKey("Pay by"),
          purpose: FieldKey("Purpose of the payment"),
          vatRate: FieldKey("Rate of VAT"),
          knp: FieldKey("Payment purpose code"),
          payKind: FieldKey("Prepayment, after delivery, partial"),
        },
        { description: "The supplier's invoice the request carries; it then waits for money, not for work" },
      ),
    ),
    basis: T.Optional(
      T.Object(
        { document: T.String({ description: "Document" }), kind: FieldKey("Its kind") },
        { description: "What justifies the payment" },
      ),
    ),
  },
  { description: "Keys of the fields that rules and pages look at, by what they mean" },
);
