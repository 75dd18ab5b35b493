import { IconCreditCard, IconFileText, IconInbox } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionBar } from "../../ui/action/ActionBar.tsx";
import { ActionButton } from "../../ui/action/ActionButton.tsx";
import { ApprovalLine, ApprovalList } from "../../ui/value/ApprovalLine.tsx";
import { BudgetBar, BudgetLegend, BudgetRemainder } from "../../ui/value/BudgetBar.tsx";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Chain } from "../../ui/value/ChainCard.tsx";
import { CommentEditor } from "../../ui/comments/CommentEditor.tsx";
import { Change, Comment, Stream } from "../../ui/comments/CommentStream.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { FactsGroup, FactsList } from "../../ui/value/FactsList.tsx";
import { LedgerLine } from "../../ui/value/LedgerLine.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { NextStrip } from "../../ui/action/NextStrip.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { Segmented } from "../../ui/table/SavedTabs.tsx";
import { Stepper } from "../../ui/value/Stepper.tsx";
import samples from "./samples.json";

const { record, approval, facts, budget, ledger, chain, stream, people } = samples;
const STEPS = ["new", "in_progress", "approval", "waiting_payment", "done", "closed"];
const CELL = { planMinor: 736700000, factMinor: 294150000, committedMinor: 121400000, thisMinor: 247800000, leftMinor: 73350000 };
const OVER = { planMinor: 220000000, factMinor: 62780000, committedMinor: 31000000, thisMinor: 139200000, leftMinor: -12980000 };
const nothing = () => undefined;
const ICONS = [IconInbox, IconCreditCard, IconCreditCard, IconFileText];

/** A record page as the mock-up draws it. */
export function RecordSample() {
  const { t } = useTranslation("ui");
  return (
    <>
      <PageHeader
        title={record.title}
        crumbs={[{ label: samples.title, to: "/requests" }, { label: record.type, to: "/requests" }, { label: record.number }]}
        crumbsAside={record.place}
        amount={<Money minor={CELL.thisMinor} strong />}
      >
        <div style={{ display: "flex", flexWrap: "wrap", gap: "4px 24px", justifyContent: "space-between", fontSize: 13 }}>
          <Stepper kind="request" steps={STEPS} current="approval" />
          <span style={{ display: "inline-flex", gap: 16 }}>
            <PriorityMark priority="high" withWord />
            <span>
              {record.due} <DueText value="2027-08-21" />
            </span>
          </span>
        </div>
      </PageHeader>
      <RecordLayout strip={<NextSample />} facts={<FactsSample />}>
        <Card title={facts.title}>
          <FactsList
            facts={[
              { label: facts.supplier, value: <a href="#supplier">{facts.supplierValue}</a> },
              { label: facts.iban, value: facts.ibanValue },
              { label: facts.sum, value: <Money minor={CELL.thisMinor} strong /> },
              { label: facts.basis, value: facts.basisValue },
            ]}
          />
        </Card>
        <ApprovalSample />
        <ChainSample />
        <StreamSample />
      </RecordLayout>
      <ActionBar note={t("budget.overPercent", { amount: "129 800 ₸", percent: "5,9" })}>
        <Button>{record.return}</Button>
        <Button kind="primary">{record.approve}</Button>
      </ActionBar>
    </>
  );
}

function NextSample() {
  return (
    <NextStrip
      tone="violet"
      current={
        <>
          <strong>{record.now}</strong>
          {record.nowNote}
        </>
      }
      after={
        <>
          <strong>{record.after}</strong>
          {record.afterNote}
        </>
      }
      blocked={
        <>
          {record.blocked} <a href="#files">{record.cure}</a>
        </>
      }
      actions={
        <>
          <ActionButton kind="primary" keyHint="A" onPress={nothing}>
            {record.approve}
          </ActionButton>
          <ActionButton keyHint="R" onPress={nothing}>
            {record.return}
          </ActionButton>
          <ActionButton onPress={nothing} busy>
            {record.ask}
          </ActionButton>
        </>
      }
      aside={
        <ActionButton onPress={nothing} blockers={[{ text: record.payReason, cure: record.cure, href: "#files" }]}>
          {record.pay}
        </ActionButton>
      }
    />
  );
}

