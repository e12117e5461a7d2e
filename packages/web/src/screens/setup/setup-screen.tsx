/** First run on an empty database: four steps, each with an address, to a system that works. */
import type { IndustriesReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Button, Form, Steps, type FormInstance } from "antd";
import {
  useEffect,
  useRef,
  useState,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
} from "react";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useTitle } from "../../parts/use-title.ts";
import { useShortcut } from "../../parts/use-shortcut.ts";
import { LanguageSwitch } from "../../shell/language-switch.tsx";
import { ThemeSwitch } from "../../shell/theme-switch.tsx";
import { IndustryStep } from "./industry-step.tsx";
import { industriesQuery } from "./industries-query.ts";
import { Making, MakingProblem, PasswordAgain, WillMake } from "./making.tsx";
import { OrganisationStep, type OrganisationForm } from "./organisation-step.tsx";
import {
  BLANK,
  choicesOf,
  isOrganisationFilled,
  unitsOf,
  useSetupDraft,
  withChoices,
  type Choices,
  type SetupDraft,
} from "./setup-draft.ts";
import { STEP_WORDS, STEPS, type Step } from "./steps.ts";
import { TakeStep } from "./take-step.tsx";
import { twiceNamed } from "./unit-lines.ts";
import { UnitsStep } from "./units-step.tsx";
import { useMake } from "./use-make.ts";
import styles from "./setup.module.css";

export function SetupScreen() {
  const industries = useQuery(industriesQuery);
  if (industries.error && !industries.data)
    return <PageFailure problem={industries.error} retry={() => void industries.refetch()} />;
  return industries.data ? <Setup reply={industries.data} /> : null;
}

function Setup({ reply }: { reply: IndustriesReply }) {
  const t = useT();
  const text = useText();
  const [form] = Form.useForm<OrganisationForm>();
  const [draft, setDraft] = useSetupDraft();
  const [password, setPassword] = useState("");
  const industry = reply.industries.find(({ id }) => id === draft.industry) ?? null;
  const furthest = !isOrganisationFilled(draft) ? 0 : industry ? 3 : 1;
  const { step, go } = useStep(furthest);
  const make = useMake({ draft, industry, password });
  const lines = industry ? unitsOf(draft, industry, text) : [];
  const isLast = step === "take" || (step === "industry" && draft.industry === BLANK);
  const isStuck =
    (step === "industry" && draft.industry === null) ||
    (step === "units" && twiceNamed(lines).size > 0) ||
    (isLast && password === "");
  const next = () => {
    if (step === "organisation") form.submit();
    else if (isStuck || make.isPending) return;
    else if (isLast) make.mutate();
    else go(STEPS[STEPS.indexOf(step) + 1]!);
  };
  useShortcut("mod+Enter", next);
  if (make.isPending || make.isSuccess)
    return <Making {...(industry ? { industry, lines, choices: choicesOf(draft) } : {})} />;
  return (
    <div className={styles.screen}>
      <SetupHeader step={step} furthest={furthest} go={go} />
      <main className={styles.main}>
        <StepHeading step={step} />
        {make.error ? <MakingProblem problem={make.error} lines={lines} go={go} /> : null}
        <StepBody {...{ step, reply, form, draft, setDraft, password, setPassword }} go={go} />
        {isLast ? <PasswordAgain password={password} change={setPassword} /> : null}
      </main>
      <SetupFooter step={step} go={go} isLast={isLast} isStuck={isStuck} next={next}>
        {step === "units" && isStuck ? t("setup.unitsTwice") : null}
        {industry && isLast ? (
          <WillMake industry={industry} lines={lines} choices={choicesOf(draft)} />
        ) : null}
      </SetupFooter>
    </div>
  );
}

interface StepBodyProps {
  readonly step: Step;
  readonly reply: IndustriesReply;
  readonly form: FormInstance<OrganisationForm>;
  readonly draft: SetupDraft;
  readonly setDraft: Dispatch<SetStateAction<SetupDraft>>;
  readonly password: string;
  setPassword(password: string): void;
  go(step: Step): void;
}