function ApprovalSample() {
  return (
    <Card title={approval.title} count={approval.count} actions={<a href="#sheet">{approval.sheet}</a>}>
      <ApprovalList>
        <ApprovalLine state="approved" person={people[0]} role={approval.head} at="2026-08-17T06:42:00Z" />
        <ApprovalLine
          state="approved"
          person={people[1]}
          onBehalfOf={people[2]}
          role={approval.lawyer}
          at="2026-08-17T10:10:00Z"
          comment={approval.comment}
        />
        <ApprovalLine
          state="approved"
          person={people[3]}
          role={approval.accountant}
          at="2026-08-17T11:35:00Z"
          comment={approval.checked}
          warning={
            <>
              {approval.voided} <a href="#diff">{approval.changed}</a>
            </>
          }
        />
        <ApprovalLine state="open" person={people[4]} you role={approval.cfo} until="2026-08-18T11:35:00Z" />
        <ApprovalLine state="not_required" role={approval.ceo} comment={approval.notRequired} />
      </ApprovalList>
    </Card>
  );
}

function FactsSample() {
  return (
    <>
      <FactsGroup title={budget.title} note={budget.note}>
        <BudgetBar {...CELL} height={12} />
        <div style={{ height: 8 }} />
        <FactsList
          sums
          facts={[
            { label: budget.plan, value: <Money minor={CELL.planMinor} /> },
            { label: budget.fact, value: <Money minor={CELL.factMinor} /> },
            { label: budget.left, value: <Money minor={73350000} strong tone="green" />, strong: true },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={budget.people}>
        <FactsList
          facts={[
            { label: budget.author, value: <PersonName name={people[5]} /> },
            { label: budget.assignee, value: <PersonName name={null} none={budget.nobody} /> },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={ledger.title}>
        <BudgetBar {...OVER} height={8} />
        <BudgetRemainder {...OVER} />
        <ul role="list">
          <LedgerLine date="01.01" title={ledger.plan} amount={<Money minor={720000000} short />}>
            {ledger.planNote}
          </LedgerLine>
          <LedgerLine date="06.08" title={ledger.commit} amount={<Money minor={-294150000} short signed />}>
            {ledger.commitNote}
          </LedgerLine>
        </ul>
        <BudgetLegend />
      </FactsGroup>
    </>
  );
}

function ChainSample() {
  return (
    <Card title={chain.title}>
      <Chain
        items={chain.items.map(([kind = "", title = "", state = ""], index) => ({
          id: kind,
          kind,
          title,
          state,
          icon: ICONS[index] ?? IconInbox,
          to: index === 1 ? undefined : "/requests",
        }))}
      />
    </Card>
  );
}

function StreamSample() {
  const [view, setView] = useState<"all" | "comments">("all");
  const [text, setText] = useState("");
  return (
    <Card
      title={stream.title}
      actions={
        <Segmented
          label={stream.title}
          value={view}
          onChange={setView}
          options={[
            { value: "all", label: stream.all },
            { value: "comments", label: stream.comments },
          ]}
        />
      }
    >
      <Stream label={stream.title}>
        <Comment author={people[5] ?? ""} at="2026-08-17T10:52:00Z" html={stream.html} />
        <Change icon={IconFileText} at="2026-08-17T10:50:00Z">
          {stream.change}
        </Change>
      </Stream>
      <div style={{ marginTop: 12 }}>
        <CommentEditor
          text={text}
          onText={setText}
          onSubmit={nothing}
          onAttach={nothing}
          findPeople={() => Promise.resolve(people.map((name) => ({ id: name, name })))}
        />
      </div>
    </Card>
  );
}