function StepBody(props: StepBodyProps) {
  const { step, reply, form, draft, setDraft, password, setPassword, go } = props;
  const text = useText();
  if (step === "organisation")
    return (
      <OrganisationStep
        form={form}
        initial={{ ...draft.organisation, password }}
        change={({ password: typed = "", ...organisation }) => {
          setPassword(typed);
          setDraft({ ...draft, organisation });
        }}
        done={() => go("industry")}
      />
    );
  const industry = reply.industries.find(({ id }) => id === draft.industry);
  if (step === "industry" || !industry)
    return (
      <IndustryStep
        reply={reply}
        chosen={draft.industry}
        choose={(id) => setDraft({ ...draft, industry: id })}
      />
    );
  const lines = unitsOf(draft, industry, text);
  const change = (choices: Partial<Choices>) => setDraft((old) => withChoices(old, choices));
  return step === "units" ? (
    <UnitsStep industry={industry} lines={lines} change={(units) => change({ units })} />
  ) : (
    <TakeStep
      industry={industry}
      sensitivities={reply.sensitivities}
      lines={lines}
      choices={choicesOf(draft)}
      change={change}
    />
  );
}

function SetupFooter(props: {
  readonly step: Step;
  readonly isLast: boolean;
  readonly isStuck: boolean;
  readonly children: ReactNode;
  go(step: Step): void;
  next(): void;
}) {
  const { step, isLast, isStuck, children, go, next } = props;
  const t = useT();
  const before = STEPS[STEPS.indexOf(step) - 1];
  return (
    <footer className={styles.footer}>
      <div className={styles.footerLine}>
        {before ? <Button onClick={() => go(before)}>{t("setup.back")}</Button> : null}
        <span className={styles.footerWords}>{children}</span>
        <kbd className={styles.keys}>{t("setup.nextKeys")}</kbd>
        <Button type="primary" disabled={isStuck} onClick={next}>
          {t(isLast ? "setup.submit" : "setup.next")}
        </Button>
      </div>
    </footer>
  );
}

/** Steps are addresses: the browser's own way back goes back, and a reload stays. */
function useStep(furthest: number): { step: Step; go: (step: Step) => void } {
  const navigate = useNavigate();
  const asked = useLocation({ select: ({ hash }) => STEPS.indexOf(hash as Step) });
  const step = STEPS[Math.min(Math.max(asked, 0), furthest)]!;
  return { step, go: (to) => void navigate({ to: "/", hash: to }) };
}

function SetupHeader(props: { step: Step; furthest: number; go: (step: Step) => void }) {
  const { step, furthest, go } = props;
  const t = useT();
  const isNarrow = useNarrow();
  const current = STEPS.indexOf(step);
  return (
    <header className={styles.header}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        <strong>{t("setup.title")}</strong>
        <span className={styles.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </div>
      {isNarrow ? (
        <p className="muted">
          {t("setup.stepOf", { number: current + 1, step: t(STEP_WORDS[step]) })}
        </p>
      ) : (
        <Steps
          size="small"
          current={current}
          onChange={(index) => go(STEPS[index]!)}
          items={STEPS.map((one, index) => ({
            title: t(STEP_WORDS[one]),
            disabled: index > furthest,
          }))}
        />
      )}
    </header>
  );
}

const INTROS = {
  organisation: "setup.organisationIntro",
  industry: "setup.industryIntro",
  units: "setup.unitsIntro",
  take: "setup.takeIntro",
} as const;

/** Where a step begins for who cannot see it change. */
function StepHeading({ step }: { step: Step }) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useTitle(`${t(STEP_WORDS[step])} · ${t("setup.title")}`);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, [step]);
  return (
    <>
      <h1 className={styles.title} tabIndex={-1} ref={heading}>
        {t(STEP_WORDS[step])}
      </h1>
      <p className={styles.intro}>{t(INTROS[step])}</p>
    </>
  );
}
